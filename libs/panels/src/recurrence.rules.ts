import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addMonths,
  atLondon,
  isWorkingDay,
  londonDay,
  ok,
  onOrAfterWorkingDay,
  parseDay,
  parseMoment,
  refused,
  type BankHolidays,
  type Day,
  type Moment,
  type RefusedResult,
  type Result,
  type TimeOfDay,
} from '#kernel';

/** What a panel does when its rule falls on a bank holiday. */
export const BANK_HOLIDAY_RULES = ['skip', 'move_to_next_working_day', 'ignore'] as const;

/** One of {@link BANK_HOLIDAY_RULES}. */
export type BankHolidayRule = (typeof BANK_HOLIDAY_RULES)[number];

/** How far ahead meetings are planned from a panel's rule, in calendar months. */
export const MEETING_HORIZON_MONTHS = 6;

/** Why a recurrence rule cannot be used. */
export type RecurrenceRefusal =
  | 'RECURRENCE_NOT_READABLE'
  | 'RECURRENCE_FREQUENCY_NOT_ALLOWED'
  | 'RECURRENCE_HAS_TIME'
  | 'RECURRENCE_TOO_LONG'
  | 'RECURRENCE_NEVER_HAPPENS';

/** When a panel meets. `firstOn` is the earliest day; a day that does not fit the rule is not itself a meeting. */
export type PanelRecurrence = {
  rrule: string;
  firstOn: Day;
  startsAt: TimeOfDay;
  bankHolidayRule: BankHolidayRule;
};

/** A day on which a panel meets; `movedFrom` is the bank holiday it was moved away from. */
export type MeetingDay = { on: Day; startsAt: Moment; movedFrom: Day | null };

/** The parts of a recurrence rule by name, in upper case: `{ FREQ: 'WEEKLY', BYDAY: 'TU' }`. */
export type RecurrenceParts = Readonly<Partial<Record<PartName, string>>>;

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Frequency = (typeof FREQUENCIES)[number];

const NUMBERS = (limit: string) => new RegExp(`^[+-]?(${limit})(,[+-]?(${limit}))*$`);
const DAY_OF_MONTH = '[1-9]|[12]\\d|3[01]';
const DAY_OF_YEAR = '[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6]';

const PARTS = {
  FREQ: /^[A-Z]+$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d*$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  BYDAY: /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU))*$/,
  BYMONTHDAY: NUMBERS(DAY_OF_MONTH),
  BYMONTH: /^([1-9]|1[0-2])(,([1-9]|1[0-2]))*$/,
  BYYEARDAY: NUMBERS(DAY_OF_YEAR),
  BYWEEKNO: NUMBERS('[1-9]|[1-4]\\d|5[0-3]'),
  BYSETPOS: NUMBERS(DAY_OF_YEAR),
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
} as const;
type PartName = keyof typeof PARTS;

const TIME_PARTS = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const LONGEST_TEXT = 200;
const MOST_TIMES = 1000;

/**
 * A recurrence rule of RFC 5545 as a panel may use it, in its plain form (upper case, without `RRULE:`), or why not.
 * It repeats by days, weeks, months or years, names no time of day (the panel has one start time, so it never meets
 * twice a day), ends after at most 1,000 meetings if it counts them, and happens at least once in 40 years.
 */
export function checkRecurrence(rruleText: string): Result<string, RecurrenceRefusal> {
  const read = readParts(rruleText);
  if (!read.ok) return read;
  const parts = read.value;
  const problem = frequencyProblem(parts) ?? combinationProblem(parts);
  if (problem) return problem;
  if (!happens(parts)) {
    return refused('RECURRENCE_NEVER_HAPPENS', 'No day fits this rule. Change the days it names.', 'rrule');
  }
  return ok(asText(parts));
}

/** The named parts of a rule, or why it is not one. What the parts mean together is not looked at. */
export function readParts(rruleText: string): Result<RecurrenceParts, RecurrenceRefusal> {
  if (rruleText.length > LONGEST_TEXT) return notReadable('The rule is too long.');
  const text = rruleText
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  const parts: Partial<Record<PartName, string>> = {};
  for (const part of text.split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (TIME_PARTS.includes(name)) {
      return refused(
        'RECURRENCE_HAS_TIME',
        'Leave the time out of the rule. The panel has its own start time.',
        'rrule',
      );
    }
    if (!Object.hasOwn(PARTS, name) || more.length > 0)
      return notReadable('The rule has a part that is not known.');
    if (!PARTS[name as PartName].test(value)) return notReadable(`The value of ${name} cannot be read.`);
    if (Object.hasOwn(parts, name)) return notReadable(`The rule gives ${name} twice.`);
    parts[name as PartName] = value;
  }
  if (parts.FREQ === undefined) return notReadable('The rule does not say how often. It needs FREQ.');
  return ok(parts);
}

function notReadable(message: string): RefusedResult<RecurrenceRefusal> {
  return refused('RECURRENCE_NOT_READABLE', message, 'rrule');
}

function frequencyProblem(parts: RecurrenceParts): RefusedResult<RecurrenceRefusal> | null {
  if (!FREQUENCIES.includes(parts.FREQ as Frequency)) {
    const message = 'A panel can meet daily, weekly, monthly or yearly, and not more than once a day.';
    return refused('RECURRENCE_FREQUENCY_NOT_ALLOWED', message, 'rrule');
  }
  if (Number(parts.COUNT ?? 1) > MOST_TIMES) {
    return refused(
      'RECURRENCE_TOO_LONG',
      'A rule can count at most 1,000 meetings. Leave COUNT out to go on.',
      'rrule',
    );
  }
  return null;
}

/** What RFC 5545 section 3.3.10 does not allow together. */
function combinationProblem(parts: RecurrenceParts): RefusedResult<RecurrenceRefusal> | null {
  const { FREQ, BYDAY } = parts;
  const numbered = BYDAY !== undefined && /\d/.test(BYDAY);
  if (parts.COUNT && parts.UNTIL) return notReadable('Give either COUNT or UNTIL, not both.');
  if (parts.UNTIL && !readUntil(parts.UNTIL)) return notReadable('The last day of the rule does not exist.');
  if (numbered && FREQ !== 'MONTHLY' && FREQ !== 'YEARLY') {
    return notReadable('A numbered weekday, such as the second Tuesday, needs a monthly or yearly rule.');
  }
  if (numbered && parts.BYWEEKNO) return notReadable('A numbered weekday cannot go with week numbers.');
  if (parts.BYWEEKNO && FREQ !== 'YEARLY') return notReadable('Week numbers need a yearly rule.');
  if (parts.BYYEARDAY && FREQ !== 'YEARLY') return notReadable('Days of the year need a yearly rule.');
  if (parts.BYMONTHDAY && FREQ === 'WEEKLY')
    return notReadable('Days of the month cannot go with a weekly rule.');
  const chosen = parts.BYDAY ?? parts.BYMONTHDAY ?? parts.BYMONTH ?? parts.BYYEARDAY ?? parts.BYWEEKNO;
  if (parts.BYSETPOS && !chosen) return notReadable('BYSETPOS needs days to choose from.');
  return null;
}

function asText(parts: RecurrenceParts): string {
  const names = Object.keys(PARTS) as PartName[];
  return names.flatMap((name) => (parts[name] === undefined ? [] : [`${name}=${parts[name]}`])).join(';');
}

// The calendar repeats its weekdays and leap days at the latest every 40 years around 2100.
const PERIODS_OF_40_YEARS = { DAILY: 14_610, WEEKLY: 2_088, MONTHLY: 480, YEARLY: 40 } satisfies Record<
  Frequency,
  number
>;

function happens(parts: RecurrenceParts): boolean {
  const endless = { ...parts, INTERVAL: undefined, COUNT: undefined, UNTIL: undefined };
  try {
    const rule = ruleFrom(endless, '2024-01-01' as Day, PERIODS_OF_40_YEARS[parts.FREQ as Frequency]);
    return rule.all((_, n) => n < 1).length > 0;
  } catch {
    return false;
  }
}

// Days are worked out at noon in UTC, where no clock changes; the London start time is put on afterwards.
function ruleFrom(
  parts: RecurrenceParts,
  firstOn: Day,
  maxIterations = 20_000,
): RRuleTemporal<Temporal.ZonedDateTime> {
  return new RRuleTemporal({
    rruleString: `RRULE:${asText({ ...parts, UNTIL: undefined })}`,
    dtstart: noon(firstOn),
    temporal: Temporal,
    maxIterations,
  });
}

function noon(day: Day): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });
}

/** UNTIL as the last day, or as the last moment; a time without a zone is London time. */
export function readUntil(until: string): { lastOn: Day } | { lastAt: Moment } | null {
  const day = parseDay(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`);
  if (!day) return null;
  if (until.length === 8) return { lastOn: day };
  const clock = `${until.slice(9, 11)}:${until.slice(11, 13)}`;
  const inUtc = parseMoment(`${day}T${clock}:${until.slice(13, 15)}Z`);
  if (!inUtc) return null;
  return { lastAt: until.endsWith('Z') ? inUtc : atLondon(day, clock as TimeOfDay) };
}

/**
 * The days on which a panel meets from `from` to `until`, both included, in order, at most one a day. It is the day of
 * the meeting that counts, after any move, so neighbouring windows never lose or repeat a meeting. A meeting moved
 * onto another meeting's day is that other meeting. A rule that {@link checkRecurrence} refuses gives no days.
 */
export function meetingDays(
  recurrence: PanelRecurrence,
  window: { from: Day; until: Day; holidays: BankHolidays },
): MeetingDay[] {
  const { firstOn, startsAt, bankHolidayRule } = recurrence;
  const { from, until, holidays } = window;
  const meetings = new Map<Day, MeetingDay>();
  for (const day of ruleDays(recurrence, earliestMovedInto(window), until)) {
    if (!holidays.has(day) || bankHolidayRule === 'ignore') {
      meetings.set(day, { on: day, startsAt: atLondon(day, startsAt), movedFrom: null });
    } else if (bankHolidayRule === 'move_to_next_working_day') {
      const on = onOrAfterWorkingDay(day, holidays);
      if (!meetings.has(on)) meetings.set(on, { on, startsAt: atLondon(on, startsAt), movedFrom: day });
    }
  }
  return [...meetings.values()]
    .filter(({ on }) => on >= from && on >= firstOn && on <= until)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** The last day of the usual planning window that starts on a day: {@link MEETING_HORIZON_MONTHS} later. */
export function meetingHorizon(from: Day): Day {
  return addMonths(from, MEETING_HORIZON_MONTHS);
}

/** The first day from which a meeting could be moved to `from` or later: back over the days that are not worked. */
function earliestMovedInto({ from, holidays }: { from: Day; holidays: BankHolidays }): Day {
  let day = from;
  while (!isWorkingDay(addDays(day, -1), holidays)) day = addDays(day, -1);
  return day;
}

function ruleDays(recurrence: PanelRecurrence, from: Day, until: Day): Day[] {
  const checked = checkRecurrence(recurrence.rrule);
  const parts = checked.ok ? readParts(checked.value) : checked;
  if (!parts.ok || until < from || until < recurrence.firstOn) return [];
  const days = ruleFrom(parts.value, recurrence.firstOn)
    .between(noon(from), noon(until), true)
    .map((at) => at.toPlainDate().toString() as Day);
  const end = parts.value.UNTIL ? readUntil(parts.value.UNTIL) : null;
  if (!end) return days;
  if ('lastOn' in end) return days.filter((day) => day <= end.lastOn);
  return days.filter(
    (day) => day <= londonDay(end.lastAt) && atLondon(day, recurrence.startsAt) <= end.lastAt,
  );
}
