import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { pageErrors, type Sent, sentOneOf, sentText, sentVersion } from '../../http/index.js';
import { type Attempt, type Problem, Visits } from '../../session/visits.js';
import { BreakGlassPage, GlassReviewsPage, JudgeGlass, OpenByGlass, WhoAsks } from './break-glass.graphql.js';
import { breakGlassView, type RefusedJudgement, reviewsView } from './break-glass.presenter.js';

const PLACES = {
  reference: { id: 'reference', label: 'Reference' },
  reason: { id: 'reason', label: 'Reason' },
  confirmed: { id: 'confirmed', label: 'Confirm' },
};

const NOT_OPENED: Problem = {
  field: 'reference',
  text: 'No case can be opened with this reference. Check it, or ring the coordinator of the panel.',
};

const NOT_CONFIRMED: Problem = {
  field: 'confirmed',
  text: 'Confirm that you know that this is recorded and judged.',
};

/** Opening one case that is closed to the person, for two hours. */
@Controller('access/break-glass')
export class BreakGlassController {
  constructor(private readonly visits: Visits) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply, {}, []);
  }

  @Post()
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    if (sentText(sent, 'confirmed') !== 'yes') return this.show(request, reply, sent, [NOT_CONFIRMED]);
    const input = { reference: sentText(sent, 'reference'), reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, OpenByGlass, { input }).catch((error: unknown) => {
      if (error instanceof NotFound)
        return { ok: false as const, status: 422 as const, problems: [NOT_OPENED] };
      throw error;
    });
    if (!attempt.ok) return this.show(request, reply, sent, attempt.problems);
    const { breakGlass: opened } = attempt.answer;
    if (opened.__typename === 'BrokenGlass')
      this.visits.pages.goTo(request, reply, `/cases/${opened.caseId}`, { code: 'glassBroken' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    problems: readonly Problem[],
  ): Promise<void> {
    const me = this.visits.person(await this.visits.ask(request, WhoAsks, {}));
    const isLead = me.permissions.includes('break-glass:answer');
    const data = await this.visits.ask(request, BreakGlassPage, { isLead });
    this.visits.show(request, reply, data, {
      template: 'pages/break-glass/break-glass.njk',
      words: {
        title: 'Open a case by break-glass',
        area: 'cases',
        breadcrumbs: [{ text: 'Cases', href: '/cases' }],
        errors: pageErrors(problems, PLACES),
      },
      view: breakGlassView(data, sent),
      ...(problems.length > 0 && { status: 422 }),
    });
  }
}

/** Judging what was opened by break-glass. */
@Controller('audit/break-glass')
export class GlassReviewsController {
  constructor(private readonly visits: Visits) {}

  @Get()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    return this.show(request, reply, sent);
  }

  @Post(':id')
  async judge(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const verdict = sentOneOf(sent, 'verdict', ['JUSTIFIED', 'NOT_JUSTIFIED'] as const);
    if (!verdict) {
      const problems = [{ field: 'verdict', text: 'Choose whether it was justified.' }];
      return this.show(request, reply, {}, { id, sent }, { ok: false, status: 422, problems });
    }
    const input = { id, verdict, note: sentText(sent, 'note'), version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, JudgeGlass, { input });
    if (!attempt.ok) return this.show(request, reply, {}, { id, sent }, attempt);
    this.visits.pages.goTo(request, reply, '/audit/break-glass', { code: 'glassJudged' });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    query: Sent,
    refused: RefusedJudgement | null = null,
    attempt: Extract<Attempt<unknown>, { ok: false }> | null = null,
  ): Promise<void> {
    const isJudged = sentText(query, 'state') === 'reviewed';
    const asked = {
      state: isJudged ? 'REVIEWED' : 'WAITING',
      after: sentText(query, 'after') || null,
    } as const;
    const data = await this.visits.ask(request, GlassReviewsPage, asked);
    const places = {
      note: { id: `note-${refused?.id}`, label: 'What you found' },
      verdict: { id: `verdict-${refused?.id}-1`, label: 'Verdict' },
    };
    this.visits.show(request, reply, data, {
      template: 'pages/break-glass/reviews.njk',
      words: {
        title: isJudged ? 'Uses of break-glass that were judged' : 'Uses of break-glass to be judged',
        area: null,
        errors: pageErrors(attempt?.problems ?? [], places),
      },
      view: reviewsView(data, isJudged, refused),
      ...(attempt && { status: attempt.status }),
    });
  }
}
