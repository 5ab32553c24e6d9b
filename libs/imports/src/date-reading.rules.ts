import { addDays, addMonths, londonDay, parseDay, parseMoment, type Day } from '#kernel';
import {
  bad,
  good,
  isNotKnown,
  warning,
  type CellProblem,
  type CellReader,
  type CellReading,
} from './cell-reading.rules.js';
import {
  dayOf,
  MONTHS,
  numericDate,
  readNumericDate,
  sayDay,
  type DateContext,
  type DateUse,
} from './date-order.rules.js';

/** A calendar day in any of the forms of the reading rules. */
export function day(use: DateUse): CellReader<Day> {
  return (text, context) => {
    const written = text.replace(/^['’]/, '').replace(/\s+/g, ' ').trim();
    if (isNotKnown(written)) return good<Day>(null);
    if (written.length > 60) return bad('unreadable_date', 'is not a date');
    const read = readDay(written, use, context);
    if (read.value === null) return read;
    if (!use.future && read.value > context.asOf)
      return bad('date_in_future', `${sayDay(read.value)} is after ${sayDay(context.asOf)}`);
    return {
      value: read.value,
      problems: [...read.problems, ...unlikelyBirth(read.value, written, use, context)],
    };
  };
}

function readDay(written: string, use: DateUse, context: DateContext): CellReading<Day> {
  const moment = parseMoment(written);
  if (moment) return good(londonDay(moment));
  const text = withoutTime(written);
  const serial = /^([1-9]\d{4})(?:\.\d+)?$/.exec(text);
  if (serial) return good(excelDay(Number(serial[1])));

  const numeric = numericDate(text);
  if (numeric) {
    const reading = readNumericDate(numeric, use, context);
    if (reading.kind === 'impossible') return impossible(reading.said);
    if (reading.kind === 'day') return good(reading.day);
    const says = `can be read as ${sayDay(reading.other)} or ${sayDay(reading.day)}; read as ${sayDay(reading.day)}, because this file has dates with the month first`;
    return { value: reading.day, problems: [warning('ambiguous_date', says, { suggestion: reading.other })] };
  }
  const parts = isoParts(text) ?? namedParts(text);
  if (!parts) return bad('unreadable_date', 'is not a date in a form that is known');
  const value = dayOf(parts.year, parts.month, parts.day, use, context.asOf);
  return value === null ? impossible(sayParts(parts)) : good(value);
}

/** Why the parts of a date are held as written: a two-digit year depends on what the date is for. */
type DateParts = { year: string; month: number; day: number };

function isoParts(text: string): DateParts | null {
  const iso = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(text);
  return iso && { year: iso[1]!, month: Number(iso[3]), day: Number(iso[4]) };
}

const WEEKDAY = /^(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\.?,? /i;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ /.-]*([a-z]{3,9})\.?,?[ /.-]*(\d{4}|\d{2})$/i;
const MONTH_DAY = /^([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i;

function namedParts(text: string): DateParts | null {
  const words = text.replace(WEEKDAY, '');
  const dayFirst = DAY_MONTH.exec(words);
  const monthFirst = MONTH_DAY.exec(words);
  const month = monthNumber(dayFirst?.[2] ?? monthFirst?.[1] ?? '');
  if (month === null) return null;
  return dayFirst
    ? { year: dayFirst[3]!, month, day: Number(dayFirst[1]) }
    : { year: monthFirst![3]!, month, day: Number(monthFirst![2]) };
}

function monthNumber(word: string): number | null {
  const key = word.toLowerCase() === 'sept' ? 'september' : word.toLowerCase();
  const at = MONTHS.findIndex(
    (month) => key === month.toLowerCase() || key === month.slice(0, 3).toLowerCase(),
  );
  return at < 0 ? null : at + 1;
}

function withoutTime(text: string): string {
  return text.replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i, '');
}

// Excel counts 1 January 1900 as day 1 and believes in 29 February 1900, so from March 1900 on it counts from here.
const EXCEL_DAY_ZERO = '1899-12-30' as Day;

function excelDay(serial: number): Day {
  return addDays(EXCEL_DAY_ZERO, serial);
}

function sayParts({ year, month, day: date }: DateParts): string | null {
  const name = MONTHS[month - 1];
  return name ? `${date} ${name} ${year.length === 2 ? `20${year}` : year}` : null;
}

function impossible(said: string | null): CellReading<Day> {
  return bad('impossible_date', `${said ?? 'this day'} does not exist`);
}

function unlikelyBirth(value: Day, written: string, use: DateUse, { asOf }: DateContext): CellProblem[] {
  if (!use.birth) return [];
  const guessedYear = parseDay(written) === null && !/\d{4}/.test(written);
  if (guessedYear && value > addMonths(asOf, -120))
    return [warning('unlikely_date', `read as ${sayDay(value)}, an age under ten; check the year`)];
  return value < addMonths(asOf, -1320) ? [warning('unlikely_date', 'an age over 110; check the year')] : [];
}
