import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, sentVersion } from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { InvitePerson, PersonPage, ReinstatePerson, SuspendPerson } from './person.graphql.js';
import { personView } from './person.presenter.js';

/** One person of the directory: inviting, suspending, reinstating. */
@Controller('administration/people/:id')
export class PersonController {
  constructor(private readonly visits: Visits) {}

  @Get()
  person(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id);
  }

  @Post('invite')
  async invite(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, InvitePerson, { id });
    if (!attempt.ok) return this.show(request, reply, id, attempt);
    const { invitePerson: made } = attempt.answer;
    await this.show(request, reply, id, null, made.__typename === 'InvitationMade' ? made.link : null);
  }

  @Post('suspend')
  async suspend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, SuspendPerson, { id, version: sentVersion(sent) });
    if (!attempt.ok) return this.show(request, reply, id, attempt);
    this.visits.pages.goTo(request, reply, `/administration/people/${id}`, { code: 'personSuspended' });
  }

  @Post('reinstate')
  async reinstate(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, ReinstatePerson, { id, version: sentVersion(sent) });
    if (!attempt.ok) return this.show(request, reply, id, attempt);
    this.visits.pages.goTo(request, reply, `/administration/people/${id}`, { code: 'personReinstated' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused: Extract<Attempt<unknown>, { ok: false }> | null = null,
    link: string | null = null,
  ): Promise<void> {
    const data = await this.visits.ask(request, PersonPage, { id });
    this.visits.show(request, reply, data, {
      template: 'pages/administration/person.njk',
      words: {
        title: 'One person',
        area: 'administration',
        breadcrumbs: [{ text: 'People', href: '/administration/people' }],
        errors: pageErrors(refused?.problems ?? [], {}),
      },
      view: personView(data.personAccess, link),
      ...(refused && { status: refused.status }),
    });
  }
}
