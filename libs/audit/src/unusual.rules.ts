import { type Day, weekdayOf } from '#kernel';

/** What one person did with cases on one day, counted from the audit. */
export type PersonDay = {
  personId: string;
  day: Day;
  /** Different cases that were opened or changed. */
  cases: number;
  /** Of these such as are before a panel that is not the person's own: they neither run it, nor has their agency a seat. */
  outside: number;
  /** Acts on cases in all. */
  acts: number;
  /** Acts before 6am or from 10pm, London time. */
  atNight: number;
};

/** From when on a day looks unusual. */
export type UnusualTerms = { cases: number; outside: number; atNight: number; atWeekend: number };

/** Ways in which a day can look unusual. */
export const UNUSUAL_SIGNS = ['many-cases', 'outside-panels', 'at-night', 'at-weekend'] as const;

/** One value of {@link UNUSUAL_SIGNS}. */
export type UnusualSign = (typeof UNUSUAL_SIGNS)[number];

/** A day that looks unusual, and why. */
export type UnusualDay = PersonDay & { signs: UnusualSign[] };

/**
 * When nothing else is said. What is looked for (how much, and when) is what anybody reviewing access to records would
 * ask first; the numbers are ours and come from no published source: 30 cases are about two full agendas of a panel;
 * somebody may be asked to one or two cases of another panel, but not to five on one day; and five acts are more than
 * one glance.
 */
export const USUAL_TERMS: UnusualTerms = { cases: 30, outside: 5, atNight: 5, atWeekend: 5 };

/** From when to when it is day; outside of it is night. */
export const DAYTIME = { from: '06:00', to: '22:00' } as const;

/**
 * Why a day of a person looks unusual; null when it does not. It says that somebody should ask, never that somebody did
 * wrong: some people work at night. A look at a case that is not for somebody is refused and so not in the log, and the
 * names of the people in a case are not compared with anybody's own.
 */
export function unusualDay(did: PersonDay, terms: UnusualTerms = USUAL_TERMS): UnusualDay | null {
  const signs: UnusualSign[] = [];
  if (did.cases >= terms.cases) signs.push('many-cases');
  if (did.outside >= terms.outside) signs.push('outside-panels');
  if (did.atNight >= terms.atNight) signs.push('at-night');
  if (isWeekend(did.day) && did.acts >= terms.atWeekend) signs.push('at-weekend');
  return signs.length > 0 ? { ...did, signs } : null;
}

/** Unusual days with the most to ask about first: more signs, then more cases outside, then more cases, then the later day. */
export function byUnusualness(one: UnusualDay, other: UnusualDay): number {
  return (
    other.signs.length - one.signs.length ||
    other.outside - one.outside ||
    other.cases - one.cases ||
    other.day.localeCompare(one.day) ||
    one.personId.localeCompare(other.personId)
  );
}

function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}
