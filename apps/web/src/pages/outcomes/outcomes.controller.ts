import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sent } from '../../http/index.js';
import { Visits } from '../../session/visits.js';
import { outcomesCsv } from './outcomes.csv.js';
import { OutcomesPage } from './outcomes.graphql.js';
import { outcomesAsked, outcomesView } from './outcomes.presenter.js';

/** Outcomes across panels: figures, charts, and the same as a file. */
@Controller()
export class OutcomesController {
  constructor(private readonly visits: Visits) {}

  @Get('outcomes')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    const data = await this.ask(request, sent);
    this.visits.show(request, reply, data, {
      template: 'pages/outcomes/outcomes.njk',
      words: { title: 'Outcomes across panels', area: 'outcomes' },
      view: outcomesView(data, this.visits.person(data), sent),
    });
  }

  @Get('outcomes.csv')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    const data = await this.ask(request, sent);
    const { panels } = outcomesView(data, this.visits.person(data), sent);
    reply
      .header('content-disposition', `attachment; filename="outcomes-${data.outcomes.to}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(outcomesCsv(data.outcomes, panels));
  }

  private ask(request: FastifyRequest, sent: Sent) {
    return this.visits.ask(request, OutcomesPage, outcomesAsked(sent, this.visits.pages.now()));
  }
}
