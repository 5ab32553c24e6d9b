import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { pageErrors, type Sent, sentText } from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { WhoAsks } from '../break-glass/break-glass.graphql.js';
import { conflictView } from './access.presenter.js';
import { ConflictPage, DeclareConflict } from './conflict.graphql.js';

const PLACES = {
  reason: { id: 'reason', label: 'Reason' },
  isConfirmed: { id: 'confirmed', label: 'Confirm' },
};

/** Declaring a conflict of interest, after which the case is not there for the person. */
@Controller('cases/:id/conflict')
export class ConflictController {
  constructor(private readonly visits: Visits) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id, {}, null);
  }

  /** The answer is a page of its own: the case is gone, and an address that said "done" could be opened by anybody. */
  @Post()
  async declare(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const isConfirmed = sentText(sent, 'confirmed') === 'yes';
    const input = { caseId: id, reason: sentText(sent, 'reason'), isConfirmed };
    const attempt = await this.visits.attempt(request, DeclareConflict, { input });
    if (!attempt.ok) return this.show(request, reply, id, sent, attempt);
    this.visits.show(request, reply, await this.visits.ask(request, WhoAsks, {}), {
      template: 'pages/access/conflict-declared.njk',
      words: { title: 'Your conflict of interest is on record', area: 'cases' },
      view: {},
    });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    sent: Sent,
    refused: Extract<Attempt<unknown>, { ok: false }> | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, ConflictPage, { id });
    if (data.case.openedByBreakGlassUntil !== null) throw new NotFound('Page');
    this.visits.show(request, reply, data, {
      template: 'pages/access/conflict.njk',
      words: {
        title: 'I have a conflict of interest',
        area: 'cases',
        breadcrumbs: [
          { text: 'Cases', href: '/cases' },
          { text: `Case ${data.case.reference}`, href: `/cases/${id}` },
        ],
        errors: pageErrors(refused?.problems ?? [], PLACES),
      },
      view: conflictView(data.case, sent),
      ...(refused && { status: refused.status }),
    });
  }
}
