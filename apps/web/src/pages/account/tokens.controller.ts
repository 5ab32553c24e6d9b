import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sent } from '../../http/index.js';
import { Visits } from '../../session/visits.js';
import { Account } from './account.graphql.js';
import { AccountPage } from './account.page.js';
import { MakeToken, RevokeToken } from './tokens.graphql.js';
import { newTokenView, sentToken } from './tokens.presenter.js';

/** The tokens with which programs ask in a person's own name. */
@Controller('account/tokens')
export class TokensController {
  constructor(
    private readonly visits: Visits,
    private readonly page: AccountPage,
  ) {}

  @Post()
  async make(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    const attempt = await this.visits.attempt(request, MakeToken, { input: sentToken(sent) });
    if (!attempt.ok) return this.page.show(request, reply, { problems: attempt.problems, token: sent });
    const { makeToken: made } = attempt.answer;
    if (made.__typename !== 'TokenMade') return;
    const data = await this.visits.ask(request, Account, {});
    const view = newTokenView(made.token, made.details.name, '/account');
    this.visits.show(request, reply, data, {
      template: 'pages/account/token.njk',
      words: { title: view.heading, area: null },
      view,
    });
  }

  @Post(':id/revoke')
  async revoke(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.visits.ask(request, RevokeToken, { id });
    this.visits.pages.goTo(request, reply, '/account', { code: 'tokenEnded' });
  }
}
