import { describe, expect, it } from '@jest/globals';
import { addMinutes, type Moment } from '#kernel';
import { runningClock, secondsUsed } from './live-clock.js';
import type { LiveOfPage } from './live.graphql.js';

type Meeting = LiveOfPage['meeting'];
type Slot = Meeting['agenda']['slots'][number];

const NINE_THIRTY = '2026-11-24T09:30:00.000Z' as Moment;
const at = (minute: number) => addMinutes(NINE_THIRTY, minute);
const seen = (minute: number | null) => (minute === null ? null : at(minute));

function slot(kind: Slot['kind'], from: number, minutes: number, listing: unknown = null): Slot {
  return { kind, label: kind, startsAt: at(from), endsAt: at(from + minutes), minutes, listing } as Slot;
}

const heard = (id: string, state: string, started: number | null, ended: number | null = null) => ({
  id,
  state,
  startedAt: seen(started),
  endedAt: seen(ended),
  decision: null,
});

/** Welcome 10, three cases of 10, other business 5; the second case is in discussion. */
function aMeeting(more: Partial<Meeting> = {}): Meeting {
  const slots = [
    slot('WELCOME', 0, 10),
    slot('CASE', 10, 10, heard('a', 'DISCUSSED', 10, 25)),
    slot('CASE', 20, 10, heard('b', 'IN_DISCUSSION', 25)),
    slot('CASE', 30, 10, heard('c', 'ON_AGENDA', null)),
    slot('ANY_OTHER_BUSINESS', 40, 5),
  ];
  const meeting = {
    state: 'IN_SESSION',
    startsAt: at(0),
    startedAt: at(0),
    currentListingId: 'b',
    agenda: { slots },
  };
  return { ...meeting, ...more } as Meeting;
}

describe('the clock of a running meeting', () => {
  it('says what is done, what is now, and when the rest comes', () => {
    const { items } = runningClock(aMeeting(), at(30));
    expect(items.map(({ state, at: when, minutesUsed }) => [state, when, minutesUsed])).toEqual([
      ['done', null, null],
      ['done', at(10), 15],
      ['now', at(25), null],
      ['next', at(35), null],
      ['next', at(45), null],
    ]);
  });

  it('says when it will be through, and how late that is, in whole minutes', () => {
    expect(runningClock(aMeeting(), at(30))).toMatchObject({ expectedFinishAt: at(50), minutesLate: 5 });
    const over = addMinutes(at(40), 0.4);
    expect(runningClock(aMeeting(), over).minutesLate).toBe(10);
  });

  it('keeps the planned times before it starts', () => {
    const planned = runningClock(
      aMeeting({ state: 'AGENDA_PUBLISHED', startedAt: null, currentListingId: null }),
      at(-60),
    );
    expect(planned.items.map((item) => item.at)).toEqual([at(0), at(10), at(20), at(30), at(40)]);
    expect(planned.expectedFinishAt).toBeNull();
  });
});

it('stops the seconds of a case when it is left', () => {
  expect(secondsUsed({ startedAt: at(0), endedAt: at(2) }, at(9))).toBe(120);
  expect(secondsUsed({ startedAt: at(0), endedAt: null }, at(1))).toBe(60);
  expect(secondsUsed({ startedAt: null, endedAt: null }, at(1))).toBe(0);
});
