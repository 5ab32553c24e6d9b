import { ForbiddenException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VISITOR_COOKIE, cookieOptions, sessionToken } from './cookies.js';
import type { HttpSettings } from './settings.js';
import { freshToken, sameText, signature } from './signing.js';

/** Thrown when a form does not carry the token of the page it should come from. */
export class StaleForm extends ForbiddenException {}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who the token of a page is bound to: the session, or else the browser. Sets a visitor cookie when there is none. */
export function csrfSubject(request: FastifyRequest, reply: FastifyReply, settings: HttpSettings): string {
  const session = sessionToken(request);
  if (session) return `session:${session}`;
  const known = request.cookies[VISITOR_COOKIE];
  if (known && /^[\w-]{32}$/.test(known)) return `visitor:${known}`;
  const fresh = freshToken();
  reply.setCookie(VISITOR_COOKIE, fresh, cookieOptions(settings));
  return `visitor:${fresh}`;
}

/** The token that forms of this browser carry. */
export function csrfToken(subject: string, settings: HttpSettings): string {
  return signature(settings.sessionSecret, 'csrf', subject);
}

/** Refuses a change that another site sent, or that does not carry the token of one of our pages. */
export function refuseForeignForm(request: FastifyRequest, settings: HttpSettings): void {
  if (READING.has(request.method)) return;
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new StaleForm();
  const carried = (request.body as { _csrf?: unknown } | null | undefined)?._csrf;
  if (typeof carried !== 'string' || !sameText(carried, csrfToken(request.csrfSubject, settings))) {
    throw new StaleForm();
  }
}
