import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Moment } from '#kernel';
import { signedVisitor, UNATTENDED_HEADER, VISITOR_HEADER } from '#platform';
import { templateRenderer } from '../layout/nunjucks.js';
import { pageModel } from '../layout/page.js';
import type { PageCounts, PageFrame, PageWords, SignedInPerson } from '../layout/page.js';
import { assetPaths } from './assets.js';
import {
  FLASH_COOKIE,
  cookieOptions,
  endSession,
  setOrganisationCookie,
  startSession,
  setTicketCookie,
  takeOrganisationCookie,
  TICKET_COOKIE,
} from './cookies.js';
import { csrfToken } from './csrf.js';
import { leaveFlash, readFlash } from './flash.js';
import type { Flash } from './flash.js';
import type { HttpSettings } from './settings.js';

/** A page to show: which template, who looks at it, what it says. */
export type ShownPage = {
  template: string;
  person: SignedInPerson | null;
  counts: PageCounts;
  words: PageWords;
  view: object;
  /** 200 when left out; 409 and 422 keep what people typed. */
  status?: number;
};

/** Puts pages together and sends them; the one way from a view model to HTML. */
export class Pages {
  private readonly render;
  private readonly assets = assetPaths();

  constructor(private readonly settings: HttpSettings) {
    this.render = templateRenderer(settings.keepTemplates);
  }

  /** Sends a page. A message left by the change before it is shown once. */
  show(request: FastifyRequest, reply: FastifyReply, shown: ShownPage): void {
    const frame = this.frame(request);
    if (request.cookies[FLASH_COOKIE]) reply.clearCookie(FLASH_COOKIE, cookieOptions(this.settings));
    const page = pageModel(frame, shown.person, shown.counts, shown.words);
    const html = this.render(shown.template, page, shown.view);
    reply
      .status(shown.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(html);
  }

  /** What time it is for the pages. */
  now(): Moment {
    return this.settings.clock.now();
  }

  /** Goes to another page after a change (303), with a message where one is given. */
  goTo(request: FastifyRequest, reply: FastifyReply, path: string, flash?: Flash): void {
    if (flash) leaveFlash(request, reply, this.settings, flash);
    reply.redirect(path, 303);
  }

  /** Signs this browser in with a token from the API. */
  signIn(reply: FastifyReply, token: string): void {
    startSession(reply, this.settings, token);
  }

  /** Keeps the ticket of the first step of signing in for the second. */
  keepTicket(reply: FastifyReply, ticket: string): void {
    setTicketCookie(reply, this.settings, ticket);
  }

  /** The ticket of the first step; empty when there is none. */
  ticket(request: FastifyRequest): string {
    return request.cookies[TICKET_COOKIE] ?? '';
  }

  /** Sends the browser to the organisation's service, and keeps what it needs when it comes back. */
  goToOrganisation(reply: FastifyReply, address: string, kept: { ticket: string; next: string }): void {
    setOrganisationCookie(reply, this.settings, kept);
    reply.redirect(address, 303);
  }

  /** What was kept for coming back from the organisation's service; it can be had once. */
  backFromOrganisation(request: FastifyRequest, reply: FastifyReply): { ticket: string; next: string } {
    return takeOrganisationCookie(request, reply, this.settings);
  }

  /** What the API is told beside the question: where the person is, and whether anybody is there at all. */
  visitorHeaders(request: FastifyRequest): Record<string, string> {
    const visitor = { [VISITOR_HEADER]: signedVisitor(this.settings.sessionSecret, request.ip) };
    const isStream = request.headers.accept === 'text/event-stream';
    return isStream ? { ...visitor, [UNATTENDED_HEADER]: 'yes' } : visitor;
  }

  /** Signs this browser out; the API ends the session itself. */
  signOut(reply: FastifyReply): void {
    endSession(reply, this.settings);
  }

  private frame(request: FastifyRequest): PageFrame {
    return {
      csrfToken: csrfToken(request.csrfSubject, this.settings),
      nonce: request.nonce,
      demo: this.settings.demo,
      flash: readFlash(request, this.settings),
      now: this.settings.clock.now(),
      assets: this.assets,
    };
  }
}
