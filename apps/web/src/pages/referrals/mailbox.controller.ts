import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, sentText, sentVersion } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { MailboxPage, SettleMailboxMessage } from './mailbox.graphql.js';
import { mailboxView, type RefusedSettling, settlePlaces } from './mailbox.presenter.js';

type Refused = RefusedSettling & { status: 409 | 422; problems: readonly Problem[] };

/** Messages of the referral mailbox that could not be read: each is a task until somebody says what they did. */
@Controller('referrals/mailbox')
export class MailboxController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    return this.show(request, reply, sentText(sent, 'after') || null, null);
  }

  @Post(':id')
  async settle(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { mailboxMessageId: id, version: sentVersion(sent), words: sentText(sent, 'words') };
    const attempt = await this.visits.attempt(request, SettleMailboxMessage, { input });
    if (!attempt.ok) return this.show(request, reply, null, { id, sent, ...attempt });
    this.visits.pages.goTo(request, reply, '/referrals/mailbox', { code: 'messageSettled' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    after: string | null,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, MailboxPage, { after });
    this.visits.show(request, reply, data, {
      template: 'pages/referrals/mailbox.njk',
      words: {
        title: 'Messages that could not be read',
        area: 'referrals',
        breadcrumbs: [{ text: 'Referrals', href: '/referrals' }],
        errors: refused ? pageErrors(refused.problems, settlePlaces(refused.id)) : [],
      },
      view: mailboxView(data, refused),
      ...(refused && { status: refused.status }),
    });
  }
}
