import {
  casePriority,
  type CaseFacts,
  type CasePriority,
  type PriorityBand,
  rankCases,
  type RankingTerms,
} from '#cases';
import type { Day } from '#kernel';
import { packAgenda } from './agenda-packing.rules.js';
import { placeLines } from './agenda-order.rules.js';
import type { ListingKind, ListingPoint } from './listing.entity.js';
import { plannedMinutes } from './time-boxing.rules.js';

/** How many cases that do not fit are kept with an agenda, first in rank; the rest are only counted. */
export const LEFT_OUT_KEPT = 200;

/** A flagged case that could go on the agenda, as far as building needs it. */
export type AgendaCandidate = {
  id: string;
  facts: CaseFacts;
  children: number | null;
  isRestricted: boolean;
  lastDiscussedOn: Day | null;
  heldUntil: Day | null;
  heldReason: string | null;
  /** Agencies that must be in the room for this case. */
  requiredAgencyCount: number;
  /** Why it is flagged, one sentence each. */
  flagReasons: readonly string[];
};

/** What the chair chose for a case by hand; kept when the agenda is built again. */
export type ChairsChoice = {
  isOnAgenda: boolean;
  position: number;
  plannedMinutes: number;
  isPinned: boolean;
  isMovedByChair: boolean;
  isMinutesByChair: boolean;
  chairReason: string | null;
};

/** A line of a built agenda: everything of a listing that building decides. */
export type BuiltLine = {
  caseId: string;
  state: 'on_agenda' | 'does_not_fit' | 'held';
  kind: ListingKind;
  position: number;
  plannedMinutes: number;
  band: PriorityBand;
  priorityLow: number;
  priorityHigh: number;
  points: ListingPoint[];
  reasons: string[];
  dataNeeded: string[];
  profile: string;
  leftOutReason: string | null;
  isPinned: boolean;
  isMovedByChair: boolean;
  isMinutesByChair: boolean;
  chairReason: string | null;
  heldUntil: Day | null;
};

/** A built agenda: lines on it in running order, then those left out in rank order, then those held. */
export type BuiltAgenda = { lines: BuiltLine[]; moreWaiting: number };

/** What an agenda is built with. */
export type BuildingTerms = { heldOn: Day; capacityMinutes: number; ranking: RankingTerms };

type Weighed = { id: string; band: PriorityBand; high: number; waitingSince: Day; minutes: number };

/** Why the case comes to this meeting (domain.md 3.4). */
export function listingKind(candidate: Pick<AgendaCandidate, 'facts' | 'lastDiscussedOn'>): ListingKind {
  const { facts, lastDiscussedOn } = candidate;
  if (facts.timesNotReached > 0) return 'not_reached';
  if (facts.timesDeferred > 0) return 'deferred';
  if (facts.isRepeat === 'yes') return 'repeat';
  return lastDiscussedOn === null ? 'new' : 'review';
}

/** Minutes to plan for a candidate; the chair's choice goes before the rule. */
export function minutesFor(candidate: AgendaCandidate, choice?: ChairsChoice): number {
  if (choice?.isMinutesByChair) return choice.plannedMinutes;
  return plannedMinutes({
    hasChildren: (candidate.children ?? 0) > 0,
    isRestrictedOrComplex: candidate.isRestricted,
    isFirstTimeAtPanel: candidate.lastDiscussedOn === null,
    requiredAgencyCount: candidate.requiredAgencyCount,
  }).minutes;
}

/** Everything of a line that follows from the case itself. */
export function explainedLine(
  candidate: AgendaCandidate,
  terms: RankingTerms,
  choice?: ChairsChoice,
): Omit<BuiltLine, 'state' | 'position' | 'leftOutReason' | 'heldUntil'> {
  const priority = casePriority(candidate.facts, terms);
  return {
    caseId: candidate.id,
    kind: listingKind(candidate),
    plannedMinutes: minutesFor(candidate, choice),
    band: priority.band,
    priorityLow: priority.low,
    priorityHigh: priority.high,
    points: priority.points,
    reasons: [...new Set([...priority.bandReasons, ...candidate.flagReasons])],
    dataNeeded: priority.dataNeeded,
    profile: profileName(priority),
    isPinned: choice?.isPinned ?? false,
    isMovedByChair: choice?.isMovedByChair ?? false,
    isMinutesByChair: choice?.isMinutesByChair ?? false,
    chairReason: choice?.chairReason ?? null,
  };
}

function profileName({ profile }: CasePriority): string {
  return `${profile.key}/${profile.version}`;
}

/**
 * Builds an agenda from the flagged cases of a panel (features F27, F28): held cases aside, the others ranked by band,
 * priority and wait, packed exactly into the minutes of the meeting. What the chair pinned or placed stays on it, where
 * the chair put it. The order in which cases are given does not matter.
 */
export function buildAgenda(
  candidates: readonly AgendaCandidate[],
  choices: ReadonlyMap<string, ChairsChoice>,
  terms: BuildingTerms,
): BuiltAgenda {
  const { heldOn, capacityMinutes, ranking } = terms;
  const byId = new Map<string, AgendaCandidate>();
  const weighed: Weighed[] = [];
  const held: AgendaCandidate[] = [];
  for (const candidate of candidates) {
    byId.set(candidate.id, candidate);
    if (candidate.heldUntil !== null && candidate.heldUntil > heldOn) {
      held.push(candidate);
      continue;
    }
    const { band, high } = casePriority(candidate.facts, ranking);
    const minutes = minutesFor(candidate, choices.get(candidate.id));
    weighed.push({ id: candidate.id, band, high, minutes, waitingSince: candidate.facts.waitingSince });
  }
  const packed = packAgenda(
    weighed.map((one) => packingOf(one, choices.get(one.id))),
    capacityMinutes,
  );
  const order = runningOrderOf(packed.chosen, rankCases(weighed), choices);
  const explain = (id: string) => explainedLine(byId.get(id)!, ranking, choices.get(id));
  const off = { isPinned: false, isMovedByChair: false };
  const lines: BuiltLine[] = order.map((id, index) => ({
    ...explain(id),
    state: 'on_agenda',
    position: index + 1,
    leftOutReason: null,
    heldUntil: null,
  }));
  for (const { id, why } of packed.leftOut.slice(0, LEFT_OUT_KEPT)) {
    const place = { state: 'does_not_fit', position: lines.length + 1, heldUntil: null } as const;
    lines.push({ ...explain(id), ...off, ...place, leftOutReason: why });
  }
  for (const { id, heldUntil, heldReason } of held.sort(byReturn)) {
    const place = { state: 'held', position: lines.length + 1, heldUntil } as const;
    lines.push({ ...explain(id), ...off, ...place, leftOutReason: heldReason });
  }
  return { lines, moreWaiting: Math.max(0, packed.leftOut.length - LEFT_OUT_KEPT) };
}

function byReturn(a: AgendaCandidate, b: AgendaCandidate): number {
  const [first, second] = [`${a.heldUntil}${a.id}`, `${b.heldUntil}${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

function isForced(choice: ChairsChoice | undefined): boolean {
  return choice !== undefined && choice.isOnAgenda && (choice.isPinned || choice.isMovedByChair);
}

function packingOf(one: Weighed, choice: ChairsChoice | undefined) {
  const { id, minutes, band, high, waitingSince } = one;
  const pinned = isForced(choice);
  const position = pinned ? choice!.position : null;
  return { id, minutes, band, priority: high, waitingSince, pinned, position };
}

/** Pinned cases first, the others in rank order, and the moved ones where the chair put them. */
function runningOrderOf(
  chosen: readonly string[],
  ranked: readonly Weighed[],
  choices: ReadonlyMap<string, ChairsChoice>,
): string[] {
  const on = new Set(chosen);
  return placeLines(
    ranked
      .filter(({ id }) => on.has(id))
      .map(({ id }) => {
        const choice = choices.get(id);
        const isForcedOn = isForced(choice);
        return {
          id,
          isPinned: isForcedOn && choice!.isPinned,
          movedTo: isForcedOn && choice!.isMovedByChair ? choice!.position : null,
          position: isForcedOn ? choice!.position : Number.POSITIVE_INFINITY,
        };
      }),
  );
}
