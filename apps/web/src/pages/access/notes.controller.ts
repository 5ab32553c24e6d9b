import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { pageErrors, type Sent, sentText, sentVersion } from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { mayReadNotes, notesView } from './access.presenter.js';
import { ChangeRestrictedNotes, RestrictedNotesPage } from './notes.graphql.js';

const PLACES = { notes: { id: 'notes', label: 'Restricted notes' } };

/** The restricted notes of a case, on a page of their own: every reading of them is recorded. */
@Controller('cases/:id/notes')
export class NotesController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id, null, null);
  }

  @Post()
  async change(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') caseId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { caseId, notes: sentText(sent, 'notes'), version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, ChangeRestrictedNotes, { input });
    if (!attempt.ok) return this.show(request, reply, caseId, sent, attempt);
    this.visits.pages.goTo(request, reply, `/cases/${caseId}/notes`, { code: 'notesChanged' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    sent: Sent | null,
    refused: Extract<Attempt<unknown>, { ok: false }> | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, RestrictedNotesPage, { id });
    const me = this.visits.person(data);
    if (!mayReadNotes(me) || data.case.openedByBreakGlassUntil !== null) throw new NotFound('Page');
    this.visits.show(request, reply, data, {
      template: 'pages/access/notes.njk',
      words: {
        title: 'Restricted notes',
        area: 'cases',
        breadcrumbs: [
          { text: 'Cases', href: '/cases' },
          { text: `Case ${data.case.reference}`, href: `/cases/${id}` },
        ],
        errors: pageErrors(refused?.problems ?? [], PLACES),
      },
      view: notesView(data.case, me, sent),
      ...(refused && { status: refused.status }),
    });
  }
}
