import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Visits } from '../../session/visits.js';
import { WhoAsks } from '../actions/actions.graphql.js';
import { NOTIFICATIONS, OPEN_PAGES } from './reading.text.js';
import type { ReadingView } from './reading.view.js';

const TEMPLATE = 'pages/reading/reading.njk';

/** Pages to read: help, accessibility, privacy, and what e-mails people get. */
@Controller()
export class ReadingController {
  constructor(private readonly visits: Visits) {}

  @Get('help')
  help(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.open(request, reply, OPEN_PAGES.help);
  }

  @Get('accessibility')
  accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.open(request, reply, OPEN_PAGES.accessibility);
  }

  @Get('privacy')
  privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.open(request, reply, OPEN_PAGES.privacy);
  }

  @Get('account/notifications')
  async notifications(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const data = await this.visits.ask(request, WhoAsks, {});
    this.visits.show(request, reply, data, pageOf(NOTIFICATIONS));
  }

  /** Signed in or not: these stand in the footer of every page. */
  private async open(request: FastifyRequest, reply: FastifyReply, view: ReadingView): Promise<void> {
    const { me } = await this.visits.ask(request, WhoAsks, {});
    if (me) return this.visits.show(request, reply, { me }, pageOf(view));
    this.visits.pages.show(request, reply, { ...pageOf(view), person: null, counts: { overdueActions: 0 } });
  }
}

const pageOf = (view: ReadingView) => ({
  template: TEMPLATE,
  words: { title: view.heading, area: null },
  view,
});
