import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMinutes, type Moment } from '#kernel';
import { TOKEN_KINDS } from './access-token.entity.js';
import { endsAt, IDLE_MINUTES, isGood, isUseWorthNoting, SESSION_MINUTES } from './session-time.rules.js';

const START = '2026-11-23T09:00:00.000Z' as Moment;
const session = {
  kind: 'session' as const,
  lastUsedAt: START,
  expiresAt: addMinutes(START, SESSION_MINUTES),
};

describe('how long a token is good', () => {
  it('ends a session after 60 minutes without use, not a minute before', () => {
    expect(isGood(session, addMinutes(START, 59))).toBe(true);
    expect(isGood(session, addMinutes(START, 60))).toBe(false);
  });

  it('ends a session after 12 hours, however much it is used', () => {
    const used = { ...session, lastUsedAt: addMinutes(START, 12 * 60 - 1) };
    expect(endsAt(used)).toBe(addMinutes(START, 12 * 60));
  });

  it('does not end the token of a program for want of use', () => {
    expect(isGood({ ...session, kind: 'api_token' }, addMinutes(START, 600))).toBe(true);
  });

  const minutes = fc.integer({ min: 0, max: 2000 });
  const token = fc.record({ kind: fc.constantFrom(...TOKEN_KINDS), used: minutes, lasts: minutes });

  it('is never good after its day, and a session never an hour after its last use', () => {
    fc.assert(
      fc.property(token, minutes, ({ kind, used, lasts }, later) => {
        const times = { kind, lastUsedAt: addMinutes(START, used), expiresAt: addMinutes(START, lasts) };
        const now = addMinutes(START, later);
        if (!isGood(times, now)) return;
        expect(now < times.expiresAt).toBe(true);
        if (kind === 'session') expect(later - used).toBeLessThan(IDLE_MINUTES);
      }),
    );
  });

  it('notes use at most once in a minute, and never makes a session shorter by not noting more than that', () => {
    fc.assert(
      fc.property(minutes, (later) => {
        expect(isUseWorthNoting(session, addMinutes(START, later))).toBe(later >= 1);
      }),
    );
  });
});
