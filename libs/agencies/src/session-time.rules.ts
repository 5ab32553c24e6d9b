import { addMinutes, type Moment } from '#kernel';
import type { TokenKind } from './access-token.entity.js';

/** How long a session may last at most, minutes: 12 hours (OWASP ASVS 7.3.2 asks for a limit; performance.md S7). */
export const SESSION_MINUTES = 12 * 60;

/** After how many minutes without use a session ends (OWASP ASVS 7.3.1; ux.md, session). */
export const IDLE_MINUTES = 60;

/** The last use of a token is written again only after so many minutes, so that reading costs no write. */
export const USE_NOTED_AFTER_MINUTES = 1;

/** The part of a token that decides how long it is good. */
export type TokenTimes = { kind: TokenKind; lastUsedAt: Moment; expiresAt: Moment };

/** When a token stops being good if nobody uses it any more. Sessions end idle, other tokens only on their day. */
export function endsAt({ kind, lastUsedAt, expiresAt }: TokenTimes): Moment {
  if (kind !== 'session') return expiresAt;
  const idle = addMinutes(lastUsedAt, IDLE_MINUTES);
  return idle < expiresAt ? idle : expiresAt;
}

/** Whether a token is good at this moment. */
export function isGood(token: TokenTimes, now: Moment): boolean {
  return now < endsAt(token);
}

/** Whether the use at this moment should be written down. */
export function isUseWorthNoting({ lastUsedAt }: TokenTimes, now: Moment): boolean {
  return addMinutes(lastUsedAt, USE_NOTED_AFTER_MINUTES) <= now;
}
