import { addMinutes, minutesBetween, type Moment } from '#kernel';

/** What tries are counted for: one account, or one network address from which many accounts may be tried. */
export type TriedKind = 'account' | 'address';

/** What is remembered of failed tries. */
export type Tries = { failures: number; lastAt: Moment; openFrom: Moment | null };

/** No failures yet. */
export function noTries(now: Moment): Tries {
  return { failures: 0, lastAt: now, openFrom: null };
}

/**
 * Failures without any delay, and the longest delay in minutes. A whole office can share one address, so an address is
 * given more room than an account; delays grow and end, so that nobody can shut somebody out for good (NCSC, password
 * guidance: throttle rather than lock).
 */
export const LOCKOUT: Readonly<Record<TriedKind, { free: number; longestMinutes: number }>> = {
  account: { free: 4, longestMinutes: 60 },
  address: { free: 20, longestMinutes: 15 },
};

/** After so many minutes without a failure everything is forgotten. */
export const FORGOTTEN_AFTER_MINUTES = 24 * 60;

/** Minutes to wait after so many failures: none at first, then 1, 2, 4 and so on up to the longest. */
export function delayMinutes(kind: TriedKind, failures: number): number {
  const { free, longestMinutes } = LOCKOUT[kind];
  if (failures <= free) return 0;
  return Math.min(2 ** Math.min(failures - free - 1, 20), longestMinutes);
}

/** Whole minutes until somebody may try again; 0: now. */
export function minutesToWait(tries: Tries, now: Moment): number {
  if (tries.openFrom === null || tries.openFrom <= now) return 0;
  return Math.ceil(minutesBetween(now, tries.openFrom));
}

/** One more failure. A try is counted before it is checked, so that many at once gain nothing. */
export function counted(kind: TriedKind, before: Tries, now: Moment): Tries {
  const isForgotten = addMinutes(before.lastAt, FORGOTTEN_AFTER_MINUTES) <= now;
  const failures = (isForgotten ? 0 : before.failures) + 1;
  const delay = delayMinutes(kind, failures);
  return { failures, lastAt: now, openFrom: delay > 0 ? addMinutes(now, delay) : null };
}

/** A counted try that turned out right: what stood before it. Earlier failures stay until the sign-in is complete. */
export function takenBack(tries: Tries): Tries {
  return { ...tries, failures: Math.max(0, tries.failures - 1), openFrom: null };
}
