import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, sentOneOf, sentText, sentVersion } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { RecordSecondLook, SecondLooksPage } from './second-looks.graphql.js';
import { lookPlaces, type RefusedLook, secondLooksView } from './second-looks.presenter.js';

type Refused = RefusedLook & { status: 409 | 422; problems: readonly Problem[] };

/** Second looks at cases drawn at random: somebody other than who decided says whether it was right. */
@Controller('referrals/second-looks')
export class SecondLooksController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    return this.show(request, reply, sentText(sent, 'panel') || null, null);
  }

  @Post(':id')
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const outcome = sentOneOf(sent, 'outcome', ['AGREED', 'REOPENED'] as const);
    const problems: Problem[] = [{ field: 'outcome', text: 'Choose what you found.' }];
    if (!outcome) return this.show(request, reply, null, { id, sent, status: 422, problems });
    const input = { secondLookId: id, version: sentVersion(sent), outcome, words: sentText(sent, 'words') };
    const attempt = await this.visits.attempt(request, RecordSecondLook, { input });
    if (!attempt.ok) return this.show(request, reply, null, { id, sent, ...attempt });
    this.visits.pages.goTo(request, reply, '/referrals/second-looks', { code: 'lookRecorded' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    panelId: string | null,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, SecondLooksPage, { panelId });
    this.visits.show(request, reply, data, {
      template: 'pages/referrals/second-looks.njk',
      words: {
        title: 'Second looks',
        area: 'referrals',
        breadcrumbs: [{ text: 'Referrals', href: '/referrals' }],
        errors: refused ? pageErrors(refused.problems, lookPlaces(refused.id)) : [],
      },
      view: secondLooksView(data, this.visits.person(data), refused),
      ...(refused && { status: refused.status }),
    });
  }
}
