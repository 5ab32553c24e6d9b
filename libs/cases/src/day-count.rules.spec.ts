import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, daysBetween, type Day, workingDaysBetween } from '#kernel';
import { dayNumber, sayDay, twelveMonthsBefore, workingDaysWaited } from './day-count.rules.js';

const anyDay = fc.integer({ min: -30_000, max: 60_000 }).map((n) => addDays('1970-01-01' as Day, n));
const aroundNow = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-06-01' as Day, n));

describe('counting days', () => {
  it('knows leap days and the first day of the count', () => {
    expect(dayNumber('1970-01-01' as Day)).toBe(0);
    expect(dayNumber('2028-03-01' as Day) - dayNumber('2028-02-28' as Day)).toBe(2);
    expect(dayNumber('2100-03-01' as Day) - dayNumber('2100-02-28' as Day)).toBe(1);
  });

  it('agrees with the calendar of the kernel', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(dayNumber(b) - dayNumber(a)).toBe(daysBetween(a, b));
      }),
    );
  });

  it('agrees with the kernel on working days, bank holidays on weekends included', () => {
    fc.assert(
      fc.property(aroundNow, aroundNow, fc.array(aroundNow, { maxLength: 20 }), (since, today, days) => {
        const holidays = new Set(days);
        expect(workingDaysWaited(since, today, holidays)).toBe(workingDaysBetween(since, today, holidays));
      }),
    );
  });

  it('reaches back 12 months as the kernel does, also from 29 February', () => {
    expect(twelveMonthsBefore('2026-11-23' as Day)).toBe('2025-11-23');
    fc.assert(
      fc.property(anyDay, anyDay, (today, day) => {
        if (today.endsWith('-02-29')) return;
        expect(day >= twelveMonthsBefore(today)).toBe(day >= addMonths(today, -12));
      }),
    );
    expect('2027-02-28' >= twelveMonthsBefore('2028-02-29' as Day)).toBe(false);
  });

  it('says a day in words', () => {
    expect(sayDay('2026-11-02' as Day)).toBe('2 November 2026');
  });
});
