import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiFailure } from '#api-client';
import { safeReturnPath, sessionToken, SignedOut } from '../../http/index.js';
import { isRefusal, Visits } from '../../session/visits.js';
import { OrganisationSignOut, SignInAsDemoPerson, SignOut } from './sign-in.graphql.js';
import { SignInPage } from './sign-in.page.js';
import { signedOutView } from './steps.presenter.js';

/** Choosing a made-up person to be, and signing out. */
@Controller()
export class SignInController {
  constructor(
    private readonly visits: Visits,
    private readonly page: SignInPage,
  ) {}

  @Get('sign-in')
  async choose(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('next') next: unknown,
  ): Promise<void> {
    await this.page.show(request, reply, safeReturnPath(next));
  }

  @Post('sign-in')
  async signIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: { personId?: unknown; next?: unknown },
  ): Promise<void> {
    const personId = typeof body.personId === 'string' ? body.personId : '';
    const { signInAsDemoPerson: answer } = await this.visits.ask(request, SignInAsDemoPerson, { personId });
    if (isRefusal(answer)) throw new SignedOut();
    this.visits.pages.signIn(reply, answer.token);
    this.visits.pages.goTo(request, reply, safeReturnPath(body.next));
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ended = sessionToken(request)
      ? await this.visits.ask(request, SignOut, {}).catch(endedAlready)
      : null;
    this.visits.pages.signOut(reply);
    const isVouched = ended?.signOut.__typename === 'SignedOut' && ended.signOut.byOrganisation;
    this.visits.pages.goTo(request, reply, isVouched ? '/signed-out' : '/sign-in');
  }

  @Get('signed-out')
  async signedOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { organisationSignOut } = await this.visits.ask(request, OrganisationSignOut, {});
    const view = signedOutView(organisationSignOut);
    this.visits.pages.show(request, reply, {
      template: 'pages/sign-in/step.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: view.heading, area: null },
      view,
    });
  }
}

/** A session that has ended needs no ending; anything else is a failure. */
function endedAlready(error: unknown): null {
  if (error instanceof SignedOut || error instanceof ApiFailure) return null;
  throw error;
}
