import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { casePriority, ESSEX_BEHAVIOURAL, nothingKnown, rankCases } from '#cases';
import { addDays, type Day } from '#kernel';
import {
  type AgendaCandidate,
  buildAgenda,
  type ChairsChoice,
  LEFT_OUT_KEPT,
  listingKind,
  minutesFor,
} from './agenda-building.rules.js';
import { packAgenda } from './agenda-packing.rules.js';

const today = '2026-11-23' as Day;
const heldOn = '2026-12-08' as Day;
const ranking = { today, holidays: new Set<Day>(), profile: ESSEX_BEHAVIOURAL };
const terms = { heldOn, capacityMinutes: 110, ranking };

function candidate(id: string, given: Partial<AgendaCandidate> = {}, facts = {}): AgendaCandidate {
  return {
    id,
    facts: { ...nothingKnown(addDays(today, -10)), ...facts },
    children: null,
    isRestricted: false,
    lastDiscussedOn: null,
    heldUntil: null,
    heldReason: null,
    requiredAgencyCount: 1,
    flagReasons: ['Needs a panel'],
    ...given,
  };
}

function choice(given: Partial<ChairsChoice>): ChairsChoice {
  return {
    isOnAgenda: true,
    position: 1,
    plannedMinutes: 10,
    isPinned: false,
    isMovedByChair: false,
    isMinutesByChair: false,
    chairReason: 'Because',
    ...given,
  };
}

const known = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
const aQueue = fc
  .array(
    fc.record({
      waited: fc.integer({ min: 0, max: 60 }),
      dashScore: fc.option(fc.integer({ min: 0, max: 24 })),
      imminentThreat: fc.boolean(),
      weaponsAccess: known,
      children: fc.option(fc.integer({ min: 0, max: 3 })),
      isRestricted: fc.boolean(),
      heldDays: fc.option(fc.integer({ min: 1, max: 30 })),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ waited, heldDays, children, isRestricted, ...facts }, index) =>
      candidate(
        `case-${String(index).padStart(3, '0')}`,
        { children, isRestricted, heldUntil: heldDays === null ? null : addDays(today, heldDays) },
        { ...facts, waitingSince: addDays(today, -waited) },
      ),
    ),
  );

describe('building an agenda', () => {
  it('is what ranking and packing give, each line explained', () => {
    fc.assert(
      fc.property(aQueue, (queue) => {
        const { lines, moreWaiting } = buildAgenda(queue, new Map(), terms);
        const ready = queue.filter((one) => one.heldUntil === null || one.heldUntil <= heldOn);
        const ranked = rankCases(
          ready.map((one) => ({
            id: one.id,
            waitingSince: one.facts.waitingSince,
            ...casePriority(one.facts, ranking),
          })),
        );
        const packed = packAgenda(
          ready.map((one) => ({
            id: one.id,
            minutes: minutesFor(one),
            band: casePriority(one.facts, ranking).band,
            priority: casePriority(one.facts, ranking).high,
            waitingSince: one.facts.waitingSince,
            pinned: false,
          })),
          terms.capacityMinutes,
        );
        const on = lines.filter((line) => line.state === 'on_agenda').map((line) => line.caseId);
        const chosen = new Set(packed.chosen);
        expect(on).toEqual(ranked.map((one) => one.id).filter((id) => chosen.has(id)));
        const left = lines.filter((line) => line.state === 'does_not_fit');
        expect(left.map((line) => line.caseId)).toEqual(packed.leftOut.map((one) => one.id));
        expect(left.every((line) => Boolean(line.leftOutReason))).toBe(true);
        expect(lines.length + moreWaiting).toBe(queue.length);
        expect(lines.map((line) => line.position)).toEqual(lines.map((_, index) => index + 1));
        for (const line of lines) {
          expect(line.reasons.length).toBeGreaterThan(0);
          expect(line.points.length).toBeGreaterThan(0);
          expect(line.profile).toBe('essex-behavioural/1');
        }
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order in which the queue comes', () => {
    fc.assert(
      fc.property(aQueue, (queue) => {
        expect(buildAgenda([...queue].reverse(), new Map(), terms)).toEqual(
          buildAgenda(queue, new Map(), terms),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what the chair pinned, placed and timed, whatever the room', () => {
    const queue = Array.from({ length: 20 }, (_, i) =>
      candidate(`c${String(i).padStart(2, '0')}`, {}, { dashScore: 20 - i }),
    );
    const choices = new Map([
      ['c19', choice({ isPinned: true, position: 1 })],
      ['c18', choice({ isMovedByChair: true, position: 3 })],
      ['c00', choice({ isMinutesByChair: true, plannedMinutes: 40, position: 2 })],
    ]);
    const { lines } = buildAgenda(queue, choices, terms);
    const on = lines.filter((line) => line.state === 'on_agenda');
    expect(on.map((line) => line.caseId).slice(0, 3)).toEqual(['c19', 'c00', 'c18']);
    expect(on[1]).toMatchObject({ plannedMinutes: 40, isMinutesByChair: true, chairReason: 'Because' });
    expect(on.reduce((sum, line) => sum + line.plannedMinutes, 0)).toBeLessThanOrEqual(110);
  });

  it('sets held cases aside until their day has come', () => {
    const queue = [
      candidate('a', { heldUntil: heldOn }),
      candidate('b', { heldUntil: addDays(heldOn, 1), heldReason: 'Court on that day' }),
    ];
    const { lines } = buildAgenda(queue, new Map(), terms);
    expect(lines.map((line) => [line.caseId, line.state])).toEqual([
      ['a', 'on_agenda'],
      ['b', 'held'],
    ]);
    expect(lines[1]).toMatchObject({ leftOutReason: 'Court on that day', heldUntil: addDays(heldOn, 1) });
  });

  it('keeps the first two hundred that do not fit and counts the rest', () => {
    const queue = Array.from({ length: 400 }, (_, i) => candidate(`c${i}`));
    const { lines, moreWaiting } = buildAgenda(queue, new Map(), terms);
    expect(lines.filter((line) => line.state === 'does_not_fit')).toHaveLength(LEFT_OUT_KEPT);
    expect(lines.length + moreWaiting).toBe(400);
  });

  it('says why a case comes', () => {
    const kind = (facts: object, lastDiscussedOn: Day | null = null) =>
      listingKind(candidate('a', { lastDiscussedOn }, facts));
    expect(kind({})).toBe('new');
    expect(kind({}, today)).toBe('review');
    expect(kind({ isRepeat: 'yes' }, today)).toBe('repeat');
    expect(kind({ timesDeferred: 1, isRepeat: 'yes' })).toBe('deferred');
    expect(kind({ timesDeferred: 1, timesNotReached: 1 })).toBe('not_reached');
  });
});
