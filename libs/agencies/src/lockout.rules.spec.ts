import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMinutes, type Moment } from '#kernel';
import {
  counted,
  delayMinutes,
  FORGOTTEN_AFTER_MINUTES,
  LOCKOUT,
  minutesToWait,
  noTries,
  takenBack,
  type TriedKind,
} from './lockout.rules.js';

const START = '2026-11-23T09:00:00.000Z' as Moment;
const kinds = fc.constantFrom<TriedKind>('account', 'address');

describe('the delay after failed tries', () => {
  it('is none for four failures of an account, then doubles up to an hour', () => {
    const delays = Array.from({ length: 13 }, (_, n) => delayMinutes('account', n));
    expect(delays).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
    expect(delayMinutes('address', 20)).toBe(0);
    expect(delayMinutes('address', 1000)).toBe(15);
  });

  it('never shrinks with more failures and never passes its longest', () => {
    fc.assert(
      fc.property(kinds, fc.nat(100_000), (kind, failures) => {
        const [now, next] = [delayMinutes(kind, failures), delayMinutes(kind, failures + 1)];
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next).toBeLessThanOrEqual(LOCKOUT[kind].longestMinutes);
      }),
    );
  });

  it('ends: whoever waits as long as told may try', () => {
    fc.assert(
      fc.property(kinds, fc.array(fc.nat(30), { maxLength: 60 }), (kind, pauses) => {
        let [tries, now] = [noTries(START), START];
        for (const pause of pauses) {
          now = addMinutes(now, pause);
          if (minutesToWait(tries, now) === 0) tries = counted(kind, tries, now);
        }
        expect(minutesToWait(tries, addMinutes(now, minutesToWait(tries, now)))).toBe(0);
      }),
    );
  });

  it('bounds the guesses of a day, whatever the pauses between them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { minLength: 50, maxLength: 400 }), (pauses) => {
        let [tries, now, guesses] = [noTries(START), START, 0];
        for (const pause of pauses) {
          now = addMinutes(now, pause);
          if (now >= addMinutes(START, FORGOTTEN_AFTER_MINUTES)) break;
          if (minutesToWait(tries, now) > 0) continue;
          tries = counted('account', tries, now);
          guesses += 1;
        }
        expect(guesses).toBeLessThanOrEqual(34);
      }),
    );
  });

  it('forgets after a day without failures, and counts a right try as none', () => {
    const many = { failures: 30, lastAt: START, openFrom: null };
    expect(counted('account', many, addMinutes(START, FORGOTTEN_AFTER_MINUTES)).failures).toBe(1);
    expect(takenBack(counted('account', many, START)).failures).toBe(30);
    expect(takenBack(noTries(START)).failures).toBe(0);
  });
});
