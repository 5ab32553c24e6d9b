import {
  casePriority,
  type CaseFacts,
  type CasePriority,
  type PriorityBand,
  rankCases,
  type RankableCase,
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

/** A case of the queue as ranking and packing see it. `minutes` are those of the rule. */
export type WeighedCase = {
  id: string;
  band: PriorityBand;
  high: number;
  waitingSince: Day;
  minutes: number;
};

/** A case that is kept off the agenda until a later day. */
export type HeldCase = { id: string; heldUntil: Day; heldReason: string | null };

/**
 * The queue of a panel, weighed. `cases` may leave out those that cannot come onto the agenda nor among the first
 * {@link LEFT_OUT_KEPT} left out; `count` is the number of all that are not held.
 */
export type WeighedQueue = { cases: readonly WeighedCase[]; held: readonly HeldCase[]; count: number };

/** Where each case of the queue comes; the words and points of the lines are still missing. */
export type AgendaPlan = { places: PlannedPlace[]; moreWaiting: number };

/** The place of one case on a planned agenda or beside it. */
export type PlannedPlace = Pick<BuiltLine, 'caseId' | 'state' | 'position' | 'leftOutReason' | 'heldUntil'>;

/** A case of the queue as building an agenda takes it. */
export function asCandidate(waiting: RankableCase): AgendaCandidate {
  const { id, facts, children, lastDiscussedOn, heldUntil, heldReason, requiredAgencyCount, flagReasons } =
    waiting;
  return {
    id,
    facts,
    children,
    isRestricted: waiting.handling !== 'standard',
    lastDiscussedOn,
    heldUntil,
    heldReason,
    requiredAgencyCount,
    flagReasons,
  };
}

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
    reasons: saidOnce([...priority.bandReasons, ...candidate.flagReasons]),
    dataNeeded: priority.dataNeeded,
    profile: profileName(priority),
    isPinned: choice?.isPinned ?? false,
    isMovedByChair: choice?.isMovedByChair ?? false,
    isMinutesByChair: choice?.isMinutesByChair ?? false,
    chairReason: choice?.chairReason ?? null,
  };
}

/** The reasons in order, without those that only repeat what is said already (a flag joins several by a semicolon). */
function saidOnce(reasons: readonly string[]): string[] {
  const said: string[] = [];
  for (const reason of reasons) {
    if (!reason.split('; ').every((part) => said.includes(part)) && !said.includes(reason)) said.push(reason);
  }
  return said;
}

function profileName({ profile }: CasePriority): string {
  return `${profile.key}/${profile.version}`;
}

/** The queue made of these candidates: each ranked and timed by the rules. */
export function weighQueue(candidates: readonly AgendaCandidate[], terms: BuildingTerms): WeighedQueue {
  const cases: WeighedCase[] = [];
  const held: HeldCase[] = [];
  for (const candidate of candidates) {
    const { id, facts, heldUntil, heldReason } = candidate;
    if (heldUntil !== null && heldUntil > terms.heldOn) {
      held.push({ id, heldUntil, heldReason });
      continue;
    }
    const { band, high } = casePriority(facts, terms.ranking);
    cases.push({ id, band, high, minutes: minutesFor(candidate), waitingSince: facts.waitingSince });
  }
  return { cases, held, count: cases.length };
}

/**
 * Plans an agenda from the queue of a panel (features F27, F28): held cases aside, the others ranked by band, priority
 * and wait, packed exactly into the minutes of the meeting. What the chair pinned or placed stays on it, where the
 * chair put it. The order in which cases are given does not matter.
 */
export function planAgenda(
  queue: WeighedQueue,
  choices: ReadonlyMap<string, ChairsChoice>,
  capacityMinutes: number,
): AgendaPlan {
  const packed = packAgenda(
    queue.cases.map((one) => packingOf(one, choices.get(one.id))),
    capacityMinutes,
  );
  const places: PlannedPlace[] = [];
  const place = (caseId: string, to: Omit<PlannedPlace, 'caseId' | 'position'>) =>
    places.push({ caseId, position: places.length + 1, ...to });
  for (const id of runningOrderOf(packed.chosen, rankCases(queue.cases), choices)) {
    place(id, { state: 'on_agenda', leftOutReason: null, heldUntil: null });
  }
  for (const { id, why } of packed.leftOut.slice(0, LEFT_OUT_KEPT)) {
    place(id, { state: 'does_not_fit', leftOutReason: why, heldUntil: null });
  }
  for (const { id, heldUntil, heldReason } of [...queue.held].sort(byReturn)) {
    place(id, { state: 'held', leftOutReason: heldReason, heldUntil });
  }
  const moreWaiting = Math.max(0, queue.count - packed.chosen.length - LEFT_OUT_KEPT);
  return { places, moreWaiting };
}

/** The lines of a planned agenda with words and points, made from the cases that have a place on it. */
export function explainAgenda(
  { places, moreWaiting }: AgendaPlan,
  candidates: readonly AgendaCandidate[],
  choices: ReadonlyMap<string, ChairsChoice>,
  ranking: RankingTerms,
): BuiltAgenda {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const off = { isPinned: false, isMovedByChair: false };
  const lines = places.map((place) => ({
    ...explainedLine(byId.get(place.caseId)!, ranking, choices.get(place.caseId)),
    ...(place.state === 'on_agenda' ? {} : off),
    ...place,
  }));
  return { lines, moreWaiting };
}

/** Weighs, plans and explains in one go, for whoever has every case of the queue at hand. */
export function buildAgenda(
  candidates: readonly AgendaCandidate[],
  choices: ReadonlyMap<string, ChairsChoice>,
  terms: BuildingTerms,
): BuiltAgenda {
  const plan = planAgenda(weighQueue(candidates, terms), choices, terms.capacityMinutes);
  return explainAgenda(plan, candidates, choices, terms.ranking);
}

function byReturn(a: HeldCase, b: HeldCase): number {
  const [first, second] = [`${a.heldUntil}${a.id}`, `${b.heldUntil}${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

function isForced(choice: ChairsChoice | undefined): boolean {
  return choice !== undefined && choice.isOnAgenda && (choice.isPinned || choice.isMovedByChair);
}

function packingOf(one: WeighedCase, choice: ChairsChoice | undefined) {
  const { id, band, high, waitingSince } = one;
  const minutes = choice?.isMinutesByChair ? choice.plannedMinutes : one.minutes;
  const pinned = isForced(choice);
  const position = pinned ? choice!.position : null;
  return { id, minutes, band, priority: high, waitingSince, pinned, position };
}

/** Pinned cases first, the others in rank order, and the moved ones where the chair put them. */
function runningOrderOf(
  chosen: readonly string[],
  ranked: readonly WeighedCase[],
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
