import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import { lookupKeys } from './lookup-keys.rules.js';
import { MATCH_THRESHOLDS, MATCH_WEIGHTS, matchOf, type MatchResult, sayMatch } from './match-score.rules.js';
import { type ComparedMention, comparedMention, type Mention } from './mention.rules.js';
import { chanceFrom, somebody, VARIATIONS } from './planted-people.fixture.js';

const NOBODY: Mention = {
  firstName: '',
  lastName: '',
  alias: '',
  bornOn: null,
  gender: '',
  address: '',
  postcode: '',
  phones: [],
  emails: [],
  handles: [],
  vehicles: [],
};

const mention = (given: Partial<Mention>) => comparedMention({ ...NOBODY, ...given });
const zoe = { firstName: 'Zoë', lastName: "O'Dal-Wyn", bornOn: '1990-02-03' as Day };
const match = (a: Partial<Mention>, b: Partial<Mention>) => matchOf(mention(a), mention(b));

const arbitrary: fc.Arbitrary<Mention> = fc.record({
  firstName: fc.string({ unit: 'grapheme', maxLength: 14 }),
  lastName: fc.string({ unit: 'grapheme', maxLength: 14 }),
  alias: fc.string({ maxLength: 20 }),
  bornOn: fc.option(
    fc
      .date({
        min: new Date('1940-01-01'),
        max: new Date('2015-01-01'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10) as Day),
  ),
  gender: fc.constantFrom('', 'female', 'male', 'non_binary'),
  address: fc.string({ maxLength: 30 }),
  postcode: fc.constantFrom('', 'QX1 1AA', 'nonsense'),
  phones: fc.array(fc.constantFrom('07700 900001', '+44 7700 900002', 'none'), { maxLength: 2 }),
  emails: fc.array(fc.emailAddress(), { maxLength: 2 }),
  handles: fc.array(fc.constantFrom('insta:@someone', '@someone', 'x:@other1'), { maxLength: 2 }),
  vehicles: fc.array(fc.constantFrom('AB12 CDE', 'ABI2 CDE'), { maxLength: 2 }),
});

describe('whether two mentions are one person', () => {
  it.each<[string, Partial<Mention>, Partial<Mention>, MatchResult]>([
    ['written the same', zoe, { ...zoe, firstName: ' ZOE ', lastName: 'o’dal wyn' }, 'same'],
    ['nothing but a name', { ...zoe, bornOn: null }, zoe, 'possible'],
    ['another date', zoe, { ...zoe, bornOn: '1971-11-30' as Day }, 'none'],
    [
      'parent and child of one name at one address',
      { ...zoe, address: '5 Weir Lane', postcode: 'QX7 3XE' },
      { ...zoe, bornOn: '1965-08-14' as Day, address: '5 Weir Ln', postcode: 'qx73xe' },
      'none',
    ],
    [
      'twins at one address',
      { ...zoe, address: '5 Weir Lane', postcode: 'QX7 3XE' },
      { ...zoe, firstName: 'Harriet', address: '5 Weir Lane', postcode: 'QX7 3XE' },
      'none',
    ],
    ['a date by chance', zoe, { ...zoe, firstName: 'Emeka', lastName: 'Okonjira' }, 'none'],
    [
      'one switchboard',
      { ...zoe, phones: ['01632 960395'] },
      { firstName: 'Sheila', lastName: 'Yarl', phones: ['01632960395'] },
      'none',
    ],
    ['day and month swapped', zoe, { ...zoe, bornOn: '1990-03-02' as Day }, 'likely'],
    [
      'swapped, and the same phone',
      { ...zoe, phones: ['07700 900001'] },
      { ...zoe, bornOn: '1990-03-02' as Day, phones: ['+44 (0)7700 900001'] },
      'same',
    ],
    [
      'Cyrillic and Latin',
      { firstName: 'Дмитрий', lastName: 'Волков', bornOn: zoe.bornOn },
      { firstName: 'Dmitry', lastName: 'Volkov', bornOn: zoe.bornOn },
      'likely',
    ],
    [
      'Polish letters',
      { firstName: 'Łukasz', lastName: 'Wróbel', bornOn: zoe.bornOn },
      { firstName: 'lukasz', lastName: 'wrobel', bornOn: zoe.bornOn },
      'same',
    ],
    ['surname first', zoe, { ...zoe, firstName: "O'Dal-Wyn", lastName: 'Zoe' }, 'same'],
    ['short form', { ...zoe, firstName: 'Katherine' }, { ...zoe, firstName: 'Kate' }, 'likely'],
    [
      'called by several names',
      { ...zoe, alias: 'Zed, Ann Murk' },
      { firstName: 'Ann', lastName: 'Murk', bornOn: zoe.bornOn },
      'likely',
    ],
    ['nobody and nobody', { lastName: 'unidentified' }, { lastName: 'unidentified' }, 'none'],
    [
      'nobody, with the same phone and handle',
      { lastName: 'unidentified', phones: ['07700 900001'], handles: ['insta:@zoe.odw'] },
      { ...zoe, phones: ['07700 900001'], handles: ['https://www.instagram.com/zoe.odw/'] },
      'possible',
    ],
  ])('%s', (_, a, b, result) => {
    expect(match(a, b).result).toBe(result);
    expect(match(b, a).result).toBe(result);
  });

  it('says why, for and against, with no name and no number in the words', () => {
    const { evidence } = match(
      { ...zoe, firstName: 'Catherine', gender: 'female', phones: ['07700 900001'] },
      { ...zoe, firstName: 'Kathrin', bornOn: '1990-03-02' as Day, gender: 'male', phones: ['07700 900001'] },
    );
    expect(sayMatch(evidence)).toBe(
      'Name sounds or is spelled nearly the same; date of birth differs by swapped day and month; same phone; but different gender recorded',
    );
  });

  it('has words for every sign, and no single sign is enough', () => {
    for (const { weight, says } of Object.values(MATCH_WEIGHTS)) {
      expect(says).toMatch(/^[a-z].*[a-z]$/i);
      expect(weight).toBeLessThan(MATCH_THRESHOLDS.likely);
    }
  });

  it('is symmetric, and a person well known is themselves', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        const [x, y] = [comparedMention(a), comparedMention(b)];
        expect(matchOf(x, y)).toEqual(matchOf(y, x));
        if (x.name && x.name.first.length > 0 && x.name.last.length > 0 && x.bornOn !== null) {
          expect(matchOf(x, x).result).toBe('same');
          expect(lookupKeys(x).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('does not care for the order of the parts of a name, nor of what is listed', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        const turned = {
          ...b,
          firstName: b.lastName,
          lastName: b.firstName,
          phones: [...b.phones].reverse(),
          handles: [...b.handles].reverse(),
        };
        const straight = matchOf(comparedMention(a), comparedMention(b));
        const whole = straight.evidence[0]!.sign;
        if (['name_same', 'name_short_form', 'name_sounds', 'name_part'].includes(whole))
          expect(matchOf(comparedMention(a), comparedMention(turned)).score).toBe(straight.score);
      }),
      { numRuns: 300 },
    );
  });
});

describe('planted variations among made-up people', () => {
  const SIZE = 4000;
  const chance = chanceFrom(20261123);
  const people = Array.from({ length: SIZE }, () => somebody(chance));
  const compared = people.map(comparedMention);
  const index = new Map<string, number[]>();
  compared.forEach((one, at) => {
    for (const { kind, text } of lookupKeys(one)) {
      const key = `${kind} ${text}`;
      index.set(key, [...(index.get(key) ?? []), at]);
    }
  });
  const found = (wanted: ComparedMention) => {
    const ids = new Set(lookupKeys(wanted).flatMap(({ kind, text }) => index.get(`${kind} ${text}`) ?? []));
    return [...ids].map((at) => ({ at, ...matchOf(wanted, compared[at]!) }));
  };
  const atLeast = (result: MatchResult, least: MatchResult) => {
    const order: MatchResult[] = ['none', 'possible', 'likely', 'same'];
    return order.indexOf(result) >= order.indexOf(least);
  };

  it.each(Object.keys(VARIATIONS))('finds %s', (kind) => {
    let hits = 0;
    let likely = 0;
    const tries = 150;
    for (let at = 0; at < tries; at += 1) {
      const changed = comparedMention({ ...people[at]!, ...VARIATIONS[kind]!(people[at]!, chance) });
      const own = found(changed).find((one) => one.at === at);
      if (own && atLeast(own.result, 'possible')) hits += 1;
      if (own && atLeast(own.result, 'likely')) likely += 1;
    }
    // A phone alone names nobody: such pairs are shown as a shared number, not as one person.
    if (kind.startsWith('another name')) expect(likely).toBe(0);
    else {
      expect(hits / tries).toBeGreaterThanOrEqual(0.95);
      if (!kind.startsWith('date not known')) expect(likely / tries).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('takes almost nobody for somebody else', () => {
    let pairs = 0;
    const wrong = { same: 0, likely: 0, possible: 0, none: 0 };
    compared.forEach((one, at) => {
      for (const other of found(one)) {
        if (other.at <= at) continue;
        pairs += 1;
        wrong[other.result] += 1;
      }
    });
    expect(pairs).toBeGreaterThan(0);
    // Eight million pairs.
    expect(wrong.same).toBe(0);
    expect(wrong.likely).toBeLessThanOrEqual(8);
    expect(wrong.possible).toBeLessThanOrEqual(40);
  });
});
