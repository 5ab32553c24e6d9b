import { monthName, type BankHolidays, type Day } from '#kernel';

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

/**
 * The day as a count of days since 1 January 1970. Whole queues (20,000 cases) are ranked with it, and parsing each
 * day through `Date` costs many times as much.
 */
export function dayNumber(day: Day): number {
  const month = digits(day, 5, 7);
  // Years are counted from March, so that the leap day is the last day of a year.
  const year = digits(day, 0, 4) - (month <= 2 ? 1 : 0);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const dayOfYear = Math.floor((((month + 9) % 12) * 306 + 5) / 10) + digits(day, 8, 10);
  return 365 * year + leapDays + dayOfYear - 719_469;
}

/** The day in words, `12 November 2026`. */
export function sayDay(day: Day): string {
  return `${digits(day, 8, 10)} ${monthName(digits(day, 5, 7))} ${day.slice(0, 4)}`;
}

/**
 * The same day so many years before, for comparison only. On 29 February it may be a day that does not exist, which
 * still compares rightly.
 */
export function yearsBefore(day: Day, years: number): Day {
  return `${String(digits(day, 0, 4) - years).padStart(4, '0')}${day.slice(4)}` as Day;
}

/**
 * The same day so many months before, for comparison only: a day that the month does not have still compares rightly.
 */
export function monthsBefore(day: Day, months: number): Day {
  const all = digits(day, 0, 4) * 12 + digits(day, 5, 7) - 1 - months;
  const [year, month] = [Math.floor(all / 12), (all % 12) + 1];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}${day.slice(7)}` as Day;
}

/** The first day that is within the 12 months up to `today`, for comparison with `>=`. */
export function twelveMonthsBefore(today: Day): Day {
  return yearsBefore(today, 1);
}

function weekdaysUpTo(number: number): number {
  const sinceMonday = number + 3;
  const week = Math.floor(sinceMonday / 7);
  return week * 5 + Math.min(sinceMonday - week * 7 + 1, 5);
}

// Derived from the set alone, so a rule that asks through it stays pure; a set of holidays is never changed in place.
const weekdayHolidays = new WeakMap<BankHolidays, readonly Day[]>();

function onWeekdays(holidays: BankHolidays): readonly Day[] {
  let found = weekdayHolidays.get(holidays);
  if (!found) {
    found = [...holidays]
      .filter((day) => weekdaysUpTo(dayNumber(day)) > weekdaysUpTo(dayNumber(day) - 1))
      .sort();
    weekdayHolidays.set(holidays, found);
  }
  return found;
}

function countUpTo(sorted: readonly Day[], day: Day): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Working days after `since` up to and including `today`; 0 when `today` is not later. Same count as the kernel's. */
export function workingDaysWaited(since: Day, today: Day, holidays: BankHolidays): number {
  if (since >= today) return 0;
  const sorted = onWeekdays(holidays);
  const closed = countUpTo(sorted, today) - countUpTo(sorted, since);
  return weekdaysUpTo(dayNumber(today)) - weekdaysUpTo(dayNumber(since)) - closed;
}
