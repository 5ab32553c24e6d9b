import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { USUAL_LINK_SETTINGS } from '#panels';
import { type ConnectedCase, type DaysOfCase, linkFindings, type Sameness } from './link-findings.rules.js';

const day = (text: string) => text as Day;
const own: DaysOfCase = {
  reference: 'NB-2026-0009',
  referredOn: day('2026-11-23'),
  lastDiscussedOn: null,
  closedOn: null,
};
const other = (given: Partial<ConnectedCase>): ConnectedCase => ({
  reference: 'NB-2026-0001',
  referredOn: day('2026-02-01'),
  lastDiscussedOn: null,
  closedOn: null,
  victim: 'no',
  suspect: 'no',
  sharesAddress: false,
  ...given,
});
const rules = (given: Partial<ConnectedCase>, settings = USUAL_LINK_SETTINGS, of = own) =>
  linkFindings(of, [other(given)], settings).map(({ rule, isCertain }) => `${rule}${isCertain ? '' : '?'}`);

describe('what connections mean', () => {
  it.each<[string, Partial<ConnectedCase>, string[]]>([
    ['nothing in common', {}, []],
    ['same two', { victim: 'yes', suspect: 'yes' }, ['repeat']],
    [
      'same two, a year and a day before',
      { victim: 'yes', suspect: 'yes', referredOn: day('2025-11-22') },
      [],
    ],
    ['same two, to the day', { victim: 'yes', suspect: 'yes', referredOn: day('2025-11-23') }, ['repeat']],
    ['same two, later', { victim: 'yes', suspect: 'yes', referredOn: day('2027-01-01') }, ['repeat']],
    ['perhaps the same victim', { victim: 'maybe', suspect: 'yes' }, ['repeat?', 'serial-suspect?']],
    ['same victim, another suspect', { victim: 'yes' }, []],
    ['another victim', { suspect: 'yes' }, ['serial-suspect']],
    ['another victim, perhaps the same suspect', { suspect: 'maybe' }, ['serial-suspect?']],
    ['another victim, long ago', { suspect: 'yes', referredOn: day('2023-11-22') }, []],
    [
      'another victim, closed lately',
      { suspect: 'yes', closedOn: day('2026-03-01') },
      ['serial-suspect', 'displacement'],
    ],
    ['one address', { sharesAddress: true }, ['shared-address']],
  ])('%s', (_, given, expected) => {
    expect(rules(given)).toEqual(expected);
  });

  it('tells the earlier panel that the harm moved on after it closed the case', () => {
    const closed = { ...own, closedOn: day('2026-11-30') };
    expect(rules({ suspect: 'yes', referredOn: day('2027-03-01') }, USUAL_LINK_SETTINGS, closed)).toEqual([
      'serial-suspect',
      'displacement',
    ]);
  });

  it('counts from the last meeting where a panel says so', () => {
    const heard = { victim: 'yes', suspect: 'yes', referredOn: day('2025-06-01') } as const;
    const anchored = { ...USUAL_LINK_SETTINGS, repeatAnchor: 'last_meeting' as const };
    expect(rules({ ...heard, lastDiscussedOn: day('2026-01-10') })).toEqual([]);
    expect(rules({ ...heard, lastDiscussedOn: day('2026-01-10') }, anchored)).toEqual(['repeat']);
  });

  it('says every rule with version, source and references, never of a case that was not given', () => {
    const sameness = fc.constantFrom<Sameness>('yes', 'maybe', 'no');
    const days = fc.integer({ min: -2000, max: 400 }).map((n) => addDays(day('2026-11-23'), n));
    const cases = fc.uniqueArray(
      fc.record({
        reference: fc.nat({ max: 50 }).map((n) => `NB-2026-${1000 + n}`),
        referredOn: days,
        lastDiscussedOn: fc.option(days),
        closedOn: fc.option(days),
        victim: sameness,
        suspect: sameness,
        sharesAddress: fc.boolean(),
      }),
      { selector: ({ reference }) => reference, maxLength: 8 },
    );
    fc.assert(
      fc.property(cases, (others) => {
        const found = linkFindings(own, others, USUAL_LINK_SETTINGS);
        const known = new Set(others.map(({ reference }) => reference));
        for (const { version, source, references, says, isCertain, rule } of found) {
          expect([version > 0, source.length > 3, says.length > 10]).toEqual([true, true, true]);
          expect(references.length).toBeGreaterThan(0);
          for (const reference of references) {
            expect(known.has(reference)).toBe(true);
            const one = others.find((each) => each.reference === reference)!;
            if (isCertain && rule === 'repeat') expect([one.victim, one.suspect]).toEqual(['yes', 'yes']);
            if (isCertain && rule === 'serial-suspect')
              expect([one.victim, one.suspect]).toEqual(['no', 'yes']);
          }
        }
        expect(linkFindings(own, [...others].reverse(), USUAL_LINK_SETTINGS)).toEqual(found);
      }),
    );
  });
});
