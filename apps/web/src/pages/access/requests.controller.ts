import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseDay } from '#kernel';
import { type InputPlaces, pageErrors, type Sent, sentText } from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { AccessRequestsPage, DecideAccessRequest } from './requests.graphql.js';
import { type RefusedDecision, requestsView } from './requests.presenter.js';

type Refused = RefusedDecision & Extract<Attempt<unknown>, { ok: false }>;

/** Requests to see cases, for those who run the panel. */
@Controller('access/requests')
export class RequestsController {
  constructor(private readonly visits: Visits) {}

  @Get()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: Sent): Promise<void> {
    return this.show(request, reply, query, null);
  }

  @Post(':id/grant')
  async grant(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') requestId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const until = parseDay(sentText(sent, 'until')) || null;
    const input = { requestId, isGranted: true, until, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, DecideAccessRequest, { input });
    if (!attempt.ok)
      return this.show(request, reply, {}, { id: requestId, isGranted: true, sent, ...attempt });
    this.visits.pages.goTo(request, reply, '/access/requests', { code: 'accessGranted' });
  }

  @Post(':id/decline')
  async decline(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') requestId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { requestId, isGranted: false, until: null, reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, DecideAccessRequest, { input });
    if (!attempt.ok)
      return this.show(request, reply, {}, { id: requestId, isGranted: false, sent, ...attempt });
    this.visits.pages.goTo(request, reply, '/access/requests', { code: 'accessDeclined' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    query: Sent,
    refused: Refused | null,
  ): Promise<void> {
    const isSettled = sentText(query, 'state') === 'settled';
    const asked = {
      which: isSettled ? 'SETTLED' : 'WAITING',
      after: sentText(query, 'after') || null,
    } as const;
    const data = await this.visits.ask(request, AccessRequestsPage, asked);
    this.visits.show(request, reply, data, {
      template: 'pages/access/requests.njk',
      words: {
        title: isSettled ? 'Requests to see cases that are settled' : 'Requests to see cases',
        area: 'cases',
        breadcrumbs: [{ text: 'Cases', href: '/cases' }],
        errors: refused ? pageErrors(refused.problems, placesOf(refused)) : [],
      },
      view: requestsView(data, isSettled, refused),
      ...(refused && { status: refused.status }),
    });
  }
}

function placesOf({ id, isGranted }: Refused): InputPlaces {
  return {
    until: { id: `until-${id}`, label: 'Last day' },
    reason: { id: `${isGranted ? 'grant' : 'decline'}-reason-${id}`, label: 'Reason' },
  };
}
