import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiFailure } from '#api-client';
import { safeReturnPath, sessionToken, SignedOut } from '../../http/index.js';
import { isRefusal, Visits } from '../../session/visits.js';
import { DemoPeople, SignInAsDemoPerson, SignOut } from './sign-in.graphql.js';
import { signInView } from './sign-in.presenter.js';

/** Choosing a made-up person to be, and signing out. */
@Controller()
export class SignInController {
  constructor(private readonly visits: Visits) {}

  @Get('sign-in')
  async choose(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('next') next: unknown,
  ): Promise<void> {
    const { demoPeople } = await this.visits.ask(request, DemoPeople, {});
    this.visits.pages.show(request, reply, {
      template: 'pages/sign-in/sign-in.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: 'Sign in', area: null },
      view: signInView(demoPeople, safeReturnPath(next)),
    });
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
    if (sessionToken(request)) await this.visits.ask(request, SignOut, {}).catch(endedAlready);
    this.visits.pages.signOut(reply);
    this.visits.pages.goTo(request, reply, '/sign-in');
  }
}

/** A session that has ended needs no ending; anything else is a failure. */
function endedAlready(error: unknown): void {
  if (error instanceof SignedOut || error instanceof ApiFailure) return;
  throw error;
}
