import type { Day, RuleSource } from '#kernel';
import { URGENCIES, type Urgency } from '#panels';
import type { CaseFacts } from '../case-facts.rules.js';
import { priorityBand } from '../priority-band.rules.js';

/** The rule that says how urgent a referral is. */
export const URGENCY_RULE: RuleSource = {
  name: 'triage-urgency',
  version: 1,
  source: 'Bands of the agenda; 4, 24 and 72 hours as in the Hackney multi-agency hub',
};

/** How urgent the rule finds a referral, and why, in plain sentences. */
export type UrgencyDecision = { urgency: Urgency; reasons: string[] };

/**
 * How urgent a referral is by its facts: what puts a case into band A (imminent threat among it) makes it urgent, band
 * B high, anything else standard. An unknown answer never lowers it, and no fact about who somebody is enters it beside
 * that a child is targeted.
 */
export function urgencyOf(facts: CaseFacts, today: Day): UrgencyDecision {
  const { band, reasons } = priorityBand(facts, today);
  if (band === 'A') return { urgency: 'urgent', reasons };
  if (band === 'B') return { urgency: 'high', reasons };
  return { urgency: 'standard', reasons: ['No rule makes it more urgent'] };
}

/** 0 for urgent, 1 for high, 2 for standard: what is sorted by the thousand is better a number. */
export function urgencyRank(urgency: Urgency): number {
  return URGENCIES.indexOf(urgency);
}

/** The more urgent of the two: what a person raised stays raised when the rule finds less. */
export function moreUrgent(one: Urgency, other: Urgency): Urgency {
  return urgencyRank(one) <= urgencyRank(other) ? one : other;
}
