import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotPermitted } from '#kernel';
import { pageErrors, type Sent, sentText } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { ChangeTriageSettings, PanelsWithSettings, TriageSettingsPage } from './triage-settings.graphql.js';
import { SETTING_PLACES, settingsFrom, triageSettingsView } from './triage-settings.presenter.js';

type Refused = { sent: Sent; status: 409 | 422; problems: readonly Problem[] };

/** The clocks and thresholds of a panel, with everything that was changed of them. */
@Controller('referrals/settings')
export class TriageSettingsController {
  constructor(private readonly visits: Visits) {}

  /** Goes to the panel that is asked for, or to the first that the person may change. */
  @Get()
  async choose(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() sent: Sent,
  ): Promise<void> {
    const data = await this.visits.ask(request, PanelsWithSettings, {});
    if (!this.visits.person(data).permissions.includes('panel:change')) throw new NotPermitted('page');
    const first = data.me?.panels[0] ?? data.panels[0];
    const panelId = sentText(sent, 'panel') || first?.id;
    if (!panelId) throw new NotPermitted('page');
    this.visits.pages.goTo(request, reply, `/referrals/settings/${encodeURIComponent(panelId)}`);
  }

  @Get(':id')
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id, null);
  }

  @Post(':id')
  async change(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const read = settingsFrom(sent, id);
    if ('problems' in read)
      return this.show(request, reply, id, { sent, status: 422, problems: read.problems });
    const attempt = await this.visits.attempt(request, ChangeTriageSettings, { input: read.input });
    if (!attempt.ok) return this.show(request, reply, id, { sent, ...attempt });
    this.visits.pages.goTo(request, reply, `/referrals/settings/${id}`, { code: 'thresholdsChanged' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    panelId: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, TriageSettingsPage, { panelId });
    const runs = this.visits.person(data).permissions.includes('case:triage');
    this.visits.show(request, reply, data, {
      template: 'pages/referrals/triage-settings.njk',
      words: {
        title: 'Clocks and thresholds',
        area: runs ? 'referrals' : 'administration',
        breadcrumbs: [
          runs
            ? { text: 'Referrals', href: '/referrals' }
            : { text: 'Panels', href: '/administration/panels' },
        ],
        errors: refused ? pageErrors(refused.problems, SETTING_PLACES) : [],
      },
      view: triageSettingsView(data, refused),
      ...(refused && { status: refused.status }),
    });
  }
}
