import { addMonths, type Day, type RuleSource } from '#kernel';
import type { TriageSettings } from '#panels';
import type { IncidentFacts } from './case-facts.rules.js';
import { dayNumber, sayDay, twelveMonthsBefore } from './day-count.rules.js';

/** The signs of escalation, by name. */
export const ESCALATION_SIGNS = ['breach', 'incident_count', 'shortening_gaps', 'new_behaviour'] as const;

/** Whether one sign of escalation is there, and the sentence that says why (or why not). */
export type EscalationSign = { found: boolean; reason: string };

/** The signs of escalation in a case, each judged by itself. */
export type Escalation = {
  threeInTwelveMonths: EscalationSign;
  shorteningGaps: EscalationSign;
  newBehaviour: EscalationSign;
  breach: EscalationSign;
  /** Incidents known day by day within the 12 months. */
  incidentsInWindow: number;
};

/** The rule of escalation. */
export const ESCALATION_RULE: RuleSource = {
  name: 'escalation',
  version: 2,
  source: 'SafeLives criteria (potential escalation: three incidents in 12 months); Bexley stalking briefing',
};

/** From how many incidents within how many months, and by how much shorter gaps, a case counts as escalating. */
export type EscalationLimits = Pick<
  TriageSettings,
  'escalationIncidents' | 'escalationMonths' | 'shorterGapPercent'
>;

/** Until a panel sets something else. The agenda priority always uses these: its weights are made for them. */
export const USUAL_ESCALATION: EscalationLimits = {
  escalationIncidents: 3,
  escalationMonths: 12,
  shorterGapPercent: 25,
};

function inWindow(incidents: readonly IncidentFacts[], today: Day, months: number): readonly IncidentFacts[] {
  if (incidents.length === 0) return incidents;
  const from = months === 12 ? twelveMonthsBefore(today) : addMonths(today, -months);
  return incidents
    .filter((incident) => incident.on >= from && incident.on <= today)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The mean gap in days of the first half of the gaps between incident days, and of the rest; null for fewer than two gaps. */
function meanGaps(sorted: readonly IncidentFacts[]): { earlier: number; later: number } | null {
  const days: number[] = [];
  for (const { on } of sorted) {
    const at = dayNumber(on);
    if (days.at(-1) !== at) days.push(at);
  }
  const gaps = days.length - 1;
  if (gaps < 2) return null;
  const half = gaps >> 1;
  const middle = days[half]!;
  return { earlier: (middle - days[0]!) / half, later: (days[gaps]! - middle) / (gaps - half) };
}

function sayGap(days: number): string {
  const whole = Math.round(days);
  return `${whole} ${whole === 1 ? 'day' : 'days'}`;
}

function shorteningGaps(sorted: readonly IncidentFacts[], percent: number): EscalationSign {
  const gaps = sorted.length < 3 ? null : meanGaps(sorted);
  if (gaps === null) return { found: false, reason: 'Too few incident days to compare the gaps' };
  const { earlier, later } = gaps;
  if (later * 100 > earlier * (100 - percent))
    return { found: false, reason: 'Incidents are not coming closer together' };
  return {
    found: true,
    reason: `Incidents come closer together: about ${sayGap(earlier)} apart, now about ${sayGap(later)}`,
  };
}

function newBehaviour(sorted: readonly IncidentFacts[]): EscalationSign {
  const latest = sorted.at(-1)?.on;
  const before: string[] = [];
  const now: string[] = [];
  for (const { on, behaviours } of sorted) {
    const kinds = on === latest ? now : before;
    for (const kind of behaviours) if (!before.includes(kind) && !kinds.includes(kind)) kinds.push(kind);
  }
  if (before.length === 0 || now.length === 0 || !latest)
    return { found: false, reason: 'No new kind of behaviour' };
  const kinds = now.sort().join(', ').replaceAll('_', ' ');
  return { found: true, reason: `New kind of behaviour on ${sayDay(latest)}: ${kinds}` };
}

function breach(sorted: readonly IncidentFacts[], breachedOn: readonly Day[], today: Day): EscalationSign {
  const from = twelveMonthsBefore(today);
  let latest: Day | null = null;
  for (const day of breachedOn) {
    if (day >= from && day <= today && (latest === null || day > latest)) latest = day;
  }
  for (const { on, isBreach } of sorted) if (isBreach && (latest === null || on > latest)) latest = on;
  if (latest === null) return { found: false, reason: 'No breach of an order in the last 12 months' };
  return { found: true, reason: `Breach of an order on ${sayDay(latest)}` };
}

/**
 * Signs of escalation within the 12 months up to today, or as many as the panel sets: three or more incidents (SafeLives criterion "potential
 * escalation"); gaps that shorten, the later half of the gaps on average at least a quarter shorter than the earlier
 * half; a kind of behaviour on the latest incident day that no earlier incident showed; a breach of an order.
 * The order of the incidents does not matter; several on one day count as several but make no gap.
 */
export function escalation(
  incidents: readonly IncidentFacts[],
  today: Day,
  breachedOn: readonly Day[] = [],
  limits: EscalationLimits = USUAL_ESCALATION,
): Escalation {
  const { escalationIncidents, escalationMonths, shorterGapPercent } = limits;
  const sorted = inWindow(incidents, today, escalationMonths);
  const count = sorted.length;
  return {
    threeInTwelveMonths: {
      found: count >= escalationIncidents,
      reason: `${count} ${count === 1 ? 'incident' : 'incidents'} in the last ${escalationMonths} months`,
    },
    shorteningGaps: shorteningGaps(sorted, shorterGapPercent),
    newBehaviour: newBehaviour(sorted),
    // A breach counts for 12 months, whatever a panel sets for the others.
    breach: breach(escalationMonths === 12 ? sorted : inWindow(incidents, today, 12), breachedOn, today),
    incidentsInWindow: count,
  };
}

/** The signs one by one, those that are found first. */
export function escalationSigns(
  found: Escalation,
): (EscalationSign & { sign: (typeof ESCALATION_SIGNS)[number] })[] {
  const by = {
    breach: found.breach,
    incident_count: found.threeInTwelveMonths,
    shortening_gaps: found.shorteningGaps,
    new_behaviour: found.newBehaviour,
  };
  return ESCALATION_SIGNS.map((sign) => ({ sign, ...by[sign] })).sort(
    (one, other) => Number(other.found) - Number(one.found),
  );
}
