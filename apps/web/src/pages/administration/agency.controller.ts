import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { pageErrors, type Sent, sentOneOf, sentText, sentVersion } from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { AgencyPage, ChangeAgencySignIn } from './agency.graphql.js';
import { agencyView } from './agency.presenter.js';

const PLACES = { signIn: { id: 'sign-in', label: 'Its people sign in' } };

/** One agency of the directory: how its people sign in. */
@Controller('administration/agencies/:id')
export class AgencyController {
  constructor(private readonly visits: Visits) {}

  @Get()
  agency(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id, '');
  }

  @Post('sign-in')
  async signIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') agencyId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const signIn = sentOneOf(sent, 'signIn', ['ANY', 'ORGANISATION'] as const);
    if (!signIn) throw new NotFound('Page');
    const input = { agencyId, version: sentVersion(sent), signIn };
    const attempt = await this.visits.attempt(request, ChangeAgencySignIn, { input });
    if (!attempt.ok) return this.show(request, reply, agencyId, sentText(sent, 'signIn'), attempt);
    this.visits.pages.goTo(request, reply, `/administration/agencies/${agencyId}`, { code: 'signInChanged' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    chosen: string,
    refused: Extract<Attempt<unknown>, { ok: false }> | null = null,
  ): Promise<void> {
    const data = await this.visits.ask(request, AgencyPage, {});
    const agency = data.agencies.find((one) => one.id === id);
    if (!agency || !this.visits.person(data).permissions.includes('sign-in:change'))
      throw new NotFound('Page');
    this.visits.show(request, reply, data, {
      template: 'pages/administration/agency.njk',
      words: {
        title: agency.name,
        area: 'administration',
        breadcrumbs: [{ text: 'Agencies', href: '/administration/agencies' }],
        errors: refused ? pageErrors(refused.problems, PLACES) : [],
      },
      view: agencyView(agency, chosen),
      ...(refused && { status: refused.status }),
    });
  }
}
