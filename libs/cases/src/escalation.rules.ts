import type { Day } from '#kernel';
import type { IncidentFacts } from './case-facts.rules.js';
import { dayNumber, sayDay, twelveMonthsBefore } from './day-count.rules.js';

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

/** Incidents in 12 months from which a case counts as potentially escalating (SafeLives criteria). */
export const ESCALATION_COUNT = 3;

function inWindow(incidents: readonly IncidentFacts[], today: Day): readonly IncidentFacts[] {
  if (incidents.length === 0) return incidents;
  const from = twelveMonthsBefore(today);
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

function shorteningGaps(sorted: readonly IncidentFacts[]): EscalationSign {
  const gaps = sorted.length < 3 ? null : meanGaps(sorted);
  if (gaps === null) return { found: false, reason: 'Too few incident days to compare the gaps' };
  const { earlier, later } = gaps;
  if (later * 4 > earlier * 3) return { found: false, reason: 'Incidents are not coming closer together' };
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
 * Signs of escalation within the 12 months up to today: three or more incidents (SafeLives criterion "potential
 * escalation"); gaps that shorten, the later half of the gaps on average at least a quarter shorter than the earlier
 * half; a kind of behaviour on the latest incident day that no earlier incident showed; a breach of an order.
 * The order of the incidents does not matter; several on one day count as several but make no gap.
 */
export function escalation(
  incidents: readonly IncidentFacts[],
  today: Day,
  breachedOn: readonly Day[] = [],
): Escalation {
  const sorted = inWindow(incidents, today);
  const count = sorted.length;
  return {
    threeInTwelveMonths: {
      found: count >= ESCALATION_COUNT,
      reason: `${count} ${count === 1 ? 'incident' : 'incidents'} in the last 12 months`,
    },
    shorteningGaps: shorteningGaps(sorted),
    newBehaviour: newBehaviour(sorted),
    breach: breach(sorted, breachedOn, today),
    incidentsInWindow: count,
  };
}
