import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, isWorkingDay, londonDay, londonTime, weekdayOf, type Day, type TimeOfDay } from '#kernel';
import { describeRecurrence } from './recurrence-words.rules.js';
import {
  BANK_HOLIDAY_RULES,
  checkRecurrence,
  meetingDays,
  meetingHorizon,
  type BankHolidayRule,
  type PanelRecurrence,
} from './recurrence.rules.js';

const day = (text: string) => text as Day;
const time = (text: string) => text as TimeOfDay;
const holidays = new Set(
  ['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-12-25', '2026-12-28', '2027-01-01'].map(day),
);

const fortnightly: PanelRecurrence = {
  rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
  firstOn: day('2026-03-17'),
  startsAt: time('09:30'),
  bankHolidayRule: 'skip',
};
const daysOf = (change: Partial<PanelRecurrence>, from: string, until: string) =>
  meetingDays({ ...fortnightly, ...change }, { from: day(from), until: day(until), holidays });

describe('a recurrence rule', () => {
  it('is kept in its plain form', () => {
    expect(checkRecurrence(' rrule:interval=2;freq=weekly;byday=tu; ')).toEqual({
      ok: true,
      value: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    });
  });

  it.each([
    ['FREQ=HOURLY', 'RECURRENCE_FREQUENCY_NOT_ALLOWED'],
    ['FREQ=SECONDLY;INTERVAL=1', 'RECURRENCE_FREQUENCY_NOT_ALLOWED'],
    ['FREQ=DAILY;BYHOUR=9,14', 'RECURRENCE_HAS_TIME'],
    ['FREQ=DAILY;BYMINUTE=0', 'RECURRENCE_HAS_TIME'],
    ['FREQ=WEEKLY;COUNT=1001', 'RECURRENCE_TOO_LONG'],
    ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', 'RECURRENCE_NEVER_HAPPENS'],
    ['FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9', 'RECURRENCE_NEVER_HAPPENS'],
    ['FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31', 'RECURRENCE_NEVER_HAPPENS'],
    ['', 'RECURRENCE_NOT_READABLE'],
    ['every tuesday', 'RECURRENCE_NOT_READABLE'],
    ['BYDAY=TU', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;INTERVAL=0', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;INTERVAL=-1', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;BYMONTHDAY=2', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20270101', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;UNTIL=20270230', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;UNTIL=20270203T250000Z', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY\nDTSTART:20260101', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;X\0=1', 'RECURRENCE_NOT_READABLE'],
    ['FREQ=WEEKLY;__PROTO__=1', 'RECURRENCE_NOT_READABLE'],
  ])('%j is refused: %s', (text, code) => {
    expect(checkRecurrence(text)).toMatchObject({ ok: false, refusal: { code, field: 'rrule' } });
  });

  it('is refused when it is endless', () => {
    expect(checkRecurrence(`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(7000)}MO`).ok).toBe(false);
  });

  it('never throws, and what it accepts it accepts again unchanged', () => {
    const part = fc.constantFrom(
      ...[
        'FREQ=WEEKLY',
        'FREQ=MONTHLY',
        'FREQ=YEARLY',
        'BYDAY=MO,WE',
        'BYDAY=-1FR',
        'BYMONTHDAY=-1',
        'COUNT=3',
      ],
      ...[
        'BYSETPOS=2',
        'BYMONTH=2',
        'INTERVAL=3',
        'UNTIL=20270101',
        'BYWEEKNO=20',
        'BYYEARDAY=-1',
        'WKST=SU',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 5 }).map((all) => all.join(';')),
        ),
        (text) => {
          const result = checkRecurrence(text);
          if (result.ok) expect(checkRecurrence(result.value)).toEqual(result);
          else expect(result.refusal.message).toMatch(/\.$/);
        },
      ),
    );
  });
});

describe('meeting days', () => {
  it('keep their London time through both clock changes', () => {
    const spring = daysOf({}, '2026-03-17', '2026-04-01');
    expect(spring.map((meeting) => meeting.startsAt)).toEqual([
      '2026-03-17T09:30:00.000Z',
      '2026-03-31T08:30:00.000Z',
    ]);
    const autumn = daysOf({ firstOn: day('2026-10-20') }, '2026-10-20', '2026-11-05');
    expect(autumn.map((meeting) => meeting.startsAt)).toEqual([
      '2026-10-20T08:30:00.000Z',
      '2026-11-03T09:30:00.000Z',
    ]);
  });

  it('happen even at a time that the clock leaves out, an hour later', () => {
    const [meeting] = daysOf({ rrule: 'FREQ=DAILY', startsAt: time('01:30') }, '2026-03-29', '2026-03-29');
    expect(meeting).toEqual({ on: '2026-03-29', startsAt: '2026-03-29T01:30:00.000Z', movedFrom: null });
  });

  it.each<[BankHolidayRule, unknown]>([
    ['skip', [{ on: '2026-04-13', movedFrom: null }]],
    [
      'move_to_next_working_day',
      [
        { on: '2026-04-07', movedFrom: '2026-04-06' },
        { on: '2026-04-13', movedFrom: null },
      ],
    ],
    [
      'ignore',
      [
        { on: '2026-04-06', movedFrom: null },
        { on: '2026-04-13', movedFrom: null },
      ],
    ],
  ])('on Easter Monday: %s', (bankHolidayRule, expected) => {
    const found = daysOf({ rrule: 'FREQ=WEEKLY;BYDAY=MO', bankHolidayRule }, '2026-04-01', '2026-04-14');
    expect(found.map(({ on, movedFrom }) => ({ on, movedFrom }))).toEqual(expected);
  });

  it('a meeting moved over Christmas lands on the first working day, in the window that holds that day', () => {
    const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=FR', bankHolidayRule: 'move_to_next_working_day' as const };
    expect(daysOf(weekly, '2026-12-25', '2026-12-28')).toEqual([]);
    expect(daysOf(weekly, '2026-12-29', '2026-12-31').map((m) => [m.on, m.movedFrom])).toEqual([
      ['2026-12-29', '2026-12-25'],
    ]);
  });

  it('a meeting moved onto another meeting is one meeting', () => {
    const daily = { rrule: 'FREQ=DAILY', bankHolidayRule: 'move_to_next_working_day' as const };
    expect(daysOf(daily, '2026-04-06', '2026-04-07').map((m) => [m.on, m.movedFrom])).toEqual([
      ['2026-04-07', null],
    ]);
  });

  it('end with UNTIL as a day, as a moment, and with COUNT', () => {
    const count = (rrule: string) =>
      daysOf({ rrule, firstOn: day('2026-06-01') }, '2026-06-01', '2026-12-01').length;
    expect(count('FREQ=DAILY;UNTIL=20260603')).toBe(3);
    expect(count('FREQ=DAILY;UNTIL=20260603T083000Z')).toBe(3);
    expect(count('FREQ=DAILY;UNTIL=20260603T082959Z')).toBe(2);
    expect(count('FREQ=DAILY;UNTIL=20260603T093000')).toBe(3);
    expect(count('FREQ=DAILY;COUNT=5')).toBe(5);
  });

  it('nothing before the first day, nothing from a rule that is refused, nothing backwards', () => {
    expect(daysOf({}, '2026-01-01', '2026-03-16')).toEqual([]);
    expect(daysOf({ rrule: 'FREQ=HOURLY' }, '2026-01-01', '2026-12-31')).toEqual([]);
    expect(daysOf({}, '2026-06-01', '2026-05-01')).toEqual([]);
    expect(meetingHorizon(day('2026-08-31'))).toBe('2027-02-28');
  });

  const rules = fc.constantFrom(
    ...[
      'FREQ=WEEKLY;BYDAY=MO',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR',
      'FREQ=MONTHLY;BYDAY=2TU',
      'FREQ=DAILY;INTERVAL=3',
    ],
    ...[
      'FREQ=MONTHLY;BYMONTHDAY=25,-1',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'FREQ=WEEKLY;COUNT=9',
    ],
  );
  const offset = fc.integer({ min: 0, max: 400 });

  it('are ordered, inside the window, at the start time, and treat bank holidays as the panel says', () => {
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(...BANK_HOLIDAY_RULES),
        offset,
        offset,
        (rrule, bankHolidayRule, a, b) => {
          const from = addDays(day('2026-01-01'), a);
          const until = addDays(from, b);
          const found = meetingDays({ ...fortnightly, rrule, bankHolidayRule }, { from, until, holidays });
          found.forEach((meeting, index) => {
            expect(meeting.on >= from && meeting.on <= until && meeting.on >= fortnightly.firstOn).toBe(true);
            if (index > 0) expect(meeting.on > found[index - 1]!.on).toBe(true);
            expect([londonDay(meeting.startsAt), londonTime(meeting.startsAt)]).toEqual([
              meeting.on,
              '09:30',
            ]);
            if (bankHolidayRule !== 'ignore') expect(holidays.has(meeting.on)).toBe(false);
            if (meeting.movedFrom) {
              expect(holidays.has(meeting.movedFrom)).toBe(true);
              expect(isWorkingDay(meeting.on, holidays)).toBe(true);
            }
            if (rrule.includes('BYDAY=MO') && bankHolidayRule === 'skip' && !rrule.includes('SETPOS')) {
              expect(weekdayOf(meeting.on)).toBe(1);
            }
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are the same whether planned at once or in two windows', () => {
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(...BANK_HOLIDAY_RULES),
        offset,
        offset,
        (rrule, bankHolidayRule, a, b) => {
          const recurrence = { ...fortnightly, rrule, bankHolidayRule };
          const from = day('2026-03-01');
          const middle = addDays(from, a);
          const until = addDays(middle, b + 1);
          const first = meetingDays(recurrence, { from, until: middle, holidays });
          const second = meetingDays(recurrence, { from: addDays(middle, 1), until, holidays });
          expect([...first, ...second]).toEqual(meetingDays(recurrence, { from, until, holidays }));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a recurrence in words', () => {
  it.each([
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every two weeks on Tuesday'],
    ['FREQ=MONTHLY;BYDAY=2TU', 'monthly on the second Tuesday'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2', 'monthly on the second Tuesday'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'monthly on the last Friday'],
    ['FREQ=MONTHLY;BYDAY=1MO,3MO', 'monthly on the first Monday and third Monday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'monthly on the last weekday'],
    ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15', 'every three months on the 15th'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,22,-1', 'monthly on the 1st, 22nd and last day'],
    ['FREQ=WEEKLY;BYDAY=TH,MO', 'weekly on Monday and Thursday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'weekly on Monday to Friday'],
    ['FREQ=DAILY', 'daily'],
    ['FREQ=DAILY;INTERVAL=20', 'every 20 days'],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5', 'yearly on the 5th in March'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=12', 'weekly on Tuesday, 12 times'],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20270112', 'weekly on Tuesday, until Tuesday 12 January 2027'],
    ['FREQ=WEEKLY', 'weekly'],
    ['nonsense', 'not set'],
  ])('%s is "%s"', (rrule, words) => expect(describeRecurrence(rrule)).toBe(words));

  it('takes a day that the rule leaves open from the first day', () => {
    expect(describeRecurrence('FREQ=WEEKLY;INTERVAL=4', day('2026-12-08'))).toBe(
      'every four weeks on Tuesday',
    );
    expect(describeRecurrence('FREQ=MONTHLY', day('2026-12-08'))).toBe('monthly on the 8th');
    expect(describeRecurrence('FREQ=YEARLY', day('2026-12-08'))).toBe('yearly on the 8th in December');
  });
});
