import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type KeyRead, MOST_COMPARED, MOST_READ, worthComparing } from './candidates.rules.js';
import { KEY_KINDS, lookupKeys } from './lookup-keys.rules.js';
import { matchOf } from './match-score.rules.js';
import { comparedMention, type Mention } from './mention.rules.js';
import { chanceFrom, somebody, VARIATIONS } from './planted-people.fixture.js';

const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => String(from + count - 1 - at).padStart(6, '0'));

const reads: fc.Arbitrary<KeyRead[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KEY_KINDS),
    mentionIds: fc
      .uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: MOST_READ })
      .map((found) => found.sort((a, b) => b - a).map((n) => String(n).padStart(6, '0'))),
  }),
  { maxLength: 12 },
);

describe('which mentions are worth comparing', () => {
  it('are never more than the most, each once, and all of them were read', () => {
    fc.assert(
      fc.property(reads, (read) => {
        const found = worthComparing(read);
        expect(found.length).toBeLessThanOrEqual(MOST_COMPARED);
        expect(new Set(found).size).toBe(found.length);
        const all = new Set(read.flatMap(({ mentionIds }) => mentionIds));
        expect(found.every((id) => all.has(id))).toBe(true);
      }),
    );
  });

  it('do not depend on the order in which the keys were read', () => {
    fc.assert(
      fc.property(reads, (read) => {
        expect(new Set(worthComparing([...read].reverse()))).toEqual(new Set(worthComparing(read)));
      }),
    );
  });

  it('are all of them where there are few', () => {
    const read: KeyRead[] = [
      { kind: 'phone', mentionIds: ids(0, 10) },
      { kind: 'sound_birth', mentionIds: ids(5, 10) },
    ];
    expect(new Set(worthComparing(read))).toEqual(new Set(ids(0, 15)));
  });

  it('are led by those who share a rare key, however old, before the newest of a switchboard', () => {
    const found = worthComparing([
      { kind: 'phone', mentionIds: ids(1000, MOST_READ) },
      { kind: 'sound_year', mentionIds: ids(1, 2) },
    ]);
    expect(found.slice(0, 2)).toEqual(ids(1, 2));
    expect(found).toHaveLength(MOST_COMPARED);
  });

  it('are not those of a common whole name, unless another key leads to them as well', () => {
    const common: KeyRead = { kind: 'name', mentionIds: ids(0, 11) };
    expect(worthComparing([common])).toEqual([]);
    expect(worthComparing([{ kind: 'name', mentionIds: ids(0, 10) }])).toHaveLength(10);
    expect(worthComparing([common, { kind: 'address', mentionIds: ids(4, 1) }])).toEqual(ids(4, 1));
  });
});

describe('a record with more people than its telephone numbers', () => {
  // Two hundred telephone numbers for all of them: each leads to more people than are read of one key.
  const SIZE = 12_000;
  const NUMBERS = 200;
  const TRIES = 60;
  const chance = chanceFrom(20261124);
  const people = Array.from({ length: SIZE }, (_, at) => ({
    ...somebody(chance),
    phones: [`07700 900${String(at % NUMBERS).padStart(3, '0')}`],
  }));
  const index = new Map<string, number[]>();
  people.forEach((one, at) => {
    for (const { kind, text } of lookupKeys(comparedMention(one))) {
      const key = `${kind} ${text}`;
      const known = index.get(key);
      if (known) known.push(at);
      else index.set(key, [at]);
    }
  });
  const readOf = (one: Mention): KeyRead[] =>
    lookupKeys(comparedMention(one)).map(({ kind, text }) => ({
      kind,
      mentionIds: (index.get(`${kind} ${text}`) ?? [])
        .slice(-MOST_READ)
        .reverse()
        .map((at) => String(at).padStart(6, '0')),
    }));

  it.each(Object.keys(VARIATIONS).filter((kind) => !kind.startsWith('another name')))(
    'still finds %s, among the oldest too',
    (kind) => {
      let hits = 0;
      for (let at = 0; at < TRIES; at += 1) {
        const changed = { ...people[at]!, ...VARIATIONS[kind]!(people[at]!, chance) };
        const found = worthComparing(readOf(changed)).some((id) => Number(id) === at);
        const { result } = matchOf(comparedMention(changed), comparedMention(people[at]!));
        if (found && result !== 'none') hits += 1;
      }
      expect(hits / TRIES).toBeGreaterThanOrEqual(0.95);
    },
  );
});
