import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMinutes,
  addMonths,
  addWorkingDays,
  atLondon,
  dayInWords,
  daysBetween,
  isWorkingDay,
  londonDay,
  londonTime,
  minutesBetween,
  onOrAfterWorkingDay,
  parseDay,
  parseMoment,
  parseTimeOfDay,
  weekdayOf,
  workingDaysBetween,
} from './calendar.js';
import type { Day, Moment, TimeOfDay } from './time.js';

const day = (text: string) => text as Day;
const moment = (text: string) => text as Moment;
const time = (text: string) => text as TimeOfDay;

/** England and Wales, Christmas 2026 and Easter 2027. */
const holidays = new Set(['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29'].map(day));

const anyDay = fc.integer({ min: -40_000, max: 60_000 }).map((n) => addDays(day('1970-01-01'), n));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => time(`${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`));
const anyMoment = fc
  .date({ min: new Date('1975-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((at) => moment(at.toISOString()));
const anyHolidays = fc.uniqueArray(fc.integer({ min: -60, max: 60 }), { maxLength: 12 });

describe('reading days, moments and times', () => {
  it.each(['2026-02-28', '2028-02-29', '1931-06-01'])('%s is a day', (text) =>
    expect(parseDay(text)).toBe(text),
  );

  it.each([
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '0099-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '',
  ])('%j is not a day', (text) => expect(parseDay(text)).toBeNull());

  it.each([
    ['2026-11-23T08:00Z', '2026-11-23T08:00:00.000Z'],
    ['2026-06-01T09:00:00+01:00', '2026-06-01T08:00:00.000Z'],
    ['2026-11-23T08:00:00.1239Z', '2026-11-23T08:00:00.123Z'],
  ])('%s is the moment %s', (text, expected) => expect(parseMoment(text)).toBe(expected));

  it.each([
    '2026-11-23T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T23:59:60Z',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
    '2026-11-23',
    'now',
  ])('%j is not a moment', (text) => expect(parseMoment(text)).toBeNull());

  it('a time of day runs from 00:00 to 23:59', () => {
    expect(parseTimeOfDay('00:00')).toBe('00:00');
    expect(parseTimeOfDay('23:59')).toBe('23:59');
    for (const text of ['24:00', '9:30', '09:60', '09:30:00', '']) expect(parseTimeOfDay(text)).toBeNull();
  });
});

describe('calendar days', () => {
  it('the last of the month stands in for a day that does not exist', () => {
    expect(addMonths(day('2026-08-31'), 6)).toBe('2027-02-28');
    expect(addMonths(day('2028-02-29'), 12)).toBe('2029-02-28');
  });

  it('knows the day of the week, before 1970 too', () => {
    expect(weekdayOf(day('2026-11-23'))).toBe(1);
    expect(weekdayOf(day('1970-01-01'))).toBe(4);
    expect(weekdayOf(day('1969-12-28'))).toBe(7);
    expect(weekdayOf(day('1930-03-03'))).toBe(1);
    expect(dayInWords(day('2027-01-12'))).toBe('Tuesday 12 January 2027');
  });

  it('adding and counting agree, and weekdays follow each other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (from, n) => {
        const to = addDays(from, n);
        expect(parseDay(to)).toBe(to);
        expect(daysBetween(from, to)).toBe(n);
        expect(to > from).toBe(n > 0);
        expect(weekdayOf(addDays(from, 1))).toBe((weekdayOf(from) % 7) + 1);
        expect(weekdayOf(from)).toBe(new Date(`${from}T00:00:00Z`).getUTCDay() || 7);
      }),
    );
  });
});

describe('working days', () => {
  it.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-23', 10, '2026-12-07'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-29', -1, '2026-12-24'],
    ['2026-12-26', 0, '2026-12-29'],
    ['2027-03-25', 1, '2027-03-30'],
  ])('%s and %i working days is %s', (from, n, expected) => {
    expect(addWorkingDays(day(from), n, holidays)).toBe(expected);
  });

  it('counts after the first day up to and including the last', () => {
    expect(workingDaysBetween(day('2026-12-24'), day('2026-12-29'), holidays)).toBe(1);
    expect(workingDaysBetween(day('2026-12-29'), day('2026-12-24'), holidays)).toBe(0);
  });

  it('lands on working days, counts back what was added, and undoes itself from a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), anyHolidays, (from, n, offsets) => {
        const off = new Set(offsets.map((offset) => addDays(from, offset)));
        const to = addWorkingDays(from, n, off);
        expect(isWorkingDay(to, off)).toBe(true);
        expect(workingDaysBetween(from, to, off)).toBe(n);
        const start = onOrAfterWorkingDay(from, off);
        expect(isWorkingDay(start, off)).toBe(true);
        expect(addWorkingDays(addWorkingDays(start, n, off), -n, off)).toBe(start);
      }),
    );
  });
});

describe('London time', () => {
  it.each([
    ['2026-03-28', '08:00', '2026-03-28T08:00:00.000Z'],
    ['2026-03-29', '08:00', '2026-03-29T07:00:00.000Z'],
    ['2026-10-24', '08:00', '2026-10-24T07:00:00.000Z'],
    ['2026-10-25', '08:00', '2026-10-25T08:00:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
  ])('%s at %s in London is %s', (on, at, expected) => expect(atLondon(day(on), time(at))).toBe(expected));

  it('the March hour that does not exist reads an hour later, the October hour reads the same twice', () => {
    expect(londonTime(atLondon(day('2026-03-29'), time('01:30')))).toBe('02:30');
    expect(londonTime(moment('2026-10-25T00:30:00.000Z'))).toBe('01:30');
    expect(londonTime(moment('2026-10-25T01:30:00.000Z'))).toBe('01:30');
  });

  it('the day changes at London midnight', () => {
    expect(londonDay(moment('2026-06-01T22:59:59.999Z'))).toBe('2026-06-01');
    expect(londonDay(moment('2026-06-01T23:00:00.000Z'))).toBe('2026-06-02');
    expect(londonDay(moment('2026-12-01T23:59:59.999Z'))).toBe('2026-12-01');
    expect(londonTime(moment('2026-06-01T07:59:59.999Z'))).toBe('08:59');
  });

  it('a wall-clock time comes back as it was, but for the hour that March leaves out', () => {
    fc.assert(
      fc.property(
        anyDay.filter((on) => on > '1975-01-01'),
        anyTime,
        (on, at) => {
          const moment = atLondon(on, at);
          expect(parseMoment(moment)).toBe(moment);
          expect(londonDay(moment)).toBe(on);
          const read = londonTime(moment);
          if (read !== at) {
            expect(at.slice(0, 2)).toBe('01');
            expect(read).toBe(`02${at.slice(2)}`);
            expect(on.slice(5, 7)).toBe('03');
          }
        },
      ),
    );
  });

  it('on both sides of every clock change 08:00 is 08:00', () => {
    for (let year = 2020; year <= 2040; year += 1) {
      for (const month of ['03', '10']) {
        let sunday = day(`${year}-${month}-31`);
        while (weekdayOf(sunday) !== 7) sunday = addDays(sunday, -1);
        const before = atLondon(addDays(sunday, -1), time('08:00'));
        const after = atLondon(sunday, time('08:00'));
        expect([londonTime(before), londonTime(after)]).toEqual(['08:00', '08:00']);
        expect(minutesBetween(before, after)).toBe(month === '03' ? 23 * 60 : 25 * 60);
      }
    }
  });

  it('minutes add up, and later moments sort later', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: -100_000, max: 100_000 }), (from, n) => {
        const to = addMinutes(from, n);
        expect(minutesBetween(from, to)).toBe(n);
        expect(to > from).toBe(n > 0);
        if (n > 0) expect(londonDay(to) >= londonDay(from)).toBe(true);
      }),
    );
  });
});
