import { describe, expect, it } from '@jest/globals';
import { addDays, type Day } from '#kernel';
import fc from 'fast-check';
import { day } from './date-reading.rules.js';
import { isPlainMonthFirst, MONTHS, type DateUse } from './date-order.rules.js';

const asOf = '2026-11-23' as Day;
const PAST: DateUse = { birth: false, future: false };
const BIRTH: DateUse = { birth: true, future: false };
const ANY: DateUse = { birth: false, future: true };

function read(text: string, use = PAST, monthFirst = false) {
  const { value, problems } = day(use)(text, { asOf, monthFirst });
  return problems.length > 0 ? [value, ...problems.map((problem) => problem.code)] : value;
}

describe('forms of dates', () => {
  it.each([
    '2026-06-05',
    '5/6/26',
    '05/06/2026',
    '5-6-2026',
    '5.6.26',
    '05-Jun-2026',
    '5 June 2026',
    '5th Jun 26',
    'Fri 5 June 2026',
    'Friday, 5 June 2026',
    'June 5, 2026',
    '46178',
    '46178.0',
    "'46178",
    '2026/6/5',
    '2026-06-05 00:00:00',
    '05/06/2026 09:30',
    '2026-06-05T09:30:00Z',
    '5-JUN-26',
    '5th of June 2026',
    '5Jun2026',
  ])('%s is 5 June 2026', (text) => expect(read(text)).toBe('2026-06-05'));

  it.each(['', '?', 'n/k', 'unknown', 'Not known'])('%p is no date', (text) => expect(read(text)).toBeNull());

  it('takes a moment for its London day', () => expect(read('2026-06-05T23:30:00Z')).toBe('2026-06-06'));

  it.each([
    ['31/02/2026', 'impossible_date'],
    ['29/2/25', 'impossible_date'],
    ['2026-13-01', 'impossible_date'],
    ['40/40/2026', 'impossible_date'],
    ['31-Jun-2026', 'impossible_date'],
    ['24/11/2026', 'date_in_future'],
    ['46350', 'date_in_future'],
    ['soon', 'unreadable_date'],
    ['2026', 'unreadable_date'],
    ['050626', 'unreadable_date'],
    ['June 2026', 'unreadable_date'],
    ['5/6', 'unreadable_date'],
    ['5/6-26', 'unreadable_date'],
    ['=TODAY()', 'unreadable_date'],
  ])('%s: %s', (text, code) => expect(read(text)).toEqual([null, code]));

  it('never puts a birth of a two-digit year in the future', () => {
    expect(read('23/11/26', BIRTH)).toEqual(['2026-11-23', 'unlikely_date']);
    expect(read('24/11/26', BIRTH)).toBe('1926-11-24');
    expect(read('3/5/94', BIRTH)).toBe('1994-05-03');
    expect(read('29/2/28', BIRTH)).toBe('1928-02-29');
    expect(read('15/6/04', BIRTH)).toBe('2004-06-15');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        (yy, d, m) => {
          const value = day(BIRTH)(`${d}/${m}/${String(yy).padStart(2, '0')}`, {
            asOf,
            monthFirst: false,
          }).value!;
          expect(value <= asOf).toBe(true);
          expect(Number(value.slice(2, 4))).toBe(yy);
        },
      ),
    );
  });

  it('reads every day back from every form', () => {
    const forms = (d: number, m: number, y: number) => [
      `${d}/${m}/${y}`,
      `${d} ${MONTHS[m - 1]} ${y}`,
      `${String(d).padStart(2, '0')}-${MONTHS[m - 1]!.slice(0, 3)}-${y}`,
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const wanted = addDays('1930-01-01' as Day, n);
        const [y, m, d] = wanted.split('-').map(Number) as [number, number, number];
        for (const text of [wanted, ...forms(d, m, y), String(n + 10_959)])
          expect(read(text, ANY)).toBe(wanted);
      }),
    );
  });
});

describe('order of day and month', () => {
  it('is day first where no plain month-first date stands in the file', () =>
    expect(read('5/6/2026')).toBe('2026-06-05'));

  it('tells plain month-first dates', () => {
    expect(isPlainMonthFirst('10/25/2026', PAST, asOf)).toBe(true);
    for (const text of ['25/10/2026', '5/6/2026', '2/30/2026', '2026-10-25', '46178', ''])
      expect(isPlainMonthFirst(text, PAST, asOf)).toBe(false);
  });

  it('is month first with both readings shown, where both could be', () => {
    const { value, problems } = day(PAST)('5/6/2026', { asOf, monthFirst: true });
    expect(value).toBe('2026-05-06');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      severity: 'warning',
      code: 'ambiguous_date',
      suggestion: '2026-06-05',
    });
    expect(problems[0]!.says).toContain('5 June 2026');
    expect(problems[0]!.says).toContain('6 May 2026');
  });

  it('is plain where only one reading exists or only one is not in the future', () => {
    expect(read('25/10/2026', PAST, true)).toBe('2026-10-25');
    expect(read('10/25/2026', PAST, true)).toBe('2026-10-25');
    expect(read('5/5/2026', PAST, true)).toBe('2026-05-05');
    expect(read('12/5/2026', PAST, true)).toBe('2026-05-12');
    expect(read('5/12/2026', PAST, true)).toBe('2026-05-12');
    expect(read('11/12/2026', PAST, true)).toBe('2026-11-12');
    expect(read('5/12/2026', ANY, true)).toEqual(['2026-05-12', 'ambiguous_date']);
  });
});
