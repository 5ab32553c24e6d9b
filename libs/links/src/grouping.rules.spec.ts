import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areJoined, groupsOf } from './grouping.rules.js';
import {
  decided,
  type GroupingLink,
  isNewEvidence,
  LINK_STATES,
  LINK_TRANSITIONS,
} from './link-states.rules.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const mentions = IDS.map((id, at) => ({ id, isWellKnown: at % 2 === 0 }));

const link = (oneId: string, otherId: string, given: Partial<GroupingLink> = {}): GroupingLink => ({
  oneId,
  otherId,
  state: 'suggested',
  result: 'same',
  score: 70,
  ...given,
});

const anyLinks = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS)), {
    selector: ([a, b]) => [a, b].sort().join(),
    maxLength: 12,
  })
  .chain((pairs) =>
    fc.tuple(
      ...pairs
        .filter(([a, b]) => a !== b)
        .map(([a, b]) =>
          fc.record({
            oneId: fc.constant(a < b ? a : b),
            otherId: fc.constant(a < b ? b : a),
            state: fc.constantFrom(...LINK_STATES),
            result: fc.constantFrom('same' as const, 'likely' as const, 'possible' as const),
            score: fc.integer({ min: 35, max: 120 }),
          }),
        ),
    ),
  );

describe('who counts as one person', () => {
  it('goes by what people said, and by what the rules are sure of', () => {
    const groups = groupsOf(mentions, [
      link('a', 'b'),
      link('b', 'c', { result: 'likely', score: 55 }),
      link('d', 'e', { result: 'likely', score: 55, state: 'confirmed' }),
    ]);
    expect([...groups]).toEqual([
      ['a', 'a'],
      ['b', 'a'],
      ['c', 'c'],
      ['d', 'd'],
      ['e', 'd'],
      ['f', null],
      ['g', 'g'],
    ]);
  });

  it('keeps apart whom somebody keeps apart, though a third is like both', () => {
    const links = [link('a', 'b', { score: 90 }), link('b', 'c'), link('a', 'c', { state: 'rejected' })];
    const groups = groupsOf(mentions, links);
    expect([groups.get('a'), groups.get('b'), groups.get('c')]).toEqual(['a', 'a', 'c']);
    expect(areJoined(mentions, links, 'b', 'c')).toBe(false);
  });

  it('never joins a rejected pair, does not depend on the order, and comes back exactly', () => {
    fc.assert(
      fc.property(anyLinks, fc.nat(), (given, seed) => {
        const links = given as GroupingLink[];
        const groups = groupsOf(mentions, links);
        const turned = [...links]
          .reverse()
          .map((one) => ({ ...one, oneId: one.otherId, otherId: one.oneId }));
        expect(groupsOf([...mentions].reverse(), turned)).toEqual(new Map([...groups].reverse()));
        for (const { oneId, otherId, state } of links) {
          if (state === 'rejected' && groups.get(oneId) !== null)
            expect(groups.get(oneId)).not.toBe(groups.get(otherId));
        }
        const open = links.filter(({ state }) => state === 'suggested');
        if (open.length === 0) return;
        const chosen = open[seed % open.length]!;
        for (const verb of ['confirm', 'reject'] as const) {
          const to = decided(chosen.state, verb);
          const back = to.ok ? decided(to.value, 'undo') : to;
          expect(back).toEqual({ ok: true, value: 'suggested' });
          const done = links.map((one) => (one === chosen && to.ok ? { ...one, state: to.value } : one));
          groupsOf(mentions, done);
          const undone = done.map((one) =>
            one.oneId === chosen.oneId && one.otherId === chosen.otherId ? chosen : one,
          );
          expect(groupsOf(mentions, undone)).toEqual(groups);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('deciding about a link', () => {
  it('takes one step at a time', () => {
    for (const state of LINK_STATES) {
      for (const verb of ['confirm', 'reject', 'undo'] as const) {
        const to = decided(state, verb);
        if (to.ok) expect(LINK_TRANSITIONS[state]).toContain(to.value);
        else expect(to.refusal.code).toBe(verb === 'undo' ? 'LINK_NOT_DECIDED' : 'LINK_DECIDED');
      }
    }
  });

  it('takes a sign that speaks for it and was not there before as news, and nothing else', () => {
    const seen = ['name_same', 'born_unknown'] as const;
    expect(isNewEvidence(seen, [{ sign: 'name_same', weight: 35 }])).toBe(false);
    expect(isNewEvidence(seen, [{ sign: 'gender_differs', weight: -10 }])).toBe(false);
    expect(isNewEvidence(seen, [{ sign: 'phone_same', weight: 20 }])).toBe(true);
  });
});
