import type { Day } from '#kernel';
import { type LinkSettings, USUAL_LINK_SETTINGS } from '#panels';
import type { CaseFacts } from './case-facts.rules.js';
import { ESCALATION_COUNT, escalation } from './escalation.rules.js';
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
  { today, windows = USUAL_LINK_SETTINGS }: { today: Day; windows?: LinkSettings },
): FlagReason[] {
  const holding: FlagReason[] = [];
  const hold = (name: FlagRuleName, reason: string, source: string) =>
    holding.push({ name, version: 1, reason, source });
  const signs = escalation(facts.incidents, today, facts.orderBreaches);

  if (facts.imminentThreat)
    hold('imminent-threat', 'Imminent threat flagged by a professional', 'Panel rule');
  const met = thresholdsMet(facts);
  if (met.length > 0) hold('tool-threshold', met.join('; '), 'SafeLives criteria; stalking screening tool');
  if (signs.breach.found) hold('order-breach', signs.breach.reason, 'Panel rule');
  if (facts.isRepeat === 'yes') hold('repeat', repeatInWords(windows), LINK_RULES.repeat.source);
  const count = Math.max(signs.incidentsInWindow, facts.incidents12m ?? 0);
  if (count >= ESCALATION_COUNT)
    hold('potential-escalation', `${count} incidents in the last 12 months`, 'SafeLives criteria');
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
