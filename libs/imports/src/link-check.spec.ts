import { describe, expect, it } from '@jest/globals';
import { monthsBefore } from '#cases';
import type { Day } from '#kernel';
import {
  type ComparedMention,
  comparedMention,
  counts,
  groupsOf,
  lookupKeys,
  type Match,
  matchOf,
} from '#links';
import { USUAL_LINK_SETTINGS } from '#panels';
import { checkLinks, type FoundLinks, type LinkTruth, pairOf, readTruth } from './link-check.rules.js';
import { MadeUpReferrals, type MadeUpRow } from './made-up-referrals.fixture.js';

type Place = { name: string; ref: string; on: Day; role: string; mention: ComparedMention };

function placesOf(rows: readonly MadeUpRow[]): Place[] {
  return rows.flatMap((row) =>
    ['victim', 'suspect'].map((role) => {
      const of = (column: string) => row[`${role}_${column}`] ?? '';
      const mention = comparedMention({
        firstName: of('first_name'),
        lastName: of('last_name'),
        alias: of('alias'),
        bornOn: (of('dob') || null) as Day | null,
        gender: of('gender'),
        address: of('address'),
        postcode: of('postcode'),
        phones: [of('phone')],
        emails: [],
        handles: of('handles').split('|'),
        vehicles: [],
      });
      return {
        name: `${row.referral_ref!} ${role}`,
        ref: row.referral_ref!,
        on: row.referred_on as Day,
        role,
        mention,
      };
    }),
  );
}

/** What the rules find in a file, without a database: the same keys, the same comparison, the same groups. */
function foundIn(rows: readonly MadeUpRow[]): { found: FoundLinks; matches: Map<string, Match> } {
  const places = placesOf(rows);
  const byName = new Map(places.map((place) => [place.name, place]));
  const index = new Map<string, Place[]>();
  for (const place of places)
    for (const { kind, text } of lookupKeys(place.mention)) {
      const key = `${kind} ${text}`;
      index.set(key, [...(index.get(key) ?? []), place]);
    }
  const matches = new Map<string, Match>();
  const shared = new Set<string>();
  for (const [key, under] of index)
    for (const a of under)
      for (const b of under) {
        if (a.ref >= b.ref) continue;
        matches.set(pairOf(a.name, b.name), matchOf(a.mention, b.mention));
        if (key.startsWith('address ')) shared.add(pairOf(a.name, b.name));
      }
  const links = [...matches].map(([pair, { result, score }]) => {
    const [oneId, otherId] = pair.split(' + ') as [string, string];
    return { oneId, otherId, state: 'suggested' as const, result, score };
  });
  const groups = groupsOf(
    places.map(({ name }) => ({ id: name, isWellKnown: false })),
    links.filter(counts),
  );
  const same = new Set(
    links.filter(({ result }) => result === 'likely').map(({ oneId, otherId }) => pairOf(oneId, otherId)),
  );
  const members = new Map<string, string[]>();
  for (const [id, group] of groups) if (group) members.set(group, [...(members.get(group) ?? []), id]);
  for (const ids of members.values())
    for (const a of ids)
      for (const b of ids) if (a < b && a.slice(0, 8) !== b.slice(0, 8)) same.add(pairOf(a, b));
  const [repeat, serial] = [new Set<string>(), new Set<string>()];
  for (const pair of same) {
    const [a, b] = pair.split(' + ').map((name) => byName.get(name)!) as [Place, Place];
    if (a.role !== 'suspect' || b.role !== 'suspect') continue;
    const [from, to] = [a.on, b.on].sort() as [Day, Day];
    const isSameVictim = same.has(pairOf(`${a.ref} victim`, `${b.ref} victim`));
    if (isSameVictim && from >= monthsBefore(to, USUAL_LINK_SETTINGS.repeatMonths))
      repeat.add(pairOf(a.ref, b.ref));
    if (!isSameVictim) serial.add(pairOf(a.ref, b.ref));
  }
  return {
    found: { same_person: same, repeat, serial_suspect: serial, shared_address: shared },
    matches,
  };
}

describe('who is who among made-up people', () => {
  it.each([1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233])('is found as the aims ask, seed %i', (seed) => {
    const { rows, truth, planted } = MadeUpReferrals.file(seed);
    const { found, matches } = foundIn(rows);
    const check = checkLinks(truth, found);
    const told = check.kinds.flatMap(({ kind, missed, wrong }) => [
      ...missed.map((pair) => {
        const [a, b] = pair.split(' + ').map((name) => name.split(' ')[0]!) as [string, string];
        const why =
          matches
            .get(pair)
            ?.evidence.map(({ sign }) => sign)
            .join(' ') ?? 'no key';
        return `missed ${kind}: ${planted.get(`${a} ${b}`) ?? ''}: ${why}`;
      }),
      ...wrong.map(
        (pair) =>
          `wrong ${kind}: ${pair} ${
            matches
              .get(pair)
              ?.evidence.map(({ sign }) => sign)
              .join(' ') ?? pair
          }`,
      ),
    ]);
    const joined = check.hardNegatives.filter(({ joinedAs }) => joinedAs.length > 0);
    expect({ joined, told: check.isGoodEnough ? [] : told }).toEqual({ joined: [], told: [] });
    expect(check.kinds.map(({ planted: of }) => of > 0)).toEqual([true, true, true, true]);
  });
});

describe('counting', () => {
  const place = (referral_ref: string, role = 'suspect') => ({ referral_ref, role });
  const truth: LinkTruth = {
    as_of: '2026-11-23',
    groups: [{ id: 'A', exact: true }],
    complete: {
      repeat: [{ referral_refs: ['1', '2'], groups: ['A'] }],
      serial_suspect: [],
      same_person: [
        { a: place('1'), b: place('2'), exact_name_and_dob: true },
        { a: place('3'), b: place('4'), exact_name_and_dob: false },
      ],
      shared_address: [],
    },
    hard_negatives: [
      { id: 'H', category: 'twins', must_not_be: ['same_person'], a: place('5'), b: place('6') },
    ],
  };
  const none: FoundLinks = {
    repeat: new Set(),
    serial_suspect: new Set(),
    same_person: new Set(),
    shared_address: new Set(),
  };

  it('tells what is missed from what is wrong, and forgives no look-alike', () => {
    const found = {
      ...none,
      repeat: new Set([pairOf('2', '1')]),
      same_person: new Set([pairOf('2 suspect', '1 suspect'), pairOf('5 suspect', '6 suspect')]),
    };
    const check = checkLinks(truth, found);
    expect(check.kinds.map(({ kind, right, wrong, missed }) => [kind, right, wrong, missed])).toEqual([
      ['repeat', 1, [], []],
      ['serial_suspect', 0, [], []],
      ['same_person', 1, ['5 suspect + 6 suspect'], ['3 suspect + 4 suspect']],
      ['shared_address', 0, [], []],
    ]);
    const same = check.kinds[2]!;
    expect([same.precision, same.recall, same.exactRecall]).toEqual([0.5, 0.5, 1]);
    expect(check.hardNegatives[0]!.joinedAs).toEqual(['same_person']);
    expect(check.isGoodEnough).toBe(false);
  });

  it('finds that nothing found is not good enough, and that everything is', () => {
    expect(checkLinks(truth, none).isGoodEnough).toBe(false);
    const all = {
      ...none,
      repeat: new Set([pairOf('1', '2')]),
      same_person: new Set([pairOf('1 suspect', '2 suspect'), pairOf('3 suspect', '4 suspect')]),
    };
    expect(checkLinks(truth, all).isGoodEnough).toBe(true);
  });

  it('reads a truth file, and says where it is not one', () => {
    expect(readTruth('{').ok).toBe(false);
    expect(readTruth('{"as_of":"2026-11-23","complete":{"repeat":[{}]}}')).toMatchObject({
      refusal: { message: 'The truth file is not understood at complete.repeat.0.referral_refs.' },
    });
  });
});
