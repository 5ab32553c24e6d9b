import type { Day } from '#kernel';
import type { CaseFacts } from './case-facts.rules.js';
import { dayNumber, sayDay } from './day-count.rules.js';
import type { Escalation } from './escalation.rules.js';
import { PointTally } from './point-tally.rules.js';
import type { PriorityPoint } from './point-tally.rules.js';
import type { RfgvWeights } from './priority-profile.rules.js';

function latestEvent(facts: CaseFacts, today: Day): Day | null {
  let latest: Day | null = null;
  const consider = (day: Day | null) => {
    if (day !== null && day <= today && (latest === null || day > latest)) latest = day;
  };
  consider(facts.lastIncidentOn);
  facts.orderBreaches.forEach(consider);
  for (const incident of facts.incidents) consider(incident.on);
  return latest;
}

function recency(facts: CaseFacts, { max, steps }: RfgvWeights['recency'], today: Day, needed: string[]) {
  const tally = new PointTally('recency', 'Recency', max, needed);
  const last = latestEvent(facts, today);
  if (last === null) {
    tally.unknown(max, 'Day of the last incident');
    return tally.point('');
  }
  const ago = dayNumber(today) - dayNumber(last);
  const share = steps.find((step) => ago <= step.withinDays)?.share ?? 0;
  tally.add(Math.round(share * max), `Last incident on ${sayDay(last)}`);
  return tally.point('');
}

function frequency(
  facts: CaseFacts,
  { max, fullAt }: RfgvWeights['frequency'],
  known: number,
  needed: string[],
) {
  const tally = new PointTally('frequency', 'Frequency', max, needed);
  const count = Math.max(known, facts.incidents12m ?? 0);
  const points = Math.round((Math.min(count, fullAt) / fullAt) * max);
  tally.add(points, `${count} ${count === 1 ? 'incident' : 'incidents'} in the last 12 months`);
  if (facts.incidents12m === null && points < max)
    tally.unknown(max - points, 'Incidents in the last 12 months');
  return tally.point('');
}

function gravity(facts: CaseFacts, { max, share }: RfgvWeights['gravity'], needed: string[]) {
  const tally = new PointTally('gravity', 'Gravity', max, needed);
  if (facts.offenceHarm === null) tally.unknown(max, 'Gravest offence');
  else tally.add(Math.round(share[facts.offenceHarm] * max), `Offence of ${facts.offenceHarm} harm`);
  return tally.point('');
}

function victims(facts: CaseFacts, { max, fullAt }: RfgvWeights['victims'], needed: string[]) {
  const tally = new PointTally('victims', 'Victims', max, needed);
  const pointsFor = (count: number) => Math.round((Math.min(count, fullAt) / fullAt) * max);
  const atLeast = Math.max(facts.victims ?? 1, facts.isSerialSuspect === 'yes' ? 2 : 1);
  const points = pointsFor(atLeast);
  tally.add(points, atLeast === 1 ? '1 victim' : `${atLeast} victims`);
  const most =
    facts.victims === null ? fullAt : Math.max(atLeast, facts.isSerialSuspect === 'unknown' ? 2 : 1);
  if (pointsFor(most) > points) tally.unknown(pointsFor(most) - points, 'Other victims of the suspect');
  return tally.point('');
}

/** The four parts of the recency-frequency-gravity-victims profile for one case; adds unknown facts to `dataNeeded`. */
export function rfgvPoints(
  facts: CaseFacts,
  signs: Escalation,
  weights: RfgvWeights,
  today: Day,
  dataNeeded: string[],
): PriorityPoint[] {
  return [
    recency(facts, weights.recency, today, dataNeeded),
    frequency(facts, weights.frequency, signs.incidentsInWindow, dataNeeded),
    gravity(facts, weights.gravity, dataNeeded),
    victims(facts, weights.victims, dataNeeded),
  ];
}
