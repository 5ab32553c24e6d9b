import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type InputPlaces,
  pageErrors,
  type Sent,
  sentOneOf,
  sentText,
  sentVersion,
} from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { RevokeToken } from '../account/tokens.graphql.js';
import { newTokenView, sentToken, TOKEN_PLACES } from '../account/tokens.presenter.js';
import { ReinstatePerson, SuspendPerson } from './person.graphql.js';
import { AddService, MakeServiceToken, ServicePage, ServicesPage } from './services.graphql.js';
import { SERVICE_ROLES, servicesView, serviceView } from './services.presenter.js';

type Refused = Extract<Attempt<unknown>, { ok: false }>;

const PLACES: InputPlaces = {
  name: { id: 'service-name', label: 'Name of the system' },
  agencyId: { id: 'service-agency', label: 'Agency' },
  role: { id: 'service-role', label: 'Role' },
};

/** Systems of agencies that ask by token: adding them, their tokens, ending them. */
@Controller('administration/services')
export class ServicesController {
  constructor(private readonly visits: Visits) {}

  @Get()
  services(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.showList(request, reply);
  }

  @Post()
  async add(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    const input = {
      agencyId: sentText(sent, 'agencyId'),
      name: sentText(sent, 'name'),
      role: sentOneOf(sent, 'role', SERVICE_ROLES) ?? 'AGENCY_MEMBER',
    };
    const attempt = await this.visits.attempt(request, AddService, { input });
    if (!attempt.ok) return this.showList(request, reply, { sent, ...attempt });
    this.visits.pages.goTo(request, reply, '/administration/services', { code: 'serviceAdded' });
  }

  @Get(':id')
  service(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    return this.showOne(request, reply, id);
  }

  @Post(':id/tokens')
  async makeToken(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { ...sentToken(sent), serviceId: id };
    const attempt = await this.visits.attempt(request, MakeServiceToken, { input });
    if (!attempt.ok) return this.showOne(request, reply, id, attempt, sent);
    const { makeServiceToken: made } = attempt.answer;
    if (made.__typename !== 'TokenMade') return;
    const data = await this.visits.ask(request, ServicePage, { id });
    const view = newTokenView(made.token, made.details.name, `/administration/services/${id}`);
    this.visits.show(request, reply, data, {
      template: 'pages/account/token.njk',
      words: { title: view.heading, area: 'administration' },
      view,
    });
  }

  @Post(':id/tokens/:tokenId/revoke')
  async revoke(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('tokenId') tokenId: string,
  ): Promise<void> {
    await this.visits.ask(request, RevokeToken, { id: tokenId });
    this.visits.pages.goTo(request, reply, `/administration/services/${id}`, { code: 'tokenEnded' });
  }

  @Post(':id/suspend')
  async suspend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, SuspendPerson, { id, version: sentVersion(sent) });
    if (!attempt.ok) return this.showOne(request, reply, id, attempt);
    this.visits.pages.goTo(request, reply, `/administration/services/${id}`, { code: 'serviceSuspended' });
  }

  @Post(':id/reinstate')
  async reinstate(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, ReinstatePerson, { id, version: sentVersion(sent) });
    if (!attempt.ok) return this.showOne(request, reply, id, attempt);
    this.visits.pages.goTo(request, reply, `/administration/services/${id}`, { code: 'serviceReinstated' });
  }

  private async showList(
    request: FastifyRequest,
    reply: FastifyReply,
    refused: (Refused & { sent: Sent }) | null = null,
  ): Promise<void> {
    const data = await this.visits.ask(request, ServicesPage, {});
    const view = servicesView(data, refused?.sent ?? null);
    this.visits.show(request, reply, data, {
      template: 'pages/administration/administration.njk',
      words: {
        title: view.heading,
        area: 'administration',
        errors: pageErrors(refused?.problems ?? [], PLACES),
      },
      view,
      ...(refused && { status: refused.status }),
    });
  }

  private async showOne(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused: Refused | null = null,
    token: Sent | null = null,
  ): Promise<void> {
    const data = await this.visits.ask(request, ServicePage, { id });
    this.visits.show(request, reply, data, {
      template: 'pages/administration/service.njk',
      words: {
        title: 'One service',
        area: 'administration',
        breadcrumbs: [{ text: 'Services', href: '/administration/services' }],
        errors: pageErrors(refused?.problems ?? [], TOKEN_PLACES),
      },
      view: serviceView(data.service, token),
      ...(refused && { status: refused.status }),
    });
  }
}
