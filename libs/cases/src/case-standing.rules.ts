import { addDays, type Day } from '#kernel';
import type { CaseFacts } from './case-facts.rules.js';
import { yearsBefore } from './day-count.rules.js';
import { BAND_A_DAYS } from './priority-band.rules.js';
import type { PriorityProfile } from './priority-profile.rules.js';

/** What of a case changes with the calendar beside its facts. */
export type CalendarFacts = {
  victimBornOn: Day | null;
  /** The first day on which an agency's need to know ends; null when none has an end. */
  accessEndsOn: Day | null;
};

/** A day after every day on which a case can stand. */
const NEVER = '9999-12-31' as Day;

/** The first day that is more than twelve months after `day`. */
function outOfTwelveMonths(day: Day): Day {
  const same = yearsBefore(day, -1);
  // A 29 February has no such day in the next year.
  return same.endsWith('-02-29') ? (same.replace('-02-29', '-03-01') as Day) : addDays(same, 1);
}

/**
 * The first day after `today` on which the band of a case, its score (the points for waiting aside) or the agencies it
 * needs may come out differently although nothing new is put on record: a window of 14 days, 30 days or 12 months
 * closes, a day ahead comes, the victim turns 18. May be too early, never too late.
 */
export function standsUntil(
  facts: CaseFacts,
  { victimBornOn, accessEndsOn }: CalendarFacts,
  { today, profile }: { today: Day; profile: PriorityProfile },
): Day {
  let first = NEVER;
  const consider = (day: Day) => {
    if (day > today && day < first) first = day;
  };
  const steps = profile.kind === 'rfgv' ? profile.weights.recency.steps : [];
  const event = (on: Day, isBreach: boolean) => {
    consider(on);
    consider(outOfTwelveMonths(on));
    if (isBreach) consider(addDays(on, BAND_A_DAYS.breach + 1));
    for (const { withinDays } of steps) consider(addDays(on, withinDays + 1));
  };
  for (const { on, isBreach } of facts.incidents) event(on, isBreach === true);
  for (const on of facts.orderBreaches) event(on, true);
  if (facts.lastIncidentOn !== null) event(facts.lastIncidentOn, false);
  const violence = facts.strangulationOrWeaponUsedOn;
  if (violence !== null) consider(addDays(violence, BAND_A_DAYS.strangulationOrWeapon + 1));
  const release = facts.releaseFromCustodyOn;
  if (release !== null) {
    consider(addDays(release, -BAND_A_DAYS.release));
    consider(addDays(release, BAND_A_DAYS.release + 1));
  }
  if (victimBornOn !== null) consider(yearsBefore(victimBornOn, -18));
  if (accessEndsOn !== null) consider(addDays(accessEndsOn, 1));
  return first;
}
