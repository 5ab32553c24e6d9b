import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import {
  type FlashCode,
  type InputPlaces,
  pageErrors,
  type Sent,
  sentOneOf,
  sentText,
  sentVersion,
} from '../../http/index.js';
import { type Attempt, type Problem, Visits } from '../../session/visits.js';
import {
  CaseAccessPage,
  ChangeHandling,
  DismissConflictSuggestion,
  LiftConflict,
  LiftRestriction,
  RestrictCase,
} from './case-access.graphql.js';
import { caseAccessView, type RefusedAccess } from './case-access.presenter.js';

type Refused = RefusedAccess & { status: 409 | 422; problems: readonly Problem[] };

const WHO = { id: 'who', label: 'Who' };

/** Where the inputs of a form stand; a form that is no other is that of one entry. */
function placesOf(form: string): InputPlaces {
  if (form === 'handling')
    return {
      handling: { id: 'handling', label: 'Handling' },
      reason: { id: 'handling-reason', label: 'Reason' },
    };
  if (form === 'restrict')
    return {
      personId: WHO,
      agencyId: WHO,
      kind: { id: 'kind-1', label: 'List' },
      reason: { id: 'restrict-reason', label: 'Reason' },
    };
  const dismissed = form.startsWith('dismiss:') ? form.slice('dismiss:'.length) : null;
  const place =
    dismissed === null
      ? { id: `lift-reason-${form}`, label: 'Why it is lifted' }
      : { id: `dismiss-reason-${dismissed}`, label: 'Why it is nothing' };
  return { reason: place, personId: place };
}

/** Who may see a case: its lists, conflicts and handling, for those who run the panel. */
@Controller('cases/:id/access')
export class CaseAccessController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Sent,
  ): Promise<void> {
    return this.show(request, reply, id, sentText(query, 'agency'), null);
  }

  @Post('restrict')
  async restrict(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') caseId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const [whose = '', who = ''] = sentText(sent, 'who').split(':');
    const kind = sentOneOf(sent, 'kind', ['EXCLUDE', 'ONLY_THESE'] as const);
    const problems: Problem[] = [
      ...(who ? [] : [{ field: 'personId', text: 'Choose who it is about.' }]),
      ...(kind ? [] : [{ field: 'kind', text: 'Choose which list.' }]),
    ];
    const agencyId = sentText(sent, 'agency');
    if (!kind || problems.length > 0)
      return this.show(request, reply, caseId, agencyId, { form: 'restrict', sent, status: 422, problems });
    const about = whose === 'agency' ? { agencyId: who, personId: null } : { personId: who, agencyId: null };
    const input = { caseId, kind, ...about, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, RestrictCase, { input });
    if (!attempt.ok)
      return this.show(request, reply, caseId, agencyId, { form: 'restrict', sent, ...attempt });
    this.done(request, reply, caseId, 'caseRestricted');
  }

  @Post('handling')
  async handling(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') caseId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const handling = sentOneOf(sent, 'handling', ['STANDARD', 'RESTRICTED', 'HIGHLY_RESTRICTED'] as const);
    if (!handling) throw new NotFound('Page');
    const input = { caseId, handling, reason: sentText(sent, 'reason'), version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, ChangeHandling, { input });
    if (!attempt.ok) return this.show(request, reply, caseId, '', { form: 'handling', sent, ...attempt });
    this.done(request, reply, caseId, 'handlingChanged');
  }

  @Post('suggestions/:person/dismiss')
  async dismiss(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() { id, person }: { id: string; person: string },
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { caseId: id, personId: person, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, DismissConflictSuggestion, { input });
    if (!attempt.ok)
      return this.show(request, reply, id, '', { form: `dismiss:${person}`, sent, ...attempt });
    this.done(request, reply, id, 'conflictDismissed');
  }

  @Post(':entry/lift')
  async lift(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() { id, entry }: { id: string; entry: string },
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { restrictionId: entry, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, LiftRestriction, { input });
    await this.lifted(request, reply, { id, entry, sent }, attempt);
  }

  @Post(':entry/lift-conflict')
  async liftConflict(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() { id, entry }: { id: string; entry: string },
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { restrictionId: entry, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, LiftConflict, { input });
    await this.lifted(request, reply, { id, entry, sent }, attempt);
  }

  private async lifted(
    request: FastifyRequest,
    reply: FastifyReply,
    { id, entry, sent }: { id: string; entry: string; sent: Sent },
    attempt: Attempt<unknown>,
  ): Promise<void> {
    if (!attempt.ok) return this.show(request, reply, id, '', { form: entry, sent, ...attempt });
    this.done(request, reply, id, 'restrictionLifted');
  }

  private done(request: FastifyRequest, reply: FastifyReply, id: string, code: FlashCode): void {
    this.visits.pages.goTo(request, reply, `/cases/${id}/access`, { code });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    agencyId: string,
    refused: Refused | null,
  ): Promise<void> {
    const asked = { id, agencyId: agencyId || null, hasAgency: agencyId !== '' };
    const data = await this.visits.ask(request, CaseAccessPage, asked);
    if (data.case.restrictions === null) throw new NotFound('Page');
    this.visits.show(request, reply, data, {
      template: 'pages/access/case-access.njk',
      words: {
        title: 'Who may see this case',
        area: 'cases',
        breadcrumbs: [
          { text: 'Cases', href: '/cases' },
          { text: `Case ${data.case.reference}`, href: `/cases/${id}` },
        ],
        errors: refused ? pageErrors(refused.problems, placesOf(refused.form)) : [],
      },
      view: caseAccessView(data, agencyId, refused),
      ...(refused && { status: refused.status }),
    });
  }
}
