import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, sentText } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import { Visits } from '../../session/visits.js';
import { CasePage, FlagCase, UnflagCase } from './case.graphql.js';
import { caseView, type RefusedFlag } from './case.presenter.js';
import { CasesPage } from './cases.graphql.js';
import { casesAsked, casesView } from './cases.presenter.js';

type Refused = RefusedFlag & { status: 409 | 422; errors: PageError[] };

const REASON_LABELS = { flag: 'Why the panel should hear it', unflag: 'Why it need not be heard' } as const;

/** Cases: the list, and one case with its story. */
@Controller('cases')
export class CasesController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    const data = await this.visits.ask(request, CasesPage, casesAsked(sent));
    this.visits.show(request, reply, data, {
      template: 'pages/cases/cases.njk',
      words: { title: 'Cases', area: 'cases' },
      view: casesView(data, sent),
    });
  }

  @Get(':id')
  async one(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') caseId: string,
  ): Promise<void> {
    await this.show(request, reply, caseId, null);
  }

  @Post(':id/flag')
  async flag(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') caseId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { caseId, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, FlagCase, { input });
    if (!attempt.ok) return this.refuse(request, reply, caseId, { form: 'flag', sent }, attempt);
    this.visits.pages.goTo(request, reply, `/cases/${caseId}`, { code: 'caseFlagged' });
  }

  @Post(':id/unflag')
  async unflag(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') caseId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { caseId, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, UnflagCase, { input });
    if (!attempt.ok) return this.refuse(request, reply, caseId, { form: 'unflag', sent }, attempt);
    this.visits.pages.goTo(request, reply, `/cases/${caseId}`, { code: 'flagWithdrawn' });
  }

  private refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    caseId: string,
    { form, sent }: RefusedFlag,
    { status, problems }: { status: 409 | 422; problems: Parameters<typeof pageErrors>[0] },
  ): Promise<void> {
    const places = { reason: { id: `${form}-reason`, label: REASON_LABELS[form] } };
    return this.show(request, reply, caseId, { form, sent, status, errors: pageErrors(problems, places) });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    caseId: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, CasePage, { id: caseId });
    this.visits.show(request, reply, data, {
      template: 'pages/cases/case.njk',
      words: {
        title: `Case ${data.case.reference}`,
        area: 'cases',
        breadcrumbs: [{ text: 'Cases', href: '/cases' }],
        ...(refused && { errors: refused.errors }),
      },
      view: caseView(data.case, this.visits.person(data), refused),
      ...(refused && { status: refused.status }),
    });
  }
}
