import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiFailure } from '#api-client';
import { safeReturnPath, sessionToken, SignedOut } from '../../http/index.js';
import { isRefusal, Visits } from '../../session/visits.js';
import { SignInAsDemoPerson, SignOut } from './sign-in.graphql.js';
import { SignInPage } from './sign-in.page.js';

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
