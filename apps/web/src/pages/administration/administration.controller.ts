import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type InputPlaces, pageErrors, type Sent, sentOneOf, sentText } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import type { Me } from '../../session/frame.js';
import { Visits } from '../../session/visits.js';
import { AddAgency, AddPerson, AgenciesPage, PanelsPage, PeoplePage } from './administration.graphql.js';
import { agenciesView, panelsView, peopleView } from './administration.presenter.js';
import type { AdministrationView } from './administration.view.js';
import { AGENCY_KIND_WORDS, ROLE_WORDS } from './administration.words.js';

type Refused = { sent: Sent; status: 409 | 422; errors: PageError[] };

const AGENCY_PLACES: InputPlaces = {
  name: { id: 'agency-name', label: 'Name' },
  kind: { id: 'agency-kind', label: 'Kind' },
  emailDomain: { id: 'agency-domain', label: 'E-mail ends in' },
};

const PERSON_PLACES: InputPlaces = {
  name: { id: 'person-name', label: 'Name' },
  email: { id: 'person-email', label: 'Work e-mail' },
  agencyId: { id: 'person-agency', label: 'Agency' },
  role: { id: 'person-role', label: 'Role' },
  lpa: { id: 'person-lpa', label: 'Area' },
};

const KINDS = Object.keys(AGENCY_KIND_WORDS) as (keyof typeof AGENCY_KIND_WORDS)[];
const ROLES = Object.keys(ROLE_WORDS) as (keyof typeof ROLE_WORDS)[];

/** Agencies, people and panels as lists, with forms to add to them. */
@Controller('administration')
export class AdministrationController {
  constructor(private readonly visits: Visits) {}

  @Get()
  start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visits.pages.goTo(request, reply, '/administration/agencies');
  }

  @Get('agencies')
  async agencies(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.showAgencies(request, reply, null);
  }

  @Post('agencies')
  async addAgency(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = {
      name: sentText(sent, 'name'),
      kind: sentOneOf(sent, 'kind', KINDS) ?? 'OTHER',
      emailDomain: sentText(sent, 'emailDomain').trim() || null,
      isCore: sentText(sent, 'isCore') === 'yes',
    };
    const attempt = await this.visits.attempt(request, AddAgency, { input });
    if (attempt.ok) {
      return this.visits.pages.goTo(request, reply, '/administration/agencies', { code: 'agencyAdded' });
    }
    const errors = pageErrors(attempt.problems, AGENCY_PLACES);
    await this.showAgencies(request, reply, { sent, status: attempt.status, errors });
  }

  @Get('people')
  async people(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() sent: Sent,
  ): Promise<void> {
    await this.showPeople(request, reply, sentText(sent, 'after') || null, null);
  }

  @Post('people')
  async addPerson(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = {
      name: sentText(sent, 'name'),
      email: sentText(sent, 'email'),
      agencyId: sentText(sent, 'agencyId'),
      role: sentOneOf(sent, 'role', ROLES) ?? 'AGENCY_MEMBER',
      lpa: sentText(sent, 'lpa').trim() || null,
    };
    const attempt = await this.visits.attempt(request, AddPerson, { input });
    if (attempt.ok) {
      return this.visits.pages.goTo(request, reply, '/administration/people', { code: 'personAdded' });
    }
    const errors = pageErrors(attempt.problems, PERSON_PLACES);
    await this.showPeople(request, reply, null, { sent, status: attempt.status, errors });
  }

  @Get('panels')
  async panels(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const data = await this.visits.ask(request, PanelsPage, {});
    this.show(request, reply, data, panelsView(data), null);
  }

  private async showAgencies(
    request: FastifyRequest,
    reply: FastifyReply,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, AgenciesPage, {});
    this.show(request, reply, data, agenciesView(data, refused?.sent ?? null), refused);
  }

  private async showPeople(
    request: FastifyRequest,
    reply: FastifyReply,
    after: string | null,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, PeoplePage, { after });
    this.show(request, reply, data, peopleView(data, refused?.sent ?? null), refused);
  }

  private show(
    request: FastifyRequest,
    reply: FastifyReply,
    data: { me: Me | null },
    view: AdministrationView,
    refused: Refused | null,
  ): void {
    this.visits.show(request, reply, data, {
      template: 'pages/administration/administration.njk',
      words: {
        title: view.heading,
        area: 'administration',
        ...(refused && { errors: refused.errors }),
      },
      view,
      ...(refused && { status: refused.status }),
    });
  }
}
