import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedOut } from '../../http/index.js';
import { isRefusal, Visits } from '../../session/visits.js';
import { Account, EndMyOtherSessions, SessionEnd } from './account.graphql.js';
import { accountView } from './account.presenter.js';

/** What people can see and change about their own way in. */
@Controller('account')
export class AccountController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async account(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const data = await this.visits.ask(request, Account, {});
    if (!data.me) throw new SignedOut();
    this.visits.show(request, reply, data, {
      template: 'pages/account/account.njk',
      words: { title: 'Your account', area: null },
      view: accountView(data.me),
    });
  }

  /** Asked by the page when somebody wants to stay signed in: asking is use, and so the session goes on. */
  @Get('session')
  async stay(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { me } = await this.visits.ask(request, SessionEnd, {});
    if (!me) throw new SignedOut();
    await reply.send({ endsAt: me.sessionEndsAt });
  }

  @Post('sessions/end-others')
  async endOthers(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { endMyOtherSessions: answer } = await this.visits.ask(request, EndMyOtherSessions, {});
    const count = isRefusal(answer) ? 0 : answer.count;
    this.visits.pages.goTo(request, reply, '/account', { code: 'sessionsEnded', params: { count } });
  }
}
