import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { byUnusualness, type PersonDay, unusualDay, type UnusualDay, USUAL_TERMS } from './unusual.rules.js';

const did = fc.record({
  personId: fc.uuid(),
  day: fc.nat(400).map((n) => addDays('2026-01-01' as Day, n)),
  cases: fc.nat(60),
  outside: fc.nat(10),
  acts: fc.nat(200),
  atNight: fc.nat(20),
}) as fc.Arbitrary<PersonDay>;

describe('a day that looks unusual', () => {
  it('is one with many cases, or cases outside own panels, or work at night, or at the weekend, and says which', () => {
    const monday = { personId: 'p', day: '2026-11-23' as Day, cases: 29, outside: 4, acts: 100, atNight: 4 };
    expect(unusualDay(monday)).toBeNull();
    expect(unusualDay({ ...monday, cases: 30 })?.signs).toEqual(['many-cases']);
    expect(unusualDay({ ...monday, outside: 5 })?.signs).toEqual(['outside-panels']);
    expect(unusualDay({ ...monday, atNight: 5 })?.signs).toEqual(['at-night']);
    expect(unusualDay({ ...monday, day: '2026-11-28' as Day })?.signs).toEqual(['at-weekend']);
    expect(unusualDay({ ...monday, day: '2026-11-29' as Day, acts: 4, atNight: 0 })).toBeNull();
  });

  it('never becomes usual again by doing more, and its order is one', () => {
    fc.assert(
      fc.property(did, fc.nat(20), (one, more) => {
        const now = unusualDay(one)?.signs ?? [];
        const then = unusualDay({
          ...one,
          cases: one.cases + more,
          outside: one.outside + more,
          acts: one.acts + more,
          atNight: one.atNight + more,
        });
        expect(then?.signs ?? []).toEqual(expect.arrayContaining(now));
      }),
    );
    fc.assert(
      fc.property(fc.array(did), (days) => {
        const found = days.map((one) => unusualDay(one, USUAL_TERMS)).filter((one) => one !== null);
        const sorted = [...found].sort(byUnusualness);
        const backwards = [...found].reverse().sort(byUnusualness);
        const key = ({ personId, day, cases, outside }: UnusualDay) =>
          `${personId} ${day} ${cases} ${outside}`;
        expect(backwards.map(key)).toEqual(sorted.map(key));
      }),
    );
  });
});
