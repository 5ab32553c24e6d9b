import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateSync } from 'otplib';
import { addMinutes, type Moment } from '#kernel';
import {
  authenticatorAddress,
  freshRecoveryCodes,
  readRecoveryCode,
  secretFrom,
  stepOfCode,
} from './second-factor.js';

const NOW = '2026-11-23T09:00:00.000Z' as Moment;
const SECRET = secretFrom(Buffer.from('12345678901234567890'));
const codeAt = (moment: Moment) => generateSync({ secret: SECRET, epoch: Date.parse(moment) / 1000 });

describe('the second factor', () => {
  it('agrees with the examples of RFC 6238, cut to six digits', () => {
    expect(SECRET).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(stepOfCode(SECRET, '287082', '1970-01-01T00:00:59.000Z' as Moment, null)).toBe(1);
    expect(stepOfCode(SECRET, '081804', '2005-03-18T01:58:29.000Z' as Moment, null)).toBe(37037036);
  });

  it('takes a code for half a minute either way, and never twice', () => {
    const step = stepOfCode(SECRET, codeAt(NOW), NOW, null)!;
    expect(stepOfCode(SECRET, codeAt(NOW), addMinutes(NOW, 0.5), null)).toBe(step);
    expect(stepOfCode(SECRET, codeAt(NOW), addMinutes(NOW, 2), null)).toBeNull();
    expect(stepOfCode(SECRET, codeAt(NOW), NOW, step)).toBeNull();
    expect(stepOfCode(SECRET, codeAt(addMinutes(NOW, 0.5)), addMinutes(NOW, 0.5), step)).toBe(step + 1);
  });

  it('takes nothing that is not six digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d{6}$/.test(text.replace(/\s/g, '')));
        expect(stepOfCode(SECRET, text, NOW, null)).toBeNull();
      }),
    );
  });

  it('names the account for the authenticator application', () => {
    expect(authenticatorAddress(SECRET, 'a@b.example')).toMatch(/^otpauth:\/\/totp\/Panel%20coordination/);
  });
});

describe('recovery codes', () => {
  it('are ten, all different, and are read however they are typed', () => {
    const codes = freshRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
    }
    expect(readRecoveryCode('ABCD-EFGH')).toBeNull();
  });
});
