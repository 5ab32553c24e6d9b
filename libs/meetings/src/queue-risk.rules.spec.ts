import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, daysBetween } from '#kernel';
import { ageLimits, ageOf, daysOfAge, QUEUE_AGES } from './queue-risk.rules.js';

const today = '2026-11-23' as Day;
const usual = { targetDays: 14, warnDays: 3, redDays: 28 };
const settings = fc
  .record({
    targetDays: fc.integer({ min: 1, max: 120 }),
    warnDays: fc.integer({ min: 0, max: 60 }),
    more: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ targetDays, warnDays, more }) => ({ targetDays, warnDays, redDays: targetDays + more }));

describe('the age of a case in the queue', () => {
  it.each([
    [0, 'in_time'],
    [10, 'in_time'],
    [11, 'soon_late'],
    [14, 'soon_late'],
    [15, 'late'],
    [28, 'late'],
    [29, 'long_late'],
  ])('after %i days is %s under the usual settings', (days, age) => {
    expect(ageOf(addDays(today, -days), ageLimits(usual, today))).toBe(age);
  });

  it('is late exactly when the promise is broken, warns before, and only grows', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 0, max: 400 }), (given, days) => {
        const limits = ageLimits(given, today);
        const age = ageOf(addDays(today, -days), limits);
        const older = ageOf(addDays(today, -days - 1), limits);
        expect(['late', 'long_late'].includes(age)).toBe(days > given.targetDays);
        expect(QUEUE_AGES.indexOf(older)).toBeGreaterThanOrEqual(QUEUE_AGES.indexOf(age));
        const { from, to } = daysOfAge(age, given);
        expect(days).toBeGreaterThanOrEqual(from);
        if (to !== null) expect(days).toBeLessThanOrEqual(to);
        expect(daysBetween(addDays(today, -days), today)).toBe(days);
      }),
    );
  });
});
