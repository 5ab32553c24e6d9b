import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import {
  byUnusualness,
  checkUnusualTerms,
  daytimeOf,
  type PersonDay,
  TERMS_BOUNDS,
  termsChanges,
  unusualDay,
  type UnusualDay,
  type UnusualTerms,
  USUAL_TERMS,
} from './unusual.rules.js';

const did = fc.record({
  personId: fc.uuid(),
  day: fc.nat(400).map((n) => addDays('2026-01-01' as Day, n)),
  cases: fc.nat(60),
  outside: fc.nat(10),
  acts: fc.nat(200),
  atNight: fc.nat(20),
}) as fc.Arbitrary<PersonDay>;

const NAMES = Object.keys(TERMS_BOUNDS) as (keyof UnusualTerms)[];
const terms = fc.record(
  Object.fromEntries(
    NAMES.map((name) => [name, fc.integer({ min: TERMS_BOUNDS[name][0], max: TERMS_BOUNDS[name][1] })]),
  ),
) as unknown as fc.Arbitrary<UnusualTerms>;

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

describe('from when on a day looks unusual', () => {
  it('may be set within bounds, and nothing beside the terms is kept', () => {
    expect(checkUnusualTerms(USUAL_TERMS)).toEqual({ ok: true, value: USUAL_TERMS });
    fc.assert(
      fc.property(terms, fc.constantFrom(...NAMES), fc.boolean(), (good, name, isLow) => {
        expect(checkUnusualTerms({ ...good, version: 3 } as UnusualTerms)).toEqual({ ok: true, value: good });
        const [least, most] = TERMS_BOUNDS[name];
        for (const bad of [isLow ? least - 1 : most + 1, least + 0.5, Number.NaN]) {
          const checked = checkUnusualTerms({ ...good, [name]: bad });
          expect(checked).toMatchObject({
            ok: false,
            refusal: { code: 'SETTING_NOT_POSSIBLE', field: name },
          });
        }
      }),
    );
  });

  it('names every change and no other', () => {
    fc.assert(
      fc.property(terms, terms, (before, after) => {
        const made: UnusualTerms = { ...before };
        for (const { field, oldValue, newValue } of termsChanges(before, after)) {
          expect(oldValue).toBe(before[field]);
          expect(newValue).not.toBe(oldValue);
          made[field] = newValue;
        }
        expect(made).toEqual(after);
      }),
    );
  });

  it('that is set lower never finds less', () => {
    fc.assert(
      fc.property(
        did,
        terms,
        fc.constantFrom('cases', 'outside', 'atNight', 'atWeekend'),
        (one, set, name) => {
          const lower = { ...set, [name]: TERMS_BOUNDS[name as keyof UnusualTerms][0] };
          const found = unusualDay(one, set)?.signs ?? [];
          expect(unusualDay(one, lower)?.signs ?? []).toEqual(expect.arrayContaining(found));
        },
      ),
    );
  });

  it('says when it is day', () => {
    expect(daytimeOf(USUAL_TERMS)).toEqual({ from: '06:00', to: '22:00' });
    fc.assert(
      fc.property(terms, (set) => {
        const { from, to } = daytimeOf(set);
        expect(from < to).toBe(true);
        expect(`${from} ${to}`).toMatch(/^\d\d:00 \d\d:00$/);
      }),
    );
  });
});
