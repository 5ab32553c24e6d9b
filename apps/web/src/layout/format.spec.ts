import { describe, expect, it } from '@jest/globals';
import type { Day, Moment, TimeOfDay } from '#kernel';
import {
  clock,
  dayMonth,
  longDay,
  minutesAndSeconds,
  momentText,
  plural,
  shortDay,
  weekDay,
} from './format.js';

describe('days and times on the page', () => {
  it('writes days in full', () => {
    const day = '2026-12-08' as Day;
    expect([longDay(day), weekDay(day), shortDay(day), dayMonth(day)]).toEqual([
      'Tuesday 8 December 2026',
      'Tuesday 8 December',
      '8 December 2026',
      '8 December',
    ]);
  });

  it.each([
    ['09:30', '9:30am'],
    ['12:00', 'midday'],
    ['00:00', 'midnight'],
    ['12:05', '12:05pm'],
    ['00:10', '12:10am'],
    ['14:00', '2pm'],
    ['2026-07-01T08:30:00.000Z', '9:30am'],
    ['2026-12-08T09:30:00.000Z', '9:30am'],
  ])('says %s as %s', (time, said) => {
    expect(clock(time as TimeOfDay | Moment)).toBe(said);
  });

  it('says a moment in London', () => {
    expect(momentText('2026-07-01T23:30:00.000Z' as Moment)).toBe('Thursday 2 July, 12:30am');
  });

  it('counts and runs', () => {
    expect([plural(1, 'minute'), plural(0, 'minute'), plural(2, 'agency', 'agencies')]).toEqual([
      '1 minute',
      '0 minutes',
      '2 agencies',
    ]);
    expect([minutesAndSeconds(420), minutesAndSeconds(-65)]).toEqual(['7:00', '1:05']);
  });
});
