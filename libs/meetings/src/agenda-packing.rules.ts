import type { Day } from '#kernel';

/** A case that could go on an agenda. */
export type PackingCandidate = {
  id: string;
  /** Planned minutes, whole. */
  minutes: number;
  band: 'A' | 'B' | 'C' | 'D';
  /** Agenda priority, whole, 0 to 100. */
  priority: number;
  waitingSince: Day;
  /** The chair wants it on the agenda whatever the room. */
  pinned: boolean;
  /** Place among the pinned cases, rising; pinned cases without one follow in rank order. */
  position?: number | null;
};

/** A case that did not get on: why, and the minutes by which the room falls short for it. */
export type LeftOutCase = { id: string; why: string; minutesShort: number };

/** An agenda: the cases in running order, those left out in rank order, and the minutes. */
export type PackedAgenda = {
  chosen: string[];
  leftOut: LeftOutCase[];
  minutesUsed: number;
  minutesFree: number;
  /** Minutes by which the pinned cases alone run over; 0 when they fit. */
  overflowMinutes: number;
};

/** How many of the top-ranked cases go on before minutes are weighed at all, unless the panel says otherwise. */
export const GUARANTEED_CASES = 3;

const BANDS = ['A', 'B', 'C', 'D'] as const;

function byRank(a: PackingCandidate, b: PackingCandidate): number {
  if (a.band !== b.band) return a.band < b.band ? -1 : 1;
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.waitingSince !== b.waitingSince) return a.waitingSince < b.waitingSince ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byPin(a: PackingCandidate, b: PackingCandidate): number {
  const first = a.position ?? Number.POSITIVE_INFINITY;
  const second = b.position ?? Number.POSITIVE_INFINITY;
  return first === second ? byRank(a, b) : first - second;
}

function minutesOf(cases: readonly PackingCandidate[]): number {
  return cases.reduce((sum, candidate) => sum + candidate.minutes, 0);
}

/**
 * Drops the cases that no best agenda can hold: of the cases of equal band and minutes only as many as fit into the
 * room can be chosen together, and an earlier-ranked one always does at least as well. Keeps rank order.
 */
function thatCanMatter(ranked: readonly PackingCandidate[], room: number): PackingCandidate[] {
  const seen = new Map<string, number>();
  return ranked.filter(({ band, minutes }) => {
    const key = `${band}${minutes}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return (before + 1) * minutes <= room;
  });
}

/** Replaces the values, which never fall, by their order 0, 1, 2 ... so that a band above can outweigh them all. */
function toOrder(values: Float64Array): void {
  let order = 0;
  let previous = values[0]!;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value > previous) order += 1;
    previous = value;
    values[at] = order;
  }
}

/**
 * The best set for the room, exact: first the highest total of priority + 1 of band A, among those sets the highest of
 * band B, then C, then D; among equals the set whose cases rank earlier.
 *
 * `best[m]` is the value of the cases looked at so far within m minutes. Cases are looked at from the last of the rank
 * order to the first, so that when the choice is read back from the first on, "take it if that loses nothing" gives
 * the set of earlier-ranked cases. Before each band the values of the bands below shrink to their order, at most
 * room + 1 of them, and one point of the band weighs more than all of these: the comparison stays exact in plain numbers.
 */
function bestFill(ranked: readonly PackingCandidate[], room: number): PackingCandidate[] {
  const width = room + 1;
  const best = new Float64Array(width);
  const taken = new Uint8Array(ranked.length * width);
  let band: string | null = null;
  for (let index = ranked.length - 1; index >= 0; index -= 1) {
    const candidate = ranked[index]!;
    if (candidate.band !== band) {
      toOrder(best);
      band = candidate.band;
    }
    const { minutes } = candidate;
    const value = (candidate.priority + 1) * width;
    for (let at = room; at >= minutes; at -= 1) {
      const withIt = best[at - minutes]! + value;
      if (withIt < best[at]!) continue;
      best[at] = withIt;
      taken[index * width + at] = 1;
    }
  }
  let left = room;
  return ranked.filter((candidate, index) => {
    if (taken[index * width + left] !== 1) return false;
    left -= candidate.minutes;
    return true;
  });
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** Says for each case left out why it is not on the agenda. Nothing of a lower band ever took the place of a case. */
function explainer(chosen: readonly PackingCandidate[], free: number, overflow: number) {
  const lastOf = new Map<string, PackingCandidate>();
  const minutesIn = new Map<string, number>();
  for (const candidate of chosen) {
    const { band } = candidate;
    minutesIn.set(band, (minutesIn.get(band) ?? 0) + candidate.minutes);
    const last = lastOf.get(band);
    if (!last || byRank(candidate, last) > 0) lastOf.set(band, candidate);
  }
  return (candidate: PackingCandidate): LeftOutCase => {
    const { id, minutes, band } = candidate;
    const minutesShort = minutes - free + overflow;
    const needs = `Needs ${plural(minutes, 'minute')}`;
    if (overflow > 0) {
      return {
        id,
        minutesShort,
        why: `${needs}, but the pinned cases alone run over by ${plural(overflow, 'minute')}.`,
      };
    }
    const why = `${needs}, ${free} ${free === 1 ? 'is' : 'are'} free.`;
    const last = lastOf.get(band);
    if (last && byRank(last, candidate) > 0)
      return {
        id,
        minutesShort,
        why: `${why} Cases of band ${band} that need less time fill the meeting better.`,
      };
    const lower = BANDS.slice(BANDS.indexOf(band) + 1).reduce((sum, b) => sum + (minutesIn.get(b) ?? 0), 0);
    if (lower === 0) return { id, minutesShort, why };
    const gap = plural(free + lower, 'minute');
    return {
      id,
      minutesShort,
      why: `${why} The ${gap} left after band ${band} were too few, so shorter cases follow.`,
    };
  };
}

/** Whole minutes, one at least: what the room is counted in. */
function inWholeMinutes(candidate: PackingCandidate): PackingCandidate {
  const minutes = Math.max(1, Math.ceil(candidate.minutes));
  return minutes === candidate.minutes ? candidate : { ...candidate, minutes };
}

/**
 * Puts an agenda together. Pinned cases are always on it, first and in pin order, even when they run over. Then the
 * `guaranteed` top-ranked others, in rank order up to the first that does not fit. Then the best set for the minutes
 * left, band by band: no case is ever left out in favour of a lower band, except of one that was pinned.
 * The order in which candidates are given does not matter.
 */
export function packAgenda(
  candidates: readonly PackingCandidate[],
  capacityMinutes: number,
  { guaranteed = GUARANTEED_CASES }: { guaranteed?: number } = {},
): PackedAgenda {
  const capacity = Math.max(0, Math.floor(capacityMinutes));
  const whole = candidates.map(inWholeMinutes);
  const pins = whole.filter((candidate) => candidate.pinned).sort(byPin);
  const ranked = whole.filter((candidate) => !candidate.pinned).sort(byRank);
  const pinned = minutesOf(pins);

  let room = Math.max(0, capacity - pinned);
  let top = 0;
  while (top < Math.min(guaranteed, ranked.length) && ranked[top]!.minutes <= room) {
    room -= ranked[top]!.minutes;
    top += 1;
  }
  const others = thatCanMatter(ranked.slice(top), room);
  const onAgenda = [...ranked.slice(0, top), ...bestFill(others, room)];

  const minutesUsed = pinned + minutesOf(onAgenda);
  const minutesFree = Math.max(0, capacity - minutesUsed);
  const overflowMinutes = Math.max(0, minutesUsed - capacity);
  const ids = new Set(onAgenda.map((candidate) => candidate.id));
  const explain = explainer(onAgenda, minutesFree, overflowMinutes);
  return {
    chosen: [...pins, ...onAgenda].map((candidate) => candidate.id),
    leftOut: ranked.filter((candidate) => !ids.has(candidate.id)).map(explain),
    minutesUsed,
    minutesFree,
    overflowMinutes,
  };
}
