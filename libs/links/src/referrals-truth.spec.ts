import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import type { Day } from '#kernel';
import { comparedAddress } from './address-text.rules.js';
import { lookupKeys } from './lookup-keys.rules.js';
import { type Match, matchOf } from './match-score.rules.js';
import { type ComparedMention, comparedMention } from './mention.rules.js';

type Row = Record<string, string>;
type Place = { referral_ref: string; role: string };
type Truth = {
  complete: {
    same_person: { a: Place; b: Place; exact_name_and_dob: boolean }[];
    shared_address: { referral_refs: [string, string]; roles: [string, string][] }[];
  };
  hard_negatives: { a: Place; b: Place; must_not_be: string[] }[];
};

const fixture = (name: string) => readFileSync(`test/fixtures/${name}`, 'utf8');
const rows = parse(fixture('referrals-clean.csv'), { columns: true, bom: true }) as Row[];
const truth = JSON.parse(fixture('referrals-clean.truth.json')) as Truth;
const key = (place: Place) => `${place.referral_ref} ${place.role}`;
const pairKey = (a: string, b: string) => [a, b].sort().join(' and ');

const mentions = new Map<string, ComparedMention>();
const addresses = new Map<string, string>();
for (const row of rows) {
  for (const role of ['victim', 'suspect']) {
    const of = (column: string) => row[`${role}_${column}`] ?? '';
    const place = `${row.referral_ref} ${role}`;
    const bornOn = (of('dob') || null) as Day | null;
    mentions.set(
      place,
      comparedMention({
        firstName: of('first_name'),
        lastName: of('last_name'),
        alias: of('alias'),
        bornOn,
        gender: of('gender'),
        address: of('address'),
        postcode: of('postcode'),
        phones: [of('phone')],
        emails: [],
        handles: of('handles').split('|'),
        vehicles: [],
      }),
    );
    addresses.set(place, comparedAddress(of('address'), of('postcode')) ?? '');
  }
}

describe('the planted links of 120 made-up referrals', () => {
  const index = new Map<string, string[]>();
  for (const [place, mention] of mentions) {
    for (const { kind, text } of lookupKeys(mention)) {
      const under = index.get(`${kind} ${text}`) ?? [];
      index.set(`${kind} ${text}`, [...under, place]);
    }
  }
  const found = new Map<string, Match>();
  for (const places of index.values()) {
    for (const a of places) {
      for (const b of places) {
        if (a < b && a.split(' ')[0] !== b.split(' ')[0])
          found.set(pairKey(a, b), matchOf(mentions.get(a)!, mentions.get(b)!));
      }
    }
  }
  const planted = truth.complete.same_person.map(({ a, b }) => pairKey(key(a), key(b)));

  it('are all found, as likely or the same', () => {
    for (const { a, b, exact_name_and_dob: isExact } of truth.complete.same_person) {
      const { result } = found.get(pairKey(key(a), key(b)))!;
      expect([pairKey(key(a), key(b)), result]).toEqual([
        pairKey(key(a), key(b)),
        isExact ? 'same' : expect.stringMatching(/^(same|likely)$/),
      ]);
    }
  });

  it('are the only ones, but for three that are merely possible', () => {
    const others = [...found].filter(([pair, { result }]) => result !== 'none' && !planted.includes(pair));
    expect(others.filter(([, { result }]) => result !== 'possible')).toEqual([]);
    expect(others.length).toBeLessThanOrEqual(3);
    for (const { a, b, must_not_be } of truth.hard_negatives) {
      if (must_not_be.includes('same_person'))
        expect(['none', undefined]).toContain(found.get(pairKey(key(a), key(b)))?.result);
    }
  });

  it('know a shared dwelling from a neighbouring flat', () => {
    const shared = new Set<string>();
    const all = [...addresses].filter(([, address]) => address !== '');
    for (const [a, address] of all) {
      for (const [b, other] of all) {
        if (a < b && address === other && a.split(' ')[0] !== b.split(' ')[0]) shared.add(pairKey(a, b));
      }
    }
    const expected = truth.complete.shared_address.flatMap(({ referral_refs: [a, b], roles }) =>
      roles.map(([one, other]) => pairKey(`${a} ${one}`, `${b} ${other}`)),
    );
    expect([...shared].sort()).toEqual(expected.sort());
  });
});
