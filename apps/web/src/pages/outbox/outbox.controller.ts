import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sent, sentText } from '../../http/index.js';
import { Visits } from '../../session/visits.js';
import { OutboxPage } from './outbox.graphql.js';
import { outboxView } from './outbox.presenter.js';

/** The local outbox of a development machine; the API refuses it anywhere else. */
@Controller('outbox')
export class OutboxController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    const data = await this.visits.ask(request, OutboxPage, { after: sentText(sent, 'after') || null });
    this.visits.show(request, reply, data, {
      template: 'pages/outbox/outbox.njk',
      words: { title: 'Outbox', area: null },
      view: outboxView(data),
    });
  }
}
