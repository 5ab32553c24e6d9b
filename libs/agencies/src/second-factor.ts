import { randomBytes } from 'node:crypto';
import { generateURI, verifySync } from 'otplib';
import type { Moment } from '#kernel';
import { minutesBetween } from '#kernel';

/** Name under which an authenticator application lists the account. */
const ISSUER = 'Panel coordination';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** How many recovery codes a person gets. */
export const RECOVERY_CODES = 10;

/** A secret for an authenticator application (RFC 4226 asks for 160 bits), from 20 random bytes, in base 32. */
export function secretFrom(bytes: Uint8Array): string {
  return base32(bytes.subarray(0, 20));
}

/** The address that an authenticator application reads from the square code. */
export function authenticatorAddress(secret: string, email: string): string {
  return generateURI({ issuer: ISSUER, label: email, secret });
}

/**
 * The half minute to which a code belongs, or null when it is wrong. Clocks may differ by half a minute. A code of a
 * half minute up to `lastStep` has been used and is refused (RFC 6238 section 5.2).
 */
export function stepOfCode(
  secret: string,
  code: string,
  now: Moment,
  lastStep: number | null,
): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const epoch = Math.floor(minutesBetween('1970-01-01T00:00:00.000Z' as Moment, now) * 60);
  const answer = verifySync({ secret, token, epoch, epochTolerance: 30 });
  if (!answer.valid || !('timeStep' in answer)) return null;
  return lastStep !== null && answer.timeStep <= lastStep ? null : answer.timeStep;
}

/** Ten fresh recovery codes of 80 random bits, such as `ABCD-EFGH-IJKL-MNOP`. */
export function freshRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(10)).replace(/(.{4})(?=.)/g, '$1-'));
}

/** A recovery code as it was written down, however it is typed; null when it can be none. */
export function readRecoveryCode(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I');
  return /^[A-Z2-7]{16}$/.test(bare) ? bare.replace(/(.{4})(?=.)/g, '$1-') : null;
}

function base32(bytes: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return text;
}
