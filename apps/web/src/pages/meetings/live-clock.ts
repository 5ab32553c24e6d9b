import { addMinutes, minutesBetween, type Moment } from '#kernel';
import type { LiveLine, LiveOfPage } from './live.graphql.js';

type Meeting = LiveOfPage['meeting'];
type Slot = Meeting['agenda']['slots'][number];

/** How a part of the meeting stands: how far it is, and when it starts or started. */
export type Timed = {
  slot: Slot;
  state: 'done' | 'now' | 'next' | 'open' | 'not_reached' | 'deferred';
  at: Moment | null;
  minutesUsed: number | null;
};

/** The running order as it goes, and when it will be through. */
export type RunningClock = {
  items: Timed[];
  expectedFinishAt: Moment | null;
  /** Positive when late, negative when early. */
  minutesLate: number;
};

/** Seconds that the clock of a case has run. */
export function secondsUsed(line: Pick<LiveLine, 'startedAt' | 'endedAt'>, now: Moment): number {
  if (line.startedAt === null) return 0;
  return Math.max(0, Math.floor(minutesBetween(line.startedAt, line.endedAt ?? now) * 60));
}

/** What is still to come, one after the other from now on; breaks and the end keep their planned minutes. */
export function runningClock(meeting: Meeting, now: Moment): RunningClock {
  const { slots } = meeting.agenda;
  const isRunning = meeting.state === 'IN_SESSION';
  const states = slots.map((slot, index) => stateOf(meeting, slot, slots.slice(index + 1)));
  let free: Moment = isRunning ? now : meeting.startsAt;
  const items = slots.map((slot, index): Timed => {
    const state = states[index] ?? 'next';
    const line = slot.listing;
    if (state === 'now') {
      const started = line?.startedAt ?? meeting.startedAt;
      const planned = addMinutes(started ?? now, slot.minutes);
      if (planned > free) free = planned;
      return { slot, state, at: started, minutesUsed: null };
    }
    if (state !== 'next') return { slot, state, at: line?.startedAt ?? null, minutesUsed: usedIn(line, now) };
    const at = isRunning ? free : slot.startsAt;
    free = addMinutes(free, slot.minutes);
    return { slot, state, at, minutesUsed: null };
  });
  const planned = slots.reduce((sum, slot) => sum + slot.minutes, 0);
  const plannedFinish = addMinutes(meeting.startsAt, planned);
  return {
    items,
    expectedFinishAt: isRunning ? free : null,
    minutesLate: isRunning ? Math.round(minutesBetween(plannedFinish, free)) : 0,
  };
}

function usedIn(line: LiveLine | null, now: Moment): number | null {
  return line?.startedAt ? Math.round(secondsUsed(line, now) / 60) : null;
}

const CASE_STATES: Partial<Record<LiveLine['state'], Timed['state']>> = {
  DISCUSSED: 'done',
  IN_DISCUSSION: 'open',
  NOT_REACHED: 'not_reached',
  DEFERRED: 'deferred',
};

function stateOf(meeting: Meeting, slot: Slot, later: readonly Slot[]): Timed['state'] {
  if (meeting.state === 'ENDED' && !slot.listing) return 'done';
  if (meeting.state !== 'IN_SESSION' && meeting.state !== 'ENDED') return 'next';
  if (slot.listing) {
    if (slot.listing.id === meeting.currentListingId) return 'now';
    if (slot.listing.state === 'IN_DISCUSSION' && slot.listing.decision === 'CARRY_OVER') return 'deferred';
    return CASE_STATES[slot.listing.state] ?? 'next';
  }
  return standingState(meeting, slot, later);
}

/** Nobody stamps a break: it is over once a case after it has begun. */
function standingState(meeting: Meeting, slot: Slot, later: readonly Slot[]): Timed['state'] {
  const begun = ({ listing }: Slot) => listing !== null && listing.startedAt !== null;
  if (slot.kind === 'ANY_OTHER_BUSINESS') {
    const isLast = meeting.agenda.slots.every(({ listing }) => !listing || listing.startedAt !== null);
    return isLast && meeting.currentListingId === null ? 'now' : 'next';
  }
  if (later.some(begun)) return 'done';
  return slot.kind === 'WELCOME' && meeting.currentListingId === null ? 'now' : 'next';
}
