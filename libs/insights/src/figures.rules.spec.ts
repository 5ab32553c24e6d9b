import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, daysBetween } from '#kernel';
import { median, percentOf, periodOf, riskChange, twelveMonthsTo } from './figures.rules.js';

const day = (text: string) => text as Day;
const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(day('1990-01-01'), n));

describe('the figures', () => {
  it('put the period of the same length just before', () => {
    expect(periodOf(day('2026-10-01'), day('2026-10-31'))).toMatchObject({
      beforeFrom: '2026-08-31',
      beforeTo: '2026-09-30',
    });
  });

  it('give two periods of one length that touch and do not overlap', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 1096 }), (from, length) => {
        const period = periodOf(from, addDays(from, length));
        expect(daysBetween(period.beforeFrom, period.beforeTo)).toBe(length);
        expect(addDays(period.beforeTo, 1)).toBe(period.from);
      }),
    );
  });

  it('give the exact median', () => {
    expect(median([])).toBeNull();
    expect(median([9, 1, 4])).toBe(4);
    expect(median([9, 1, 4, 10])).toBe(6.5);
  });

  it('give a median with no more than half of the values on either side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1 }), (values) => {
        const middle = median(values)!;
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('give no share of fewer than five', () => {
    expect(percentOf(4, 4)).toBeNull();
    expect(percentOf(0, 0)).toBeNull();
    expect(percentOf(2, 3)).toBeNull();
    expect(percentOf(5, 8)).toBe(63);
  });

  it('name twelve months, the last that of the day', () => {
    const months = twelveMonthsTo(day('2026-02-28'));
    expect(months).toHaveLength(12);
    expect([months[0], months[10], months[11]]).toEqual(['2025-03', '2026-01', '2026-02']);
  });

  it('tell how risk changed, and say nothing when it was not known', () => {
    expect(riskChange('very_high', 'high')).toBe('reduced');
    expect(riskChange('medium', 'medium')).toBe('same');
    expect(riskChange('standard', 'medium')).toBe('increased');
    expect(riskChange('unknown', 'high')).toBeNull();
    expect(riskChange('high', 'unknown')).toBeNull();
  });
});
