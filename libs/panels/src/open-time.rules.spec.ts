import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addMinutes,
  atLondon,
  type Day,
  isWorkingDay,
  londonDay,
  londonTime,
  minutesBetween,
  type Moment,
  type TimeOfDay,
} from '#kernel';
import {
  addOpenMinutes,
  CLOCK_COUNTINGS,
  clockStart,
  openMinutesBetween,
  type OpenTime,
} from './open-time.rules.js';
import { bankHolidayRows } from './bank-holidays.data.js';

const holidays = new Set(
  bankHolidayRows()
    .filter(({ nation }) => nation === 'england-and-wales')
    .map(({ fallsOn }) => fallsOn),
);
const open = (counting: OpenTime['counting']): OpenTime => ({
  counting,
  startOfDay: '09:00' as TimeOfDay,
  endOfDay: '17:00' as TimeOfDay,
  holidays,
});
const at = (text: string) => {
  const [day, time] = text.split(' ') as [Day, TimeOfDay];
  return atLondon(day, time);
};
const cutOff = '13:00' as TimeOfDay;

// Two years with both changes of the clock, Christmas, Easter and a substitute day in them.
const moment = fc
  .integer({ min: 0, max: 2 * 365 * 24 * 60 })
  .map((minutes) => addMinutes('2026-01-01T00:00:00.000Z' as Moment, minutes));
const minutes = fc.integer({ min: 0, max: 20_000 });
const anyTime = fc.constantFrom(...CLOCK_COUNTINGS).map(open);

describe('time that a clock counts', () => {
  it.each<[OpenTime['counting'], string, number, string]>([
    ['round_the_clock', '2026-11-20 17:30', 240, '2026-11-20 21:30'],
    // The night of 25 October has 25 hours, that of 29 March 23: four hours are four hours.
    ['round_the_clock', '2026-10-24 23:00', 240, '2026-10-25 02:00'],
    ['round_the_clock', '2026-03-28 23:00', 240, '2026-03-29 04:00'],
    ['working_days', '2026-11-20 12:00', 24 * 60, '2026-11-23 12:00'],
    ['working_days', '2026-10-23 12:00', 24 * 60, '2026-10-26 12:00'],
    ['working_days', '2026-03-27 12:00', 72 * 60, '2026-04-01 12:00'],
    // Good Friday 3 April and Easter Monday 6 April 2026 do not count.
    ['working_days', '2026-04-02 10:00', 24 * 60, '2026-04-07 10:00'],
    ['working_hours', '2026-11-20 16:00', 120, '2026-11-23 10:00'],
    ['working_hours', '2026-12-24 16:30', 60, '2026-12-29 09:30'],
    ['working_hours', '2026-11-20 09:00', 480, '2026-11-20 17:00'],
  ])('%s: from %s, %i minutes end at %s', (counting, from, count, end) => {
    expect(addOpenMinutes(at(from), count, open(counting))).toBe(at(end));
  });

  it('adds up, whatever it is split into', () => {
    fc.assert(
      fc.property(moment, minutes, minutes, anyTime, (from, a, b, time) => {
        expect(addOpenMinutes(addOpenMinutes(from, a, time), b, time)).toBe(
          addOpenMinutes(from, a + b, time),
        );
      }),
    );
  });

  it('is measured as it was added, and never less than real time', () => {
    fc.assert(
      fc.property(moment, minutes, anyTime, (from, count, time) => {
        const end = addOpenMinutes(from, count, time);
        expect(openMinutesBetween(from, end, time)).toBe(count);
        expect(minutesBetween(from, end)).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  it('ends on a working day, within the hours that count', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 20_000 }), (from, count) => {
        const end = addMinutes(addOpenMinutes(from, count, open('working_hours')), -1);
        expect(isWorkingDay(londonDay(end), holidays)).toBe(true);
        expect(londonTime(end) >= '09:00' && londonTime(end) < '17:00').toBe(true);
      }),
    );
  });
});

describe('the start of a clock', () => {
  it.each<[OpenTime['counting'], string, string]>([
    ['round_the_clock', '2026-11-21 23:10', '2026-11-21 23:10'],
    ['working_days', '2026-11-20 12:59', '2026-11-20 12:59'],
    ['working_days', '2026-11-20 13:00', '2026-11-20 13:00'],
    ['working_days', '2026-11-20 13:01', '2026-11-23 09:00'],
    ['working_days', '2026-11-21 10:00', '2026-11-23 09:00'],
    ['working_days', '2026-12-24 15:00', '2026-12-29 09:00'],
    ['working_hours', '2026-11-20 07:15', '2026-11-20 09:00'],
    ['working_days', '2026-03-27 16:00', '2026-03-30 09:00'],
  ])('%s: received %s, counts from %s', (counting, received, start) => {
    expect(clockStart(at(received), cutOff, open(counting))).toBe(at(start));
  });

  it('is never before it was received, and always on a working day when only those count', () => {
    fc.assert(
      fc.property(moment, anyTime, fc.option(fc.constant(cutOff)), (received, time, until) => {
        const start = clockStart(received, until, time);
        expect(start >= received).toBe(true);
        if (time.counting !== 'round_the_clock') expect(isWorkingDay(londonDay(start), holidays)).toBe(true);
      }),
    );
  });
});
