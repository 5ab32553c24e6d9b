import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, sentText } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { WhoAsks } from '../break-glass/break-glass.graphql.js';
import { askView } from './access.presenter.js';
import { AskForAccess, AskForAccessPage } from './ask.graphql.js';

const PLACES = {
  reference: { id: 'reference', label: 'Reference' },
  reason: { id: 'reason', label: 'Reason' },
};

/** Asking to see a case: the same page and the same answer whether or not there is one. */
@Controller('access/ask')
export class AskController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply, {}, []);
  }

  @Post()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    const input = { reference: sentText(sent, 'reference'), reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, AskForAccess, { input });
    if (!attempt.ok) return this.show(request, reply, sent, attempt.problems);
    this.visits.pages.goTo(request, reply, '/access/ask', { code: 'accessAsked' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    problems: readonly Problem[],
  ): Promise<void> {
    const me = this.visits.person(await this.visits.ask(request, WhoAsks, {}));
    const mayAsk = me.permissions.includes('access:ask');
    const data = await this.visits.ask(request, AskForAccessPage, { mayAsk });
    this.visits.show(request, reply, data, {
      template: 'pages/access/ask.njk',
      words: { title: 'Ask to see a case', area: null, errors: pageErrors(problems, PLACES) },
      view: askView(data, me, sent),
      ...(problems.length > 0 && { status: 422 }),
    });
  }
}
