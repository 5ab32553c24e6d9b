import type { BankHolidays, Day } from '#kernel';
import { behaviouralPoints } from './behavioural-score.rules.js';
import type { CaseFacts } from './case-facts.rules.js';
import { escalation } from './escalation.rules.js';
import type { PriorityPoint } from './point-tally.rules.js';
import { priorityBand, type PriorityBand } from './priority-band.rules.js';
import type { PriorityProfile, ProfileRef } from './priority-profile.rules.js';
import { rfgvPoints } from './rfgv-score.rules.js';

/**
 * The agenda priority of a case: band, score and why. It is advice for the order of an agenda, never a measure of
 * risk: the chair may move any case.
 */
export type CasePriority = {
  band: PriorityBand;
  /** Plain sentences, fit for the agenda, gravest first. */
  bandReasons: string[];
  /** The score (0 to 100) that is sure, and the score if every unknown answer turned out against us. */
  low: number;
  high: number;
  points: PriorityPoint[];
  /** Facts that are not known and could still change band or score. */
  dataNeeded: string[];
  profile: ProfileRef;
};

/** What a ranking is made with: the day, the bank holidays and the panel's profile. */
export type RankingTerms = { today: Day; holidays: BankHolidays; profile: PriorityProfile };

/**
 * The agenda priority of one case on one day under one profile. Bands are the same whatever the profile. To rank a long
 * queue, keep only band and score of each result and ask again for the cases shown: holding 20,000 results costs more
 * than making them.
 */
export function casePriority(facts: CaseFacts, { today, holidays, profile }: RankingTerms): CasePriority {
  const decision = priorityBand(facts, today);
  const signs = escalation(facts.incidents, today, facts.orderBreaches);
  const dataNeeded = decision.dataNeeded;
  const points =
    profile.kind === 'behavioural'
      ? behaviouralPoints(facts, signs, profile.weights, { today, holidays }, dataNeeded)
      : rfgvPoints(facts, signs, profile.weights, today, dataNeeded);
  let low = 0;
  let high = 0;
  for (const point of points) {
    low += point.low;
    high += point.high;
  }
  return {
    band: decision.band,
    bandReasons: decision.reasons,
    low: Math.min(100, low),
    high: Math.min(100, high),
    points,
    dataNeeded,
    profile: { key: profile.key, version: profile.version },
  };
}

/** What the order of cases depends on. `high` is the top of the score range, so that missing facts never bury a case. */
export type RankedCase = { id: string; band: PriorityBand; high: number; waitingSince: Day };

/** Negative when `a` comes before `b`: band, then score, then the longer wait, then id. Zero only for the same id. */
export function compareRank(a: RankedCase, b: RankedCase): number {
  if (a.band !== b.band) return a.band < b.band ? -1 : 1;
  if (a.high !== b.high) return b.high - a.high;
  if (a.waitingSince !== b.waitingSince) return a.waitingSince < b.waitingSince ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The cases in rank order, most pressing first, whatever order they came in. The list given is left as it is. */
export function rankCases<T extends RankedCase>(items: readonly T[]): T[] {
  return [...items].sort(compareRank);
}
