import { dayInWords, londonDay, monthName, weekdayName, weekdayOf, type Day } from '#kernel';
import { checkRecurrence, readParts, readUntil, type RecurrenceParts } from './recurrence.rules.js';

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const SMALL = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

const EVERY = {
  DAILY: { one: 'daily', many: 'days' },
  WEEKLY: { one: 'weekly', many: 'weeks' },
  MONTHLY: { one: 'monthly', many: 'months' },
  YEARLY: { one: 'yearly', many: 'years' },
} as const;

/**
 * A recurrence rule in plain words, without the time: "every two weeks on Tuesday", "monthly on the second Tuesday".
 * A rule such as "weekly" takes its day from the first day, when it is given. A rule that cannot be used is "not set".
 */
export function describeRecurrence(rrule: string, firstOn: Day | null = null): string {
  const checked = checkRecurrence(rrule);
  const read = checked.ok ? readParts(checked.value) : checked;
  if (!read.ok) return 'not set';
  const parts = read.value;
  return [howOften(parts), onDays(parts, firstOn), inMonths(parts, firstOn), ending(parts)].join('');
}

function howOften(parts: RecurrenceParts): string {
  const words = EVERY[parts.FREQ as keyof typeof EVERY];
  const interval = Number(parts.INTERVAL ?? 1);
  return interval === 1 ? words.one : `every ${SMALL[interval] ?? interval} ${words.many}`;
}

function onDays(parts: RecurrenceParts, firstOn: Day | null): string {
  const days = [weekdays(parts), monthDays(parts), yearDays(parts)].filter((words) => words !== '');
  if (days.length > 0) return ` on ${days.join(' that is also ')}`;
  if (!firstOn || parts.BYWEEKNO) return '';
  if (parts.FREQ === 'WEEKLY') return ` on ${weekdayName(weekdayOf(firstOn))}`;
  const date = Number(firstOn.slice(8));
  if (parts.FREQ === 'MONTHLY') return ` on the ${nth(date)}`;
  if (parts.FREQ === 'YEARLY') return ` on the ${nth(date)}`;
  return '';
}

function weekdays(parts: RecurrenceParts): string {
  if (!parts.BYDAY) return '';
  const places = list(parts.BYSETPOS);
  const days = parts.BYDAY.split(',').map((text) => ({
    place: Number.parseInt(text, 10) || null,
    weekday: CODES.indexOf(text.slice(-2)) + 1,
  }));
  if (places.length === 0 && days.every(({ place }) => place === null))
    return rangeOrList(days.map((d) => d.weekday));
  const named = days.map(({ place, weekday }) =>
    place ? `${ordinal(place)} ${weekdayName(weekday)}` : weekdayName(weekday),
  );
  if (places.length === 0) return `the ${joined(named, 'and')}`;
  const kind =
    days.length === 5 && rangeOrList(days.map((d) => d.weekday)) === 'Monday to Friday'
      ? 'weekday'
      : joined(named, 'or');
  return `the ${joined(places.map(ordinal), 'and')} ${kind}`;
}

function rangeOrList(numbers: number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  if (sorted.join() === '1,2,3,4,5') return 'Monday to Friday';
  return joined(sorted.map(weekdayName), 'and');
}

function monthDays(parts: RecurrenceParts): string {
  const words = list(parts.BYMONTHDAY).map((n) => {
    if (n > 0) return nth(n);
    return n === -1 ? 'last day' : `${nth(-n)} day from the end`;
  });
  if (words.length === 0) return '';
  const places = parts.BYDAY ? [] : list(parts.BYSETPOS);
  return places.length > 0
    ? `the ${joined(places.map(ordinal), 'and')} of the ${joined(words, 'and')}`
    : `the ${joined(words, 'and')}`;
}

function yearDays(parts: RecurrenceParts): string {
  const ofYear = list(parts.BYYEARDAY).map((n) => (n > 0 ? `day ${n}` : `day ${-n} from the end`));
  return ofYear.length === 0 ? '' : `${joined(ofYear, 'and')} of the year`;
}

function inMonths(parts: RecurrenceParts, firstOn: Day | null): string {
  const weeks = list(parts.BYWEEKNO);
  const inWeeks = weeks.length === 0 ? '' : ` in week ${joined(weeks.map(String), 'and')}`;
  const months = list(parts.BYMONTH);
  if (months.length > 0) return `${inWeeks} in ${joined(months.map(monthName), 'and')}`;
  const plainYearly = parts.FREQ === 'YEARLY' && !parts.BYWEEKNO && !parts.BYYEARDAY && !parts.BYDAY;
  return plainYearly && firstOn && !parts.BYMONTHDAY
    ? ` in ${monthName(Number(firstOn.slice(5, 7)))}`
    : inWeeks;
}

function ending(parts: RecurrenceParts): string {
  if (parts.COUNT) return parts.COUNT === '1' ? ', once' : `, ${parts.COUNT} times`;
  const end = parts.UNTIL ? readUntil(parts.UNTIL) : null;
  if (!end) return '';
  return `, until ${dayInWords('lastOn' in end ? end.lastOn : londonDay(end.lastAt))}`;
}

function list(numbers: string | undefined): number[] {
  return numbers === undefined ? [] : numbers.split(',').map(Number);
}

function ordinal(n: number): string {
  if (n === -1) return 'last';
  if (n < 0) return `${ordinal(-n)} from last`;
  return ORDINALS[n] ?? nth(n);
}

function nth(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

function joined(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
