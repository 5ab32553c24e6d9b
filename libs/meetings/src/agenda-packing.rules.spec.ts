import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rankCases } from '#cases';
import type { Day } from '#kernel';
import { packAgenda, type PackingCandidate } from './agenda-packing.rules.js';

const candidate = (id: string, more: Partial<PackingCandidate> = {}): PackingCandidate => ({
  id,
  minutes: 10,
  band: 'C',
  priority: 50,
  waitingSince: '2026-11-02' as Day,
  pinned: false,
  ...more,
});

const anyCandidate = (minutes: fc.Arbitrary<number>, pinned: fc.Arbitrary<boolean>) =>
  fc.record({
    minutes,
    band: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const),
    priority: fc.integer({ min: 0, max: 6 }),
    waitingSince: fc.constantFrom('2026-11-02' as Day, '2026-11-03' as Day),
    pinned,
    position: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  });

const someCandidates = (max: number, pinned: fc.Arbitrary<boolean> = fc.boolean()) =>
  fc
    .array(anyCandidate(fc.integer({ min: 1, max: 9 }), pinned), { maxLength: max })
    .map((list) => list.map((one, index) => ({ id: `c${index}`, ...one })));

const capacities = fc.integer({ min: 0, max: 40 });

const inRank = (candidates: readonly PackingCandidate[]) =>
  rankCases(candidates.map((one) => ({ ...one, high: one.priority })));

/** Every subset tried: best totals by band, then the earlier-ranked set. */
function bruteForce(candidates: readonly PackingCandidate[], capacity: number, guaranteed: number): string[] {
  const ranked = inRank(candidates);
  let room = capacity;
  let top = 0;
  while (top < guaranteed && top < ranked.length && ranked[top]!.minutes <= room)
    room -= ranked[top++]!.minutes;
  const rest = ranked.slice(top);
  let best: { score: number[]; ids: string[] } = { score: [-1], ids: [] };
  for (let set = 0; set < 2 ** rest.length; set += 1) {
    const chosen = rest.filter((_, index) => set & (1 << index));
    if (chosen.reduce((sum, one) => sum + one.minutes, 0) > room) continue;
    const totals = ['A', 'B', 'C', 'D'].map((band) =>
      chosen.filter((one) => one.band === band).reduce((sum, one) => sum + one.priority + 1, 0),
    );
    const score = [...totals, ...rest.map((one) => (chosen.includes(one) ? 1 : 0))];
    const differs = score.findIndex((value, index) => value !== (best.score[index] ?? -1));
    if (differs >= 0 && score[differs]! > (best.score[differs] ?? -1))
      best = { score, ids: chosen.map((one) => one.id) };
  }
  return [...ranked.slice(0, top).map((one) => one.id), ...best.ids];
}

describe('packing an agenda', () => {
  it('takes everything in rank order when there is room', () => {
    const packed = packAgenda(
      [
        candidate('c', { band: 'D' }),
        candidate('b', { priority: 90 }),
        candidate('a', { band: 'A', priority: 5 }),
      ],
      60,
    );
    expect(packed).toEqual({
      chosen: ['a', 'b', 'c'],
      leftOut: [],
      minutesUsed: 30,
      minutesFree: 30,
      overflowMinutes: 0,
    });
  });

  it('never gives up a band A case for any number of lower ones', () => {
    const many = Array.from({ length: 10 }, (_, n) =>
      candidate(`b${n}`, { band: 'B', priority: 99, minutes: 6 }),
    );
    const packed = packAgenda([...many, candidate('a', { band: 'A', priority: 0, minutes: 15 })], 15, {
      guaranteed: 0,
    });
    expect(packed.chosen).toEqual(['a']);
  });

  it('guarantees the top-ranked case even where two shorter ones would add up to more', () => {
    const cases = [
      candidate('top', { priority: 90, minutes: 12 }),
      candidate('x', { priority: 60, minutes: 6 }),
      candidate('y', { priority: 60, minutes: 6 }),
    ];
    expect(packAgenda(cases, 12, { guaranteed: 1 }).chosen).toEqual(['top']);
    expect(packAgenda(cases, 12, { guaranteed: 0 }).chosen).toEqual(['x', 'y']);
  });

  it('keeps pinned cases first, in pin order, and says by how much they run over', () => {
    const packed = packAgenda(
      [
        candidate('p2', { pinned: true, position: 2, minutes: 15, band: 'A' }),
        candidate('p1', { pinned: true, position: 1, minutes: 15, band: 'D' }),
        candidate('a', { band: 'A', minutes: 6 }),
      ],
      25,
    );
    expect(packed).toEqual({
      chosen: ['p1', 'p2'],
      leftOut: [
        {
          id: 'a',
          minutesShort: 11,
          why: 'Needs 6 minutes, but the pinned cases alone run over by 5 minutes.',
        },
      ],
      minutesUsed: 30,
      minutesFree: 0,
      overflowMinutes: 5,
    });
  });

  it('says why a case is left out, in words and numbers', () => {
    expect(packAgenda([candidate('a'), candidate('b', { priority: 9 })], 15).leftOut).toEqual([
      { id: 'b', minutesShort: 5, why: 'Needs 10 minutes, 5 are free.' },
    ]);
    const shorter = [candidate('a', { minutes: 12 }), candidate('x', { priority: 40, minutes: 6 })];
    expect(
      packAgenda([...shorter, candidate('y', { priority: 40, minutes: 6 })], 13, { guaranteed: 0 }).leftOut,
    ).toEqual([
      {
        id: 'a',
        minutesShort: 11,
        why: 'Needs 12 minutes, 1 is free. Cases of band C that need less time fill the meeting better.',
      },
    ]);
    const lower = [candidate('a', { band: 'A', minutes: 12 }), candidate('d', { band: 'D', minutes: 6 })];
    expect(
      packAgenda([...lower, candidate('b', { band: 'B', minutes: 11 })], 20, { guaranteed: 1 }).leftOut,
    ).toEqual([
      {
        id: 'b',
        minutesShort: 9,
        why: 'Needs 11 minutes, 2 are free. The 8 minutes left after band B were too few, so shorter cases follow.',
      },
    ]);
  });

  it('is the best of all agendas that keep to its rules', () => {
    fc.assert(
      fc.property(
        someCandidates(9, fc.constant(false)),
        capacities,
        fc.nat(4),
        (candidates, capacity, guaranteed) => {
          const packed = packAgenda(candidates, capacity, { guaranteed });
          const best = bruteForce(candidates, capacity, guaranteed);
          expect(packed.chosen).toEqual(
            inRank(candidates).flatMap(({ id }) => (best.includes(id) ? [id] : [])),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never runs over but by pins, and gives every case exactly one place', () => {
    fc.assert(
      fc.property(someCandidates(40), capacities, fc.nat(5), (candidates, capacity, guaranteed) => {
        const packed = packAgenda(candidates, capacity, { guaranteed });
        const pinned = candidates.filter((one) => one.pinned).reduce((sum, one) => sum + one.minutes, 0);
        expect(packed.overflowMinutes).toBe(Math.max(0, pinned - capacity));
        expect(packed.minutesUsed + packed.minutesFree).toBe(capacity + packed.overflowMinutes);
        const all = [...packed.chosen, ...packed.leftOut.map(({ id }) => id)];
        expect([...all].sort()).toEqual(candidates.map(({ id }) => id).sort());
        expect(packed.leftOut.every(({ minutesShort }) => minutesShort > 0)).toBe(true);
      }),
    );
  });

  it('never leaves a case out in favour of a lower band', () => {
    fc.assert(
      fc.property(someCandidates(40), capacities, fc.nat(5), (candidates, capacity, guaranteed) => {
        const packed = packAgenda(candidates, capacity, { guaranteed });
        for (const { id } of packed.leftOut) {
          const out = candidates.find((one) => one.id === id)!;
          const ahead = candidates.filter(
            (one) => packed.chosen.includes(one.id) && (one.pinned || one.band <= out.band),
          );
          expect(ahead.reduce((sum, one) => sum + one.minutes, out.minutes)).toBeGreaterThan(capacity);
        }
      }),
    );
  });

  it('gives the same agenda for the same cases in any order, the rest in rank order', () => {
    const shuffled = someCandidates(30).chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, capacities, ([candidates, others], capacity) => {
        const packed = packAgenda(candidates, capacity);
        expect(packAgenda(others, capacity)).toEqual(packed);
        const rank = inRank(candidates.filter((one) => !one.pinned)).map(({ id }) => id);
        const placed = packed.chosen.filter((id) => rank.includes(id));
        expect(placed).toEqual(rank.filter((id) => placed.includes(id)));
        expect(packed.leftOut.map(({ id }) => id)).toEqual(rank.filter((id) => !placed.includes(id)));
      }),
    );
  });

  it('packs 20,000 cases without delay', () => {
    const bands = ['A', 'B', 'C', 'D'] as const;
    const many = Array.from({ length: 20_000 }, (_, n) =>
      candidate(`c${n}`, { minutes: 6 + (n % 10), band: bands[(n * 7) % 4]!, priority: (n * 37) % 101 }),
    );
    packAgenda(many, 180);
    const began = performance.now();
    const packed = packAgenda(many, 180);
    // Far above what it takes, so that a busy machine does not fail it and a search by trial would.
    expect(performance.now() - began).toBeLessThan(1000);
    expect(packed.minutesUsed).toBe(180);
  });
});
