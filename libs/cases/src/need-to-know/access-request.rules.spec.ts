import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { addDays, type Day } from '#kernel';
import {
  asking,
  deciding,
  MOST_REQUESTS_A_DAY,
  requestAnswer,
  requestState,
} from './access-request.rules.js';

const today = '2026-11-23' as Day;
const lapsesOn = addDays(today, 14);
const days = fc.integer({ min: 0, max: 40 }).map((n) => addDays(today, n));

describe('what somebody is told who asked to see a case', () => {
  it('is the same for a no, for no answer, and for a case that there is not', () => {
    fc.assert(
      fc.property(days, fc.boolean(), (day, mayKnow) => {
        const declined = requestAnswer({ isGranted: false, lapsesOn, mayKnow }, day);
        const unanswered = requestAnswer({ isGranted: null, lapsesOn, mayKnow }, day);
        const noCase = requestAnswer({ isGranted: null, lapsesOn, mayKnow: false }, day);
        expect([declined, unanswered]).toEqual([noCase, noCase]);
        expect(noCase).toBe(day > lapsesOn ? 'not_granted' : 'waiting');
      }),
    );
  });

  it('is a yes at once, for as long as they may know the case', () => {
    expect(requestAnswer({ isGranted: true, lapsesOn, mayKnow: true }, today)).toBe('granted');
    expect(requestAnswer({ isGranted: true, lapsesOn, mayKnow: false }, today)).toBe('waiting');
  });
});

describe('deciding about a request', () => {
  const decide = (isGranted: boolean | null, yes: boolean, until: Day | null, on = today) => {
    const decided = deciding({ isGranted, lapsesOn }, { isGranted: yes, until }, on);
    return decided.ok ? decided.value.grantedUntil : decided.refusal.code;
  };

  it('is done once, before it lapses, and a yes has a last day within 90 days', () => {
    expect(decide(null, true, addDays(today, 90))).toBe(addDays(today, 90));
    expect(decide(null, true, addDays(today, 91))).toBe('LAST_DAY_OUT_OF_RANGE');
    expect(decide(null, true, addDays(today, -1))).toBe('LAST_DAY_OUT_OF_RANGE');
    expect(decide(null, true, null)).toBe('LAST_DAY_NEEDED');
    expect(decide(null, false, null)).toBeNull();
    expect(decide(false, true, today)).toBe('ALREADY_DECIDED');
    expect(decide(null, true, addDays(lapsesOn, 5), addDays(lapsesOn, 1))).toBe('REQUEST_LAPSED');
  });

  it('stands as it was decided, or lapses', () => {
    const on = (isGranted: boolean | null, day: Day) => requestState({ isGranted, lapsesOn }, day);
    const late = addDays(lapsesOn, 1);
    expect([on(null, lapsesOn), on(null, late), on(true, late), on(false, late)]).toEqual([
      'waiting',
      'lapsed',
      'granted',
      'declined',
    ]);
  });
});

describe('asking', () => {
  it('is possible twenty times a day', () => {
    expect(asking(MOST_REQUESTS_A_DAY - 1).ok).toBe(true);
    expect(asking(MOST_REQUESTS_A_DAY).ok).toBe(false);
  });
});
