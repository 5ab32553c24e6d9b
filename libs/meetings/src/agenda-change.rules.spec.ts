import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { placeLines } from './agenda-order.rules.js';
import {
  type AgendaLine,
  asBefore,
  caseEffects,
  changing,
  type LineChange,
  undoing,
} from './agenda-change.rules.js';

const heldOn = '2026-12-08' as Day;

function line(id: string, position: number, given: Partial<AgendaLine> = {}): AgendaLine {
  return {
    id,
    caseId: `case-${id}`,
    state: 'on_agenda',
    position,
    plannedMinutes: 10,
    band: 'B',
    priorityHigh: 100 - position,
    isPinned: false,
    isMovedByChair: false,
    isMinutesByChair: false,
    chairReason: null,
    leftOutReason: null,
    heldUntil: null,
    ...given,
  };
}

const agenda = [
  line('a', 1),
  line('b', 2),
  line('c', 3),
  line('d', 4, { state: 'does_not_fit', leftOutReason: 'Needs 10 minutes' }),
  line('e', 5, { state: 'held', heldUntil: '2026-12-20' as Day, leftOutReason: 'Away' }),
];

type Change<C = LineChange> = C extends LineChange ? Omit<C, 'reason'> & { reason?: string } : never;

function changed(lines: readonly AgendaLine[], id: string, change: Change) {
  return changing(lines, id, { reason: 'The chair said so', ...change } as LineChange, heldOn);
}

function orderOf(lines: readonly AgendaLine[], state = 'on_agenda'): string {
  return [...lines]
    .filter((one) => one.state === state)
    .sort((x, y) => x.position - y.position)
    .map((one) => one.id)
    .join('');
}

function after(lines: readonly AgendaLine[], id: string, change: Change): AgendaLine[] {
  const answer = changed(lines, id, change);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

function codeOf(id: string, change: Change): string {
  const answer = changed(agenda, id, change);
  return answer.ok ? 'ok' : answer.refusal.code;
}

describe("the chair's changes", () => {
  it('pin to the top behind earlier pins, and unpin where it stands', () => {
    const pinned = after(after(agenda, 'c', { kind: 'pin' }), 'd', { kind: 'pin' });
    expect(orderOf(pinned)).toBe('cdab');
    expect(pinned.find((one) => one.id === 'd')).toMatchObject({ isPinned: true, leftOutReason: null });
    expect(orderOf(after(pinned, 'c', { kind: 'unpin' }))).toBe('cdab');
    expect(codeOf('a', { kind: 'unpin' })).toBe('NOTHING_TO_CHANGE');
    expect(codeOf('e', { kind: 'pin' })).toBe('LISTING_HELD');
  });

  it('move a line, also one that does not fit, to a place that is there', () => {
    expect(orderOf(after(agenda, 'c', { kind: 'move', position: 1 }))).toBe('cab');
    expect(orderOf(after(agenda, 'a', { kind: 'move', position: 3 }))).toBe('bca');
    expect(orderOf(after(agenda, 'd', { kind: 'move', position: 2 }))).toBe('adbc');
    for (const position of [0, -1, 4, 1.5, Number.NaN])
      expect(codeOf('a', { kind: 'move', position })).toBe('POSITION_NOT_ON_AGENDA');
    expect(codeOf('a', { kind: 'move', position: 1 })).toBe('NOTHING_TO_CHANGE');
    expect(codeOf('e', { kind: 'move', position: 1 })).toBe('LISTING_HELD');
  });

  it('set minutes from 5 to 60', () => {
    expect(after(agenda, 'a', { kind: 'minutes', minutes: 60 })[0]).toMatchObject({
      plannedMinutes: 60,
      isMinutesByChair: true,
      chairReason: 'The chair said so',
    });
    for (const minutes of [4, 61, 7.5])
      expect(codeOf('a', { kind: 'minutes', minutes })).toBe('MINUTES_OUT_OF_RANGE');
    expect(codeOf('a', { kind: 'minutes', minutes: 10 })).toBe('NOTHING_TO_CHANGE');
  });

  it('hold until a day after the meeting, and include again at the place of the rank', () => {
    const held = after(agenda, 'a', { kind: 'hold', until: addDays(heldOn, 1) });
    expect([orderOf(held), orderOf(held, 'held')]).toEqual(['bc', 'ae']);
    expect(orderOf(after(held, 'a', { kind: 'include' }))).toBe('abc');
    expect(codeOf('a', { kind: 'hold', until: heldOn })).toBe('HOLD_TOO_EARLY');
    expect(codeOf('a', { kind: 'hold', until: '9999-12-31' as Day })).toBe('HOLD_TOO_FAR_AHEAD');
    expect(codeOf('e', { kind: 'hold', until: '2026-12-20' as Day })).toBe('NOTHING_TO_CHANGE');
    expect(codeOf('a', { kind: 'include' })).toBe('NOTHING_TO_CHANGE');
  });

  it('need a reason of 3 to 200 characters', () => {
    expect(codeOf('a', { kind: 'pin', reason: '' })).toBe('TEXT_NEEDED');
    expect(codeOf('a', { kind: 'pin', reason: 'ok' })).toBe('TEXT_TOO_SHORT');
    expect(codeOf('a', { kind: 'pin', reason: 'x'.repeat(201) })).toBe('TEXT_TOO_LONG');
    expect(codeOf('a', { kind: 'pin', reason: 'No\u0000way' })).toBe('TEXT_HAS_CONTROL_CHARACTERS');
  });
});

const aChange: fc.Arbitrary<{ id: string; change: Change }> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  change: fc.oneof(
    fc.constantFrom<Change>({ kind: 'pin' }, { kind: 'unpin' }, { kind: 'include' }),
    fc.integer({ min: 0, max: 6 }).map((position): Change => ({ kind: 'move', position })),
    fc.integer({ min: 4, max: 61 }).map((minutes): Change => ({ kind: 'minutes', minutes })),
    fc.integer({ min: 0, max: 30 }).map((n): Change => ({ kind: 'hold', until: addDays(heldOn, n) })),
  ),
});

describe('any run of changes', () => {
  it('keeps every line once, numbered without a gap: on the agenda, then left out, then held', () => {
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 12 }), (changes) => {
        let lines: readonly AgendaLine[] = agenda;
        for (const { id, change } of changes) {
          const answer = changed(lines, id, change);
          if (!answer.ok) continue;
          lines = answer.value;
          const sorted = [...lines].sort((x, y) => x.position - y.position);
          expect(sorted.map((one) => one.position)).toEqual([1, 2, 3, 4, 5]);
          expect(new Set(lines.map((one) => one.id)).size).toBe(5);
          const ranks = sorted.map((one) => ['on_agenda', 'does_not_fit', 'held'].indexOf(one.state));
          expect(ranks).toEqual([...ranks].sort());
          for (const one of lines) expect(one.heldUntil !== null).toBe(one.state === 'held');
        }
      }),
    );
  });

  it('is put back exactly by undoing it, the cases with it', () => {
    fc.assert(
      fc.property(aChange, aChange, (first, second) => {
        const one = changed(agenda, first.id, first.change);
        const start = one.ok ? one.value : agenda;
        const two = changed(start, second.id, second.change);
        if (!two.ok) return;
        const back = undoing(two.value, asBefore(start, two.value));
        const byId = (lines: readonly AgendaLine[]) => [...lines].sort((x, y) => (x.id < y.id ? -1 : 1));
        expect(byId(back)).toEqual(byId(start));
        const there = caseEffects(start, two.value);
        const again = caseEffects(two.value, back);
        expect(again.listed).toEqual(there.unlisted);
        expect(again.unlisted).toEqual(there.listed);
        expect(again.held.length).toBe(there.held.length);
      }),
    );
  });
});

describe('the running order', () => {
  it('has pins first, then rank, and moved lines where they were put', () => {
    const place = (id: string, given: Partial<Parameters<typeof placeLines>[0][number]> = {}) => ({
      id,
      isPinned: false,
      movedTo: null,
      position: Number.POSITIVE_INFINITY,
      ...given,
    });
    const ranked = [
      place('a'),
      place('b'),
      place('c', { isPinned: true, position: 2 }),
      place('d', { movedTo: 2 }),
    ];
    expect(placeLines([...ranked, place('e', { isPinned: true, position: 1 })])).toEqual([
      'e',
      'd',
      'c',
      'a',
      'b',
    ]);
    expect(placeLines([place('a'), place('z', { movedTo: 99 })])).toEqual(['a', 'z']);
  });
});
