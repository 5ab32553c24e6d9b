import { Catch, HttpException, Logger, UnauthorizedException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, NotPermitted } from '#kernel';
import { plural } from '../layout/format.js';
import { safeReturnPath } from './cookies.js';
import { StaleForm } from './csrf.js';
import type { Pages } from './pages.js';

/** Thrown when a page needs somebody to be signed in and nobody is, or the session has ended. */
export class SignedOut extends UnauthorizedException {}

/** Thrown when somebody asks too often; with the seconds to wait. */
export class AskedTooOften extends HttpException {
  constructor(readonly seconds: number) {
    super('Asked too often', 429);
  }
}

type ErrorPage = { template: string; title: string; status: number };

const NOT_FOUND: ErrorPage = { template: 'not-found', title: 'Page not found', status: 404 };
const FORBIDDEN: ErrorPage = { template: 'forbidden', title: 'You cannot do that', status: 403 };
const FAILURE: ErrorPage = { template: 'failure', title: 'Something went wrong', status: 500 };
const BY_STATUS: Readonly<Record<number, ErrorPage>> = {
  401: { template: 'signed-out', title: 'You are signed out', status: 401 },
  403: FORBIDDEN,
  404: NOT_FOUND,
  429: { template: 'too-often', title: 'That was too much at once', status: 429 },
  413: { template: 'too-large', title: 'That was too much to send', status: 413 },
};

function errorPageFor(error: unknown): ErrorPage {
  if (error instanceof StaleForm)
    return { template: 'stale-form', title: 'Page open for too long', status: 403 };
  if (error instanceof NotFound) return NOT_FOUND;
  if (error instanceof NotPermitted) return FORBIDDEN;
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode;
  const known = BY_STATUS[status ?? 500];
  if (known) return known;
  return status !== undefined && status >= 400 && status < 500 ? { ...NOT_FOUND, status } : FAILURE;
}

/** Turns whatever was thrown into a plain page. Only failures are logged, without what people sent. */
@Catch()
export class ErrorPages implements ExceptionFilter {
  private readonly logger = new Logger('ErrorPages');

  constructor(private readonly pages: Pages) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const page = errorPageFor(error);
    if (page.status === 401 && request.method === 'GET') {
      this.pages.goTo(request, reply, `/sign-in?next=${encodeURIComponent(request.url)}`);
      return;
    }
    if (page === FAILURE)
      this.logger.error('A page could not be shown', error instanceof Error ? error : undefined);
    if (error instanceof AskedTooOften) reply.header('retry-after', error.seconds);
    this.pages.show(request, reply, {
      template: `layout/error-${page.template}.njk`,
      person: null,
      counts: { overdueActions: 0 },
      words: { title: page.title, area: null },
      view: {
        reference: page === FAILURE ? request.id : null,
        wait: error instanceof AskedTooOften ? plural(error.seconds, 'second') : null,
        signInHref: page.status === 401 ? `/sign-in?next=${encodeURIComponent(pageBefore(request))}` : null,
        kept: keptForm(request),
      },
      status: page.status,
    });
  }
}

/** Forms on which people type for long: what they typed is not lost when the session has ended meanwhile. */
const KEPT = /^\/(?:referrals\/new\/[\w-]+\/[\w-]+|cases\/[\w-]+\/assess\/[\w-]+)(?:\?[\w=&-]*)?$/;

/** The form that could not be taken, to be sent again after signing in; null where nothing is kept. */
function keptForm(request: FastifyRequest): { action: string; fields: [string, string][] } | null {
  const { method, url, headers, body } = request;
  // What another site sent is never offered to be sent again.
  const isForeign = (headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin';
  if (method !== 'POST' || isForeign || !KEPT.test(url) || typeof body !== 'object' || body === null)
    return null;
  const fields = Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one): one is string => typeof one === 'string' && name !== '_csrf')
      .map((one): [string, string] => [name, one]),
  );
  return fields.length > 0 ? { action: url, fields } : null;
}

/** The page of ours on which the form stood, to come back to after signing in. */
function pageBefore({ headers: { referer, host } }: FastifyRequest): string {
  const before = referer && URL.canParse(referer) ? new URL(referer) : null;
  return before?.host === host ? safeReturnPath(`${before?.pathname}${before?.search}`) : '/';
}
