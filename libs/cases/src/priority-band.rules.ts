import type { Day } from '#kernel';
import type { CaseFacts } from './case-facts.rules.js';
import { dayNumber, sayDay } from './day-count.rules.js';

/**
 * How pressing a case is. A: must be heard at the next meeting or sooner. B: high. C: standard panel case.
 * D: for information or lapse notice. Bands are rules, not sums, so that no weight can bury a dangerous case.
 */
export type PriorityBand = 'A' | 'B' | 'C' | 'D';

/** The bands, most pressing first. */
export const PRIORITY_BANDS: readonly PriorityBand[] = ['A', 'B', 'C', 'D'];

/** Scores from which a risk tool meets its threshold: Dash 14 of 24 (SafeLives criteria), screening tool 7 of 11. */
export const TOOL_THRESHOLDS = { dash: 14, dashItems: 24, screen: 7, screenItems: 11 } as const;

/** Days around today within which an event puts a case into band A. */
export const BAND_A_DAYS = { breach: 14, strangulationOrWeapon: 30, release: 14 } as const;

/** The number of times carried over (deferred or not reached) from which a case is in band A. */
export const CARRIED_OVER_LIMIT = 3;

/** The band of a case, the sentences that put it there, and the unknown facts that could still raise it. */
export type BandDecision = { band: PriorityBand; reasons: string[]; dataNeeded: string[] };

/** "Dash score 16 of 24" for each tool that meets its threshold. */
export function thresholdsMet(facts: CaseFacts): string[] {
  const { dash, dashItems, screen, screenItems } = TOOL_THRESHOLDS;
  const met: string[] = [];
  if (facts.dashScore !== null && facts.dashScore >= dash)
    met.push(`Dash score ${facts.dashScore} of ${dashItems}`);
  if (facts.screenScore !== null && facts.screenScore >= screen)
    met.push(`Screening score ${facts.screenScore} of ${screenItems}`);
  return met;
}

/** "Carried over twice", or null when the case was never carried over. */
export function sayCarriedOver(facts: CaseFacts): string | null {
  const times = facts.timesNotReached + facts.timesDeferred;
  if (times <= 0) return null;
  return `Carried over ${times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`}`;
}

function latestBreach({ orderBreaches, incidents }: CaseFacts): Day | null {
  let found: Day | null = null;
  for (const day of orderBreaches) if (found === null || day > found) found = day;
  for (const { on, isBreach } of incidents) if (isBreach && (found === null || on > found)) found = on;
  return found;
}

function within(day: Day | null, today: Day, days: number): day is Day {
  return day !== null && dayNumber(today) - dayNumber(day) <= days;
}

function bandAReasons(facts: CaseFacts, today: Day): string[] {
  const reasons: string[] = [];
  if (facts.imminentThreat) reasons.push('Imminent threat flagged by a professional');
  const breach = latestBreach(facts);
  if (within(breach, today, BAND_A_DAYS.breach)) reasons.push(`Breach of an order on ${sayDay(breach)}`);
  if (facts.toolLevel === 'very_high') reasons.push('Risk level very high');
  const violence = facts.strangulationOrWeaponUsedOn;
  if (within(violence, today, BAND_A_DAYS.strangulationOrWeapon))
    reasons.push(`Strangulation or a weapon used on ${sayDay(violence)}`);
  const release = facts.releaseFromCustodyOn;
  // Both sides of the day: a suspect who came out last week is no less a danger than one who comes out next week.
  if (release !== null && Math.abs(dayNumber(release) - dayNumber(today)) <= BAND_A_DAYS.release)
    reasons.push(`${release < today ? 'Released' : 'Release'} from custody on ${sayDay(release)}`);
  if (facts.childOrVulnerableAdultTargeted === 'yes')
    reasons.push('Child or vulnerable adult directly targeted');
  if (facts.timesNotReached + facts.timesDeferred >= CARRIED_OVER_LIMIT) reasons.push(sayCarriedOver(facts)!);
  return reasons;
}

function bandBReasons(facts: CaseFacts): string[] {
  const reasons = thresholdsMet(facts);
  if (facts.isRepeat === 'yes') reasons.push('Repeat within 12 months');
  if (facts.isSerialSuspect === 'yes') reasons.push('Serial suspect');
  if (facts.weaponsAccess === 'yes') reasons.push('Suspect has access to weapons');
  if (facts.actedOnThreat === 'yes') reasons.push('Suspect has acted on a threat');
  return reasons;
}

function bandDataNeeded(facts: CaseFacts): string[] {
  const needed: string[] = [];
  if (facts.childOrVulnerableAdultTargeted === 'unknown') needed.push('Child or vulnerable adult targeted');
  if (facts.isRepeat === 'unknown') needed.push('Referral in the last 12 months');
  if (facts.isSerialSuspect === 'unknown') needed.push('Other victims of the suspect');
  if (facts.weaponsAccess === 'unknown') needed.push('Access to weapons');
  if (facts.actedOnThreat === 'unknown') needed.push('Whether a threat was acted on');
  return needed;
}

/**
 * The band of a case: any one rule is enough, and an unknown answer never lowers it. The reasons of band A come
 * first, those of band B follow, also for a case of band A. "For information only" makes band D only where no rule
 * of A or B holds.
 */
export function priorityBand(facts: CaseFacts, today: Day): BandDecision {
  const gravest = bandAReasons(facts, today);
  const high = bandBReasons(facts);
  const dataNeeded = bandDataNeeded(facts);
  if (gravest.length > 0) return { band: 'A', reasons: gravest.concat(high), dataNeeded };
  if (high.length > 0) return { band: 'B', reasons: high, dataNeeded };
  if (facts.forInformationOnly) return { band: 'D', reasons: ['For information only'], dataNeeded };
  return { band: 'C', reasons: ['Standard panel case'], dataNeeded };
}
