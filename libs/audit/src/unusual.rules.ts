import { type Day, ok, refused, type Result, type TimeOfDay, weekdayOf } from '#kernel';

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
  /** Acts outside of the hours that are day by the terms, London time. */
  atNight: number;
};

/** From when on a day looks unusual, and which hours are night. */
export type UnusualTerms = {
  /** Different cases on one day. */
  cases: number;
  /** Of these such as are before panels that are not the person's own. */
  outside: number;
  /** Acts on cases at night. */
  atNight: number;
  /** Acts on cases on a Saturday or Sunday. */
  atWeekend: number;
  /** The hour until which it is night, London time: 6 is until 6am. */
  nightUntil: number;
  /** The hour from which it is night again: 22 is from 10pm. */
  nightFrom: number;
};

/** Ways in which a day can look unusual. */
export const UNUSUAL_SIGNS = ['many-cases', 'outside-panels', 'at-night', 'at-weekend'] as const;

/** One value of {@link UNUSUAL_SIGNS}. */
export type UnusualSign = (typeof UNUSUAL_SIGNS)[number];

/** A day that looks unusual, and why. */
export type UnusualDay = PersonDay & { signs: UnusualSign[] };

/**
 * When nothing else is set. What is looked for (how much, and when) is what anybody reviewing access to records would
 * ask first; the numbers are ours and come from no published source: 30 cases are about two full agendas of a panel;
 * somebody may be asked to one or two cases of another panel, but not to five on one day; and five acts are more than
 * one glance.
 */
export const USUAL_TERMS: UnusualTerms = {
  cases: 30,
  outside: 5,
  atNight: 5,
  atWeekend: 5,
  nightUntil: 6,
  nightFrom: 22,
};

/** The least and the most that each of the terms may be. None may be so high that nothing is ever found. */
export const TERMS_BOUNDS: Readonly<Record<keyof UnusualTerms, readonly [least: number, most: number]>> = {
  cases: [2, 500],
  outside: [1, 100],
  atNight: [1, 200],
  atWeekend: [1, 200],
  nightUntil: [0, 11],
  nightFrom: [12, 23],
};

/** One of the terms that was changed. */
export type TermsChange = { field: keyof UnusualTerms; oldValue: number; newValue: number };

const TERMS = Object.keys(TERMS_BOUNDS) as (keyof UnusualTerms)[];

/** The terms as they may be kept. Refused: SETTING_NOT_POSSIBLE. */
export function checkUnusualTerms(terms: UnusualTerms): Result<UnusualTerms, 'SETTING_NOT_POSSIBLE'> {
  for (const field of TERMS) {
    const [least, most] = TERMS_BOUNDS[field];
    const value = terms[field];
    if (!Number.isInteger(value) || value < least || value > most) {
      return refused('SETTING_NOT_POSSIBLE', `Enter a whole number from ${least} to ${most}.`, field);
    }
  }
  return ok(Object.fromEntries(TERMS.map((field) => [field, terms[field]])) as UnusualTerms);
}

/** What is different between two sets of terms, in the order in which they are shown. */
export function termsChanges(before: UnusualTerms, after: UnusualTerms): TermsChange[] {
  return TERMS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    oldValue: before[field],
    newValue: after[field],
  }));
}

/** From when to when it is day by these terms; outside of it is night. */
export function daytimeOf({ nightUntil, nightFrom }: UnusualTerms): { from: TimeOfDay; to: TimeOfDay } {
  const at = (hour: number) => `${String(hour).padStart(2, '0')}:00` as TimeOfDay;
  return { from: at(nightUntil), to: at(nightFrom) };
}

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
