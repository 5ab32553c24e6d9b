import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { ChangeUnusualTerms, UnusualSettingsPage } from './unusual-settings.graphql.js';
import { TERMS_PLACES, termsFrom, unusualSettingsView } from './unusual-settings.presenter.js';

type Refused = { sent: Sent; status: 409 | 422; problems: readonly Problem[] };

/** From when on the work of a day looks unusual: for auditors, and for administrators, who do not see the audit. */
@Controller('audit/unusual/settings')
export class UnusualSettingsController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply, null);
  }

  @Post()
  async change(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const read = termsFrom(sent);
    if ('problems' in read) return this.show(request, reply, { sent, status: 422, problems: read.problems });
    const attempt = await this.visits.attempt(request, ChangeUnusualTerms, { input: read.input });
    if (!attempt.ok) return this.show(request, reply, { sent, ...attempt });
    this.visits.pages.goTo(request, reply, '/audit/unusual/settings', { code: 'termsChanged' });
  }

  private async show(request: FastifyRequest, reply: FastifyReply, refused: Refused | null): Promise<void> {
    const data = await this.visits.ask(request, UnusualSettingsPage, {});
    const isAuditor = this.visits.person(data).permissions.includes('audit:read');
    this.visits.show(request, reply, data, {
      template: 'pages/audit/unusual-settings.njk',
      words: {
        title: 'From when on a day looks unusual',
        area: isAuditor ? 'audit' : 'administration',
        ...(isAuditor && { breadcrumbs: [{ text: 'Unusual', href: '/audit/unusual' }] }),
        errors: refused ? pageErrors(refused.problems, TERMS_PLACES) : [],
      },
      view: unusualSettingsView(data, refused),
      ...(refused && { status: refused.status }),
    });
  }
}
