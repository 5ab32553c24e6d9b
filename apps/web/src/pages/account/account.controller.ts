import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sent, sentText, SignedOut } from '../../http/index.js';
import { isRefusal, Visits } from '../../session/visits.js';
import { recoveryCodesView } from '../sign-in/steps.presenter.js';
import { Account, EndMyOtherSessions, NewRecoveryCodes, SessionEnd } from './account.graphql.js';
import { AccountPage } from './account.page.js';

/** What people can see and change about their own way in. */
@Controller('account')
export class AccountController {
  constructor(
    private readonly visits: Visits,
    private readonly page: AccountPage,
  ) {}

  @Get()
  account(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.page.show(request, reply);
  }

  @Post('recovery-codes')
  async renew(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    const attempt = await this.visits.attempt(request, NewRecoveryCodes, { code: sentText(sent, 'code') });
    if (!attempt.ok) return this.page.show(request, reply, { problems: attempt.problems, token: null });
    const { newRecoveryCodes: made } = attempt.answer;
    if (made.__typename !== 'RecoveryCodes') return;
    const data = await this.visits.ask(request, Account, {});
    const view = recoveryCodesView(made.codes, '/account');
    this.visits.show(request, reply, data, {
      template: 'pages/sign-in/step.njk',
      words: { title: view.heading, area: null },
      view,
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
