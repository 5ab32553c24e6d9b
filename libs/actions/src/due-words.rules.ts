import {
  addDays,
  addWorkingDays,
  ok,
  parseDay,
  refused,
  weekdayOf,
  type BankHolidays,
  type Day,
  type RefusedResult,
  type Result,
} from '#kernel';

/** Why words for a due day give no day. */
export type DueWordsRefusal = 'DUE_ON_NOT_A_DAY' | 'NO_NEXT_MEETING';

/** What the words for a due day are read against. */
export type DueWordsContext = { today: Day; nextMeetingOn: Day | null; holidays: BankHolidays };

type DayRead = Day | RefusedResult<DueWordsRefusal>;

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY =
  '(mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

/** Every way to say a due day: a pattern for the whole of the words after "by", and the day that they mean. */
const WAYS: readonly {
  says: RegExp;
  day: (found: readonly string[], context: DueWordsContext) => DayRead;
}[] = [
  {
    says: /^(?:the )?next (?:panel|meeting)$/,
    day: (_, { nextMeetingOn }) => nextMeetingOn ?? noNextMeeting(),
  },
  { says: /^today$/, day: (_, { today }) => today },
  { says: /^tomorrow$/, day: (_, { today }) => addDays(today, 1) },
  {
    says: new RegExp(`^(next )?${WEEKDAY}$`),
    day: ([next, name = ''], { today }) => comingWeekday(name, today, Boolean(next)),
  },
  {
    says: /^(?:in )?(\d{1,3}) ?(?:wds?|working days?)$/,
    day: ([n], { today, holidays }) => addWorkingDays(today, Number(n), holidays),
  },
  { says: /^(?:in )?(\d{1,3}) days?$/, day: ([n], { today }) => addDays(today, Number(n)) },
  { says: /^(?:in )?(\d{1,2}) weeks?$/, day: ([n], { today }) => addDays(today, Number(n) * 7) },
  {
    says: new RegExp(
      `^(?:${WEEKDAY} )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? (\\d{4}))?$`,
    ),
    day: ([, date, month = '', year], { today }) => dated(Number(date), monthNumber(month), year, today),
  },
  {
    says: new RegExp(`^${MONTH} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`),
    day: ([month = '', date, year], { today }) => dated(Number(date), monthNumber(month), year, today),
  },
  {
    says: /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?$/,
    day: ([date, month, year], { today }) => dated(Number(date), Number(month), year, today),
  },
  { says: /^(\d{4}-\d{2}-\d{2})$/, day: ([text = '']) => parseDay(text) ?? notADay() },
];

/**
 * A text and the due day said at its end after "by"; null when it ends in no such words. Weekdays are those to come,
 * never today; "next Friday" is the one in the week after this one. A date without a year is the first to come.
 */
export function readDueWords(
  line: string,
  context: DueWordsContext,
): Result<{ text: string; dueOn: Day | null }, DueWordsRefusal> {
  const mark = [...line.matchAll(/(?:^|\s)by\s+/gi)].at(-1);
  if (!mark) return ok({ text: line, dueOn: null });
  const words = line
    .slice(mark.index + mark[0].length)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]$/, '');
  for (const { says, day } of WAYS) {
    const found = says.exec(words);
    if (!found) continue;
    const read = day(found.slice(1), context);
    return typeof read === 'string' ? ok({ text: line.slice(0, mark.index).trim(), dueOn: read }) : read;
  }
  return ok({ text: line, dueOn: null });
}

function noNextMeeting(): RefusedResult<DueWordsRefusal> {
  return refused(
    'NO_NEXT_MEETING',
    'The next meeting of this panel is not planned yet. Give a date.',
    'line',
  );
}

function notADay(): RefusedResult<DueWordsRefusal> {
  return refused('DUE_ON_NOT_A_DAY', 'That date does not exist. Give a date such as 12 December.', 'line');
}

function comingWeekday(name: string, today: Day, next: boolean): Day {
  const ahead = WEEKDAYS.indexOf(name.slice(0, 3)) + 1 - weekdayOf(today);
  if (next) return addDays(today, ahead + 7);
  return addDays(today, ahead > 0 ? ahead : ahead + 7);
}

function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

function dated(date: number, month: number, year: string | undefined, today: Day): DayRead {
  if (year) return dayOf(Number(year.length === 2 ? `20${year}` : year), month, date) ?? notADay();
  const thisYear = Number(today.slice(0, 4));
  const inThis = dayOf(thisYear, month, date);
  if (inThis && inThis >= today) return inThis;
  return dayOf(thisYear + 1, month, date) ?? notADay();
}

function dayOf(year: number, month: number, date: number): Day | null {
  return parseDay([String(year), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-'));
}
