import type { Day } from '#kernel';
import { type LinkSettings, USUAL_LINK_SETTINGS } from '#panels';
import type { CaseFacts } from './case-facts.rules.js';
import { escalation, type EscalationLimits, USUAL_ESCALATION } from './escalation.rules.js';
import { LINK_RULES } from './links/link-findings.rules.js';
import { thresholdsMet } from './priority-band.rules.js';

/** Longest reason of a flag, characters. */
export const LONGEST_REASON = 200;

/** The rules that flag a case for a panel by themselves, without anybody's judgement. */
export type FlagRuleName =
  | 'imminent-threat'
  | 'tool-threshold'
  | 'order-breach'
  | 'repeat'
  | 'potential-escalation'
  | 'shortening-gaps'
  | 'new-behaviour'
  | 'serial-suspect'
  | 'displacement';

/** A flag rule that holds for a case: which version of it, why it holds and whose rule it is. */
export type FlagReason = { name: FlagRuleName; version: number; reason: string; source: string };

/**
 * The rules that hold, gravest first; empty when none does. They may only add a flag: an unknown answer holds no
 * rule, and nobody's judgement takes one away. A breach counts for 12 months, like a repeat.
 */
export function flagRules(
  facts: CaseFacts,
  {
    today,
    windows = USUAL_LINK_SETTINGS,
    limits = USUAL_ESCALATION,
  }: { today: Day; windows?: LinkSettings; limits?: EscalationLimits },
): FlagReason[] {
  const holding: FlagReason[] = [];
  const hold = (name: FlagRuleName, reason: string, source: string) =>
    holding.push({ name, version: 1, reason, source });
  const signs = escalation(facts.incidents, today, facts.orderBreaches, limits);

  if (facts.imminentThreat)
    hold('imminent-threat', 'Imminent threat flagged by a professional', 'Panel rule');
  const met = thresholdsMet(facts);
  if (met.length > 0) hold('tool-threshold', met.join('; '), 'SafeLives criteria; stalking screening tool');
  if (signs.breach.found) hold('order-breach', signs.breach.reason, 'Panel rule');
  if (facts.isRepeat === 'yes') hold('repeat', repeatInWords(windows), LINK_RULES.repeat.source);
  // What the referrer counted is of 12 months: it says nothing of a shorter time.
  const told = limits.escalationMonths === 12 ? (facts.incidents12m ?? 0) : 0;
  const count = Math.max(signs.incidentsInWindow, told);
  if (count >= limits.escalationIncidents) {
    const whose = told > signs.incidentsInWindow ? ', as the referrer counted' : '';
    const reason = `${count} incidents in the last ${limits.escalationMonths} months${whose}`;
    hold('potential-escalation', reason, 'SafeLives criteria');
  }
  if (signs.shorteningGaps.found)
    hold('shortening-gaps', signs.shorteningGaps.reason, 'SafeLives criteria (rising frequency)');
  if (signs.newBehaviour.found)
    hold('new-behaviour', signs.newBehaviour.reason, 'SafeLives criteria (rising severity)');
  if (facts.isSerialSuspect === 'yes')
    hold(
      'serial-suspect',
      'Suspect has two or more unconnected victims',
      LINK_RULES['serial-suspect'].source,
    );
  if (facts.isDisplacement === 'yes')
    hold('displacement', 'A case of the suspect was closed lately, with another victim', 'Panel rule');
  return holding;
}

function repeatInWords({ repeatMonths, repeatAnchor }: LinkSettings): string {
  const since = repeatAnchor === 'last_meeting' ? ' of the last meeting' : '';
  return `Repeat within ${repeatMonths === 1 ? 'a month' : `${repeatMonths} months`}${since}`;
}
