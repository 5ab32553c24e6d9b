import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import { parseQuickAction, type NameableAgency } from './quick-action.rules.js';

const day = (text: string) => text as Day;
const agencies: NameableAgency[] = [
  { id: 'pol', name: 'Northbridge Police', kind: 'police' },
  { id: 'pro', name: 'Northbridge Probation Service', kind: 'probation' },
  { id: 'csc', name: "Northbridge Council Children's Social Care", kind: 'childrens_social_care' },
  { id: 'asc', name: 'Northbridge Council Adult Social Care', kind: 'adult_social_care' },
  { id: 'hou', name: 'Northbridge Council Housing Options', kind: 'housing' },
  { id: 'mh', name: 'Northbridge Mental Health Trust', kind: 'mental_health', aliases: ['CMHT'] },
  { id: 'adv', name: 'Northbridge Stalking Advocacy Service', kind: 'stalking_advocacy' },
];
const context = {
  agencies,
  today: day('2026-12-08'),
  nextMeetingOn: day('2027-01-12'),
  holidays: new Set(['2026-12-25', '2026-12-28', '2027-01-01'].map(day)),
};
const read = (line: string, change: Partial<typeof context> | { nextMeetingOn: null } = {}) =>
  parseQuickAction(line, { ...context, ...change });

describe('an action on one line', () => {
  it('is the agency, the text and the day', () => {
    expect(read('@probation check licence conditions by next panel')).toEqual({
      ok: true,
      value: { agencyId: 'pro', text: 'Check licence conditions', dueOn: '2027-01-12' },
    });
  });

  it.each([
    ['friday', '2026-12-11'],
    ['Tues', '2026-12-15'],
    ['next fri', '2026-12-18'],
    ['12 december', '2026-12-12'],
    ['8 dec', '2026-12-08'],
    ['7th of December', '2027-12-07'],
    ['Tuesday 12 January 2027.', '2027-01-12'],
    ['january 12', '2027-01-12'],
    ['12/1', '2027-01-12'],
    ['12/01/27', '2027-01-12'],
    ['2027-01-12', '2027-01-12'],
    ['5 wd', '2026-12-15'],
    ['15 working days', '2026-12-31'],
    ['in 10 days', '2026-12-18'],
    ['2 weeks', '2026-12-22'],
    ['the next meeting', '2027-01-12'],
    ['today', '2026-12-08'],
    ['tomorrow', '2026-12-09'],
  ])('by %s is %s', (words, dueOn) => {
    expect(read(`@police arrange safety visit by ${words}`)).toEqual({
      ok: true,
      value: { agencyId: 'pol', text: 'Arrange safety visit', dueOn },
    });
  });

  it.each([
    ['@police', 'pol'],
    ['@Police:', 'pol'],
    ['@asc', 'asc'],
    ['@CSC', 'csc'],
    ['@mh', 'mh'],
    ['@cmht', 'mh'],
    ['@children', 'csc'],
    ['@childrens', 'csc'],
    ['@adult social care', 'asc'],
    ['@adult_social_care', 'asc'],
    ['@Northbridge Council Children’s Social Care', 'csc'],
    ['@northbridge-police', 'pol'],
    ['@hous', 'hou'],
    ['@advocacy', 'adv'],
  ])('%s names one agency', (tag, agencyId) => {
    expect(read(`${tag} ring the caller back`)).toEqual({
      ok: true,
      value: { agencyId, text: 'Ring the caller back', dueOn: null },
    });
  });

  it('the agency may stand anywhere, and words after "by" may be just words', () => {
    expect(read('arrange a visit @housing by friday')).toMatchObject({
      value: { agencyId: 'hou', text: 'Arrange a visit' },
    });
    expect(read('@police confirm the visit by the advocate')).toMatchObject({
      value: { text: 'Confirm the visit by the advocate', dueOn: null },
    });
    expect(read('@police confirm travel by bus by friday')).toMatchObject({
      value: { text: 'Confirm travel by bus', dueOn: '2026-12-11' },
    });
  });

  it.each([
    ['', 'AGENCY_NEEDED'],
    ['check licence conditions', 'AGENCY_NEEDED'],
    ['write to someone@police', 'AGENCY_NEEDED'],
    ['@ police check', 'AGENCY_NEEDED'],
    ['@fire check the alarms', 'AGENCY_UNKNOWN'],
    ['@__proto__ check', 'AGENCY_UNKNOWN'],
    ['@council check the tenancy', 'AGENCY_NOT_CLEAR'],
    ['@po', 'AGENCY_UNKNOWN'],
    ['@pro', 'TEXT_NEEDED'],
    ['@police', 'TEXT_NEEDED'],
    ['@police by friday', 'TEXT_NEEDED'],
    ['@police check by 31 february', 'DUE_ON_NOT_A_DAY'],
    ['@police check by 32/1', 'DUE_ON_NOT_A_DAY'],
    ['@police check\0 it', 'TEXT_HAS_CONTROL_CHARACTERS'],
    [`@police ${'a'.repeat(501)}`, 'TEXT_TOO_LONG'],
  ])('%j is refused: %s', (line, code) => {
    expect(read(line)).toMatchObject({ ok: false, refusal: { code, field: 'line' } });
  });

  it('is refused when it goes on and on', () => {
    expect(read(`@police ${'a'.repeat(20_000)}`)).toMatchObject({
      refusal: { code: 'LINE_TOO_LONG', field: 'line' },
    });
  });

  it('next panel needs a next meeting', () => {
    expect(read('@police check by next panel', { nextMeetingOn: null })).toMatchObject({
      refusal: { code: 'NO_NEXT_MEETING' },
    });
  });

  it('when several fit, names them', () => {
    const result = read('@social check');
    expect(result.ok ? '' : result.refusal.message).toContain(
      "Children's Social Care, Northbridge Council Adult",
    );
  });

  it('never throws, and what it accepts names a known agency and a text of 3 to 500 characters', () => {
    const piece = fc.constantFrom(
      '@police',
      '@asc',
      ' by ',
      'friday',
      '12',
      ' ',
      'dec',
      'call',
      '@',
      'next panel',
      '5 wd',
      'İ',
    );
    const lines = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(piece).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(lines, (line) => {
        const result = read(line);
        if (!result.ok) return;
        expect(agencies.some(({ id }) => id === result.value.agencyId)).toBe(true);
        expect(result.value.text.length).toBeGreaterThanOrEqual(3);
        expect([...result.value.text].length).toBeLessThanOrEqual(500);
      }),
    );
  });

  it('gives back the text and the day it was given', () => {
    const words = fc.array(fc.constantFrom('check', 'the', 'locks', 'and', 'report', 'back'), {
      minLength: 2,
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...agencies),
        words,
        fc.integer({ min: 0, max: 300 }),
        (agency, list, n) => {
          const dueOn = new Date(Date.UTC(2026, 11, 8 + n)).toISOString().slice(0, 10);
          const text = list.join(' ');
          expect(read(`@${agency.kind} ${text} by ${dueOn}`)).toEqual({
            ok: true,
            value: { agencyId: agency.id, text: text[0]!.toUpperCase() + text.slice(1), dueOn },
          });
        },
      ),
    );
  });
});
