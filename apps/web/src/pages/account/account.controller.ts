import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, sentText, SignedOut } from '../../http/index.js';
import { isRefusal, type Problem, Visits } from '../../session/visits.js';
import { recoveryCodesView } from '../sign-in/steps.presenter.js';
import { Account, EndMyOtherSessions, NewRecoveryCodes, SessionEnd } from './account.graphql.js';
import { accountView } from './account.presenter.js';

/** What people can see and change about their own way in. */
@Controller('account')
export class AccountController {
  constructor(private readonly visits: Visits) {}

  @Get()
  account(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.showAccount(request, reply, []);
  }

  @Post('recovery-codes')
  async renew(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    const attempt = await this.visits.attempt(request, NewRecoveryCodes, { code: sentText(sent, 'code') });
    if (!attempt.ok) return this.showAccount(request, reply, attempt.problems);
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

  private async showAccount(
    request: FastifyRequest,
    reply: FastifyReply,
    problems: Problem[],
  ): Promise<void> {
    const data = await this.visits.ask(request, Account, {});
    if (!data.me) throw new SignedOut();
    this.visits.show(request, reply, data, {
      template: 'pages/account/account.njk',
      words: {
        title: 'Your account',
        area: null,
        errors: pageErrors(problems, { code: { id: 'code', label: 'Code' } }),
      },
      view: accountView(data.me),
      ...(problems.length > 0 && { status: 422 }),
    });
  }
}
