import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from './settings.js';

/** Carries the opaque session token that the API takes as bearer. */
export const SESSION_COOKIE = 'accord_session';

/** Names a visitor who has not signed in, so that the sign-in form has a csrf token too. */
export const VISITOR_COOKIE = 'accord_visitor';

/** Carries one message from a change to the page after it. */
export const FLASH_COOKIE = 'accord_flash';

const FLASH_SECONDS = 60;

/** How every cookie of ours is set: not readable by scripts, not sent along from other sites. */
export function cookieOptions(settings: Pick<HttpSettings, 'publicUrl'>): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: settings.publicUrl.startsWith('https:') };
}

/** The session token of a request, or null when nobody is signed in. */
export function sessionToken(request: FastifyRequest): string | null {
  const token = request.cookies[SESSION_COOKIE];
  return token && /^[\w.~+/=-]{1,4096}$/.test(token) ? token : null;
}

/** Signs a browser in with a token from the API. It ends with the browser or after `maxAgeSeconds`. */
export function startSession(
  reply: FastifyReply,
  settings: HttpSettings,
  token: string,
  maxAgeSeconds?: number,
): void {
  reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(settings), maxAge: maxAgeSeconds });
  reply.clearCookie(VISITOR_COOKIE, cookieOptions(settings));
}

/** Signs a browser out here. The API ends the session itself. */
export function endSession(reply: FastifyReply, settings: HttpSettings): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(settings));
}

/** Sets the message for the next page. */
export function setFlashCookie(reply: FastifyReply, settings: HttpSettings, value: string): void {
  reply.setCookie(FLASH_COOKIE, value, { ...cookieOptions(settings), maxAge: FLASH_SECONDS });
}

/** Where to go after signing in: a path of ours, never another site. */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 500) return '/';
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) && !wanted.includes('\\') ? wanted : '/';
}
