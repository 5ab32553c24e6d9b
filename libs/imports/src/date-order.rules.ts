import { parseDay, type Day } from '#kernel';

/** What a date may be: a day of birth is never in the future; some days (a due date) may be. */
export type DateUse = { birth: boolean; future: boolean };

/** How dates are read in one file. `monthFirst`: the file holds plain month-first dates. */
export type DateContext = { asOf: Day; monthFirst: boolean };

/** Three numbers with slashes (or hyphens or full stops) between them, not yet told which is the month. */
export type NumericDate = { first: number; second: number; year: string };

/**
 * What three numbers give: a day; a day with the other reading it could also have (read month first); or a day that
 * does not exist, said as `31 February 2026`, or null where no month fits at all.
 */
export type NumericReading =
  | { kind: 'day'; day: Day }
  | { kind: 'ambiguous'; day: Day; other: Day }
  | { kind: 'impossible'; said: string | null };

const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/;

/** Names of the months as they are said in messages. */
export const MONTHS = [
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

/** The three numbers of `d/m/yy` and its kin, or null where the text is something else. */
export function numericDate(text: string): NumericDate | null {
  const parts = NUMERIC.exec(text);
  if (!parts) return null;
  return { first: Number(parts[1]), second: Number(parts[3]), year: parts[4]! };
}

/** A date that exists month first and cannot be read day first (`10/25/2026`): it marks its file as month-first. */
export function isPlainMonthFirst(text: string, use: DateUse, asOf: Day): boolean {
  const date = numericDate(text);
  if (!date || date.second <= 12) return false;
  return dayOf(date.year, date.first, date.second, use, asOf) !== null;
}

/**
 * Reads three numbers. Day first, unless the file also holds plain month-first dates: then a date that can be read
 * both ways is read month first and says so. A reading that does not exist, or lies in the future where that cannot
 * be, does not count as one that the date "can be read" as.
 */
export function readNumericDate(date: NumericDate, use: DateUse, context: DateContext): NumericReading {
  const dayFirst = dayOf(date.year, date.second, date.first, use, context.asOf);
  const monthFirst = dayOf(date.year, date.first, date.second, use, context.asOf);
  if (dayFirst === null && monthFirst === null) return { kind: 'impossible', said: sayImpossible(date) };
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst || !context.monthFirst)
    return { kind: 'day', day: (dayFirst ?? monthFirst)! };

  const fits = (day: Day) => use.future || day <= context.asOf;
  if (fits(dayFirst) && fits(monthFirst)) return { kind: 'ambiguous', day: monthFirst, other: dayFirst };
  return { kind: 'day', day: fits(monthFirst) ? monthFirst : dayFirst };
}

/**
 * The day of a year, month and day as numbers, or null where it does not exist. A two-digit year is of the 2000s, of
 * the 1900s from 50 on; for a birth it is the latest one that is not in the future.
 */
export function dayOf(year: string, month: number, day: number, use: DateUse, asOf: Day): Day | null {
  if (year.length === 4) return exactDay(Number(year), month, day);
  const ending = Number(year);
  if (!use.birth) return exactDay(ending + (ending >= 50 ? 1900 : 2000), month, day);
  const recent = exactDay(2000 + ending, month, day);
  return recent !== null && recent <= asOf ? recent : exactDay(1900 + ending, month, day);
}

/** A day in words for messages: `5 June 2026`. */
export function sayDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

function exactDay(year: number, month: number, day: number): Day | null {
  return parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function sayImpossible({ first, second, year }: NumericDate): string | null {
  const fullYear = year.length === 4 ? year : `20${year}`;
  if (MONTHS[second - 1]) return `${first} ${MONTHS[second - 1]} ${fullYear}`;
  if (MONTHS[first - 1]) return `${second} ${MONTHS[first - 1]} ${fullYear}`;
  return null;
}
