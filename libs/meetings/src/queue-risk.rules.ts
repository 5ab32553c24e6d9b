import { addDays, type Day, type RuleSource } from '#kernel';
import type { TriageSettings } from '#panels';

/** The rule by which a queue is described: which case is the most dangerous, and how old its risk is. */
export const QUEUE_RISK_RULE: RuleSource = {
  name: 'queue-risk',
  version: 1,
  source:
    'HMICFRS on West Mercia, September 2025 (the risk inside a backlog must be known); 14 and 28 days as in Essex',
};

/** How long a case waits against what its panel promises, youngest first. */
export const QUEUE_AGES = ['in_time', 'soon_late', 'late', 'long_late'] as const;

/** One value of {@link QUEUE_AGES}. */
export type QueueAge = (typeof QUEUE_AGES)[number];

/** What the ages of a queue are told by. */
export type AgeSettings = Pick<TriageSettings, 'targetDays' | 'warnDays' | 'redDays'>;

/**
 * The latest day on which a case began to wait that is, today, of this age or an older one: what began after `soonLate`
 * is in time, what began after `late` will soon be late, and so on.
 */
export type AgeLimits = { soonLate: Day; late: Day; longLate: Day };

/** The limits of the ages today: the warning comes `warnDays` before the promise is broken. */
export function ageLimits({ targetDays, warnDays, redDays }: AgeSettings, today: Day): AgeLimits {
  return {
    soonLate: addDays(today, -Math.max(0, targetDays - warnDays)),
    late: addDays(today, -(targetDays + 1)),
    longLate: addDays(today, -(redDays + 1)),
  };
}

/** The age of one case that waits since that day. */
export function ageOf(waitingSince: Day, { soonLate, late, longLate }: AgeLimits): QueueAge {
  if (waitingSince <= longLate) return 'long_late';
  if (waitingSince <= late) return 'late';
  return waitingSince <= soonLate ? 'soon_late' : 'in_time';
}

/** The days of waiting that an age covers, for its name on a page; `to` null: without end. */
export function daysOfAge(
  age: QueueAge,
  { targetDays, warnDays, redDays }: AgeSettings,
): { from: number; to: number | null } {
  const soon = Math.max(0, targetDays - warnDays);
  switch (age) {
    case 'in_time':
      return { from: 0, to: Math.max(0, soon - 1) };
    case 'soon_late':
      return { from: soon, to: targetDays };
    case 'late':
      return { from: targetDays + 1, to: redDays };
    case 'long_late':
      return { from: redDays + 1, to: null };
  }
}
