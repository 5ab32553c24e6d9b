import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotPermitted } from '#kernel';
import { type FlashCode, type Sent, sentVersion } from '../../http/index.js';
import { Visits } from '../../session/visits.js';
import { myReferralsAsked, myReferralsView } from './my-referrals.presenter.js';
import { WaitingDrafts } from '../referring/referring.graphql.js';
import { draftAttention } from '../referring/referring.presenter.js';
import { AcknowledgeTransfer, TakeBackTransfer } from './referral.graphql.js';
import { MyReferralsPage, QueuePage, WhoAsks } from './referrals.graphql.js';
import { queueAsked, queueView } from './referrals.presenter.js';

/** Referrals: the queue of those who run panels, or the referrals of one's own agency. */
@Controller('referrals')
export class ReferralsController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    const asks = await this.visits.ask(request, WhoAsks, {});
    const { permissions } = this.visits.person(asks);
    if (permissions.includes('case:triage')) return this.queue(request, reply, sent, asks.me?.panels ?? []);
    if (!permissions.includes('case:refer')) throw new NotPermitted('page');
    const data = await this.visits.ask(request, MyReferralsPage, myReferralsAsked(sent));
    const begun = draftAttention(await this.visits.ask(request, WaitingDrafts, {}));
    const view = myReferralsView(data, sent);
    this.visits.show(request, reply, data, {
      template: 'pages/referrals/my-referrals.njk',
      words: { title: 'My agency’s referrals', area: 'referrals' },
      view: { ...view, attention: [...view.attention, ...begun] },
    });
  }

  @Post('transfers/:id/acknowledge')
  async acknowledge(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') transferId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { transferId, version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, AcknowledgeTransfer, { input });
    this.settled(request, reply, attempt.ok ? 'transferAcknowledged' : 'changedMeanwhile');
  }

  @Post('transfers/:id/take-back')
  async takeBack(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') transferId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { transferId, version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, TakeBackTransfer, { input });
    this.settled(request, reply, attempt.ok ? 'transferTakenBack' : 'changedMeanwhile');
  }

  private settled(request: FastifyRequest, reply: FastifyReply, code: FlashCode): void {
    this.visits.pages.goTo(request, reply, '/referrals', { code });
  }

  private async queue(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    panels: readonly { id: string; name: string }[],
  ): Promise<void> {
    const data = await this.visits.ask(request, QueuePage, queueAsked(sent));
    this.visits.show(request, reply, data, {
      template: 'pages/referrals/referrals.njk',
      words: { title: 'Referrals to decide on', area: 'referrals' },
      view: queueView(data, { me: this.visits.person(data), panels }, sent),
    });
  }
}
