import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from './settings.js';

/** Carries the opaque session token that the API takes as bearer. */
export const SESSION_COOKIE = 'accord_session';

/** Names a visitor who has not signed in, so that the sign-in form has a csrf token too. */
export const VISITOR_COOKIE = 'accord_visitor';

/** Carries one message from a change to the page after it. */
export const FLASH_COOKIE = 'accord_flash';

/** Carries what the API gave for the password until the code is typed. */
export const TICKET_COOKIE = 'accord_ticket';

/** Carries the ticket of a sign-in by the organisation's service, and where to go afterwards, until the browser is back. */
export const ORGANISATION_COOKIE = 'accord_organisation';

const TICKET_SECONDS = 300;

const ORGANISATION_SECONDS = 600;

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
  reply.clearCookie(TICKET_COOKIE, cookieOptions(settings));
}

/** Signs a browser out here. The API ends the session itself. */
export function endSession(reply: FastifyReply, settings: HttpSettings): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(settings));
}

/** Keeps the ticket of the first step of signing in for the second. */
export function setTicketCookie(reply: FastifyReply, settings: HttpSettings, ticket: string): void {
  reply.setCookie(TICKET_COOKIE, ticket, {
    ...cookieOptions(settings),
    sameSite: 'strict',
    maxAge: TICKET_SECONDS,
  });
}

/** How the cookie is set: for the one address that needs it, and sent although the browser comes from elsewhere. */
function organisationOptions(settings: Pick<HttpSettings, 'publicUrl'>): CookieSerializeOptions {
  return { ...cookieOptions(settings), path: '/sign-in/callback' };
}

/** Keeps what this browser needs when it comes back from the organisation's service. */
export function setOrganisationCookie(
  reply: FastifyReply,
  settings: HttpSettings,
  kept: { ticket: string; next: string },
): void {
  const options = { ...organisationOptions(settings), maxAge: ORGANISATION_SECONDS };
  reply.setCookie(ORGANISATION_COOKIE, `${kept.ticket} ${kept.next}`, options);
}

/** What this browser kept, once: the cookie goes. Empty when there is nothing. */
export function takeOrganisationCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: HttpSettings,
): { ticket: string; next: string } {
  const [ticket = '', next] = (request.cookies[ORGANISATION_COOKIE] ?? '').split(' ');
  reply.clearCookie(ORGANISATION_COOKIE, organisationOptions(settings));
  return { ticket, next: safeReturnPath(next) };
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
