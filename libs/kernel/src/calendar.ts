import { Temporal } from 'temporal-polyfill';
import type { Day, Moment, TimeOfDay } from './time.js';

/** The days that are public holidays of one nation; given as data, never looked up in a rule. */
export type BankHolidays = ReadonlySet<Day>;

/** The zone of every working day and clock time in Accord. */
export const LONDON = 'Europe/London';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The text as a day, or null when it is not `YYYY-MM-DD` or the day does not exist (30 February). */
export function parseDay(text: string): Day | null {
  if (!DAY.test(text)) return null;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return text as Day;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The text as a moment in UTC with three decimals (finer parts are cut off), or null when it is not an ISO instant
 * that exists or its UTC year is not 1000 to 9999: outside those years moments would not compare in order.
 */
export function parseMoment(text: string): Moment | null {
  if (!MOMENT.test(text) || text.slice(16, 19) === ':60') return null;
  try {
    const moment = toMoment(Temporal.Instant.from(text));
    return moment.length === 24 && moment >= '1000' ? moment : null;
  } catch {
    return null;
  }
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The text as a time of day, or null when it is not `HH:MM` between 00:00 and 23:59. */
export function parseTimeOfDay(text: string): TimeOfDay | null {
  return TIME_OF_DAY.test(text) ? (text as TimeOfDay) : null;
}

function toMoment(instant: Temporal.Instant): Moment {
  return instant.toString({ fractionalSecondDigits: 3 }) as Moment;
}

function epochDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

function fromEpochDay(days: number): Day {
  return new Date(days * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** The day `n` calendar days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return fromEpochDay(epochDay(day) + n);
}

/** The day `n` calendar months later; the last of the month where the day does not exist. */
export function addMonths(day: Day, n: number): Day {
  return Temporal.PlainDate.from(day).add({ months: n }).toString() as Day;
}

/** Whole calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from);
}

/** Day of the week: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  const sinceMonday = (epochDay(day) + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

/** Monday to Friday and not a bank holiday. */
export function isWorkingDay(day: Day, holidays: BankHolidays): boolean {
  return weekdayOf(day) <= 5 && !holidays.has(day);
}

/** The day itself if it is a working day, else the first working day after it. */
export function onOrAfterWorkingDay(day: Day, holidays: BankHolidays): Day {
  let at = day;
  while (!isWorkingDay(at, holidays)) at = addDays(at, 1);
  return at;
}

/**
 * The working day `n` working days after `day` (before it when negative). Zero gives the day itself or the next
 * working day. Counting starts on the day after, so Friday + 1 is Monday.
 */
export function addWorkingDays(day: Day, n: number, holidays: BankHolidays): Day {
  if (n === 0) return onOrAfterWorkingDay(day, holidays);
  const step = n > 0 ? 1 : -1;
  let at = day;
  for (let left = Math.abs(n); left > 0;) {
    at = addDays(at, step);
    if (isWorkingDay(at, holidays)) left -= 1;
  }
  return at;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day, holidays: BankHolidays): number {
  let count = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at, holidays)) count += 1;
  return count;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** English name of a weekday, 1 (Monday) to 7 (Sunday). */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? '';
}

/** English name of a month, 1 (January) to 12 (December). */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

/** A day as a person would say it, for sentences: `Tuesday 12 January 2027`. */
export function dayInWords(day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${weekdayName(weekdayOf(day))} ${date} ${monthName(month)} ${year}`;
}

/** The Europe/London calendar day of a moment. */
export function londonDay(moment: Moment): Day {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(LONDON).toPlainDate().toString() as Day;
}

/** The Europe/London wall-clock time of a moment, `HH:MM`. */
export function londonTime(moment: Moment): TimeOfDay {
  return Temporal.Instant.from(moment)
    .toZonedDateTimeISO(LONDON)
    .toPlainTime()
    .toString({ smallestUnit: 'minute', roundingMode: 'trunc' }) as TimeOfDay;
}

/**
 * The moment of a London wall-clock time on a day. In the hour that does not exist in March it is the moment an
 * hour later by the clock; in the hour that happens twice in October it is the first of the two.
 */
export function atLondon(day: Day, time: TimeOfDay): Moment {
  return toMoment(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: LONDON, plainTime: time }).toInstant(),
  );
}

/** The moment `minutes` later. */
export function addMinutes(moment: Moment, minutes: number): Moment {
  return new Date(Date.parse(moment) + minutes * 60_000).toISOString() as Moment;
}

/** Minutes from one moment to another, with fractions. */
export function minutesBetween(from: Moment, to: Moment): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
