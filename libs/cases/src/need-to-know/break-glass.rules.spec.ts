import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addWorkingDays, type Day, isWorkingDay, type Moment, momentFromEpoch } from '#kernel';
import {
  breaking,
  bringsUpAgain,
  GLASS_REASON,
  glassEnds,
  glassReason,
  reviewing,
} from './break-glass.rules.js';

const days = fc.integer({ min: 0, max: 2000 }).map((n) => addDays('2026-01-01' as Day, n));

describe('break-glass', () => {
  it('opens for exactly two hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }).map(momentFromEpoch), (at) => {
        expect(Date.parse(glassEnds(at)) - Date.parse(at)).toBe(2 * 3_600_000);
      }),
    );
  });

  it.each([
    ['Too short', 'TEXT_TOO_SHORT'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaa', 'REASON_NOT_IN_WORDS'],
    ['need need need need need need', 'REASON_NOT_IN_WORDS'],
    ['1234567890 1234567890 12', 'REASON_NOT_IN_WORDS'],
    ['Her sister rang: he stands before the house', null],
    ['Mae plentyn mewn perygl heno', null],
  ])('takes no reason that nobody can judge: %s', (text, code) => {
    const said = glassReason(text);
    expect(said.ok ? null : said.refusal.code).toBe(code);
  });

  it('keeps only reasons of the right length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 1200 }), (text) => {
        const said = glassReason(text);
        if (!said.ok) return;
        expect([...said.value].length).toBeGreaterThanOrEqual(GLASS_REASON.least);
        expect([...said.value].length).toBeLessThanOrEqual(GLASS_REASON.most);
      }),
    );
  });

  it('can be tried so often a day and no more', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 100 }), (tried, most) => {
        expect(breaking(tried, most).ok).toBe(tried < most);
      }),
    );
  });
});

describe('judging it', () => {
  const use = { personId: 'user', reviewedAt: null, version: 3 };

  it('is for somebody else, once, and as it was seen', () => {
    expect(reviewing(use, { personId: 'other', version: 3 }).ok).toBe(true);
    expect(reviewing(use, { personId: 'user', version: 3 })).toMatchObject({ refusal: { code: 'OWN_USE' } });
    expect(reviewing(use, { personId: 'other', version: 2 })).toMatchObject({
      refusal: { code: 'CHANGED_SINCE_YOU_LOOKED' },
    });
    const done = { ...use, reviewedAt: '2026-11-23T09:00:00.000Z' as Moment };
    expect(reviewing(done, { personId: 'other', version: 3 })).toMatchObject({
      refusal: { code: 'ALREADY_REVIEWED' },
    });
  });

  it('is brought up again from the second working day on, on working days only', () => {
    const christmas = new Set(['2026-12-25', '2026-12-28'] as Day[]);
    const opened = '2026-12-23' as Day;
    const told = Array.from({ length: 9 }, (_, n) => addDays(opened, n)).filter((day) =>
      bringsUpAgain(opened, day, christmas),
    );
    expect(told).toEqual(['2026-12-29', '2026-12-30', '2026-12-31']);
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 30 }), (day, later) => {
        const today = addDays(day, later);
        const none = new Set<Day>();
        const expected = isWorkingDay(today, none) && today >= addWorkingDays(day, 2, none);
        expect(bringsUpAgain(day, today, none)).toBe(expected);
      }),
    );
  });
});
