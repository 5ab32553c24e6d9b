import { addDays, addMonths, type Day, daysBetween } from '#kernel';

/** Days from referral to first discussion that panels aim for (Essex: cases heard within two weeks). */
export const TARGET_DAYS = 14;

/** Share of actions done by their original due day that agencies aim for, percent. */
export const TARGET_ON_TIME_PERCENT = 80;

/** Fewest of anything from which a share or a median is worked out. */
export const SMALLEST_SAMPLE = 5;

/** Longest period that figures can be asked for, days: three years. */
export const LONGEST_PERIOD_DAYS = 1096;

/** A period of whole days, both included, and the period of the same length just before it. */
export type Period = { from: Day; to: Day; beforeFrom: Day; beforeTo: Day };

/** The period from one day to another with the one before it; both days are included. */
export function periodOf(from: Day, to: Day): Period {
  const beforeTo = addDays(from, -1);
  return { from, to, beforeTo, beforeFrom: addDays(beforeTo, -daysBetween(from, to)) };
}

/** The middle value, exactly: the mean of the two middle ones when there is an even number; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The share in whole percent; null of fewer than {@link SMALLEST_SAMPLE}, which says too little. */
export function percentOf(part: number, of: number): number | null {
  return of < SMALLEST_SAMPLE ? null : Math.round((100 * part) / of);
}

/** The 12 months that end with the month of this day, oldest first, `2026-10`. */
export function twelveMonthsTo(day: Day): string[] {
  const first = `${day.slice(0, 7)}-01` as Day;
  return Array.from({ length: 12 }, (_, i) => addMonths(first, i - 11).slice(0, 7));
}

const LEVELS = ['standard', 'medium', 'high', 'very_high'];

/** How risk changed between two levels; null when either was not known. */
export function riskChange(then: string, now: string): 'reduced' | 'same' | 'increased' | null {
  const before = LEVELS.indexOf(then);
  const after = LEVELS.indexOf(now);
  if (before < 0 || after < 0) return null;
  if (after === before) return 'same';
  return after < before ? 'reduced' : 'increased';
}
