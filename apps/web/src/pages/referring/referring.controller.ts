import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { type Sent, sentText, sentVersion } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import { type Problem, Visits } from '../../session/visits.js';
import type { Task } from './questions.js';
import {
  AnswerReferral,
  type DraftPageData,
  DiscardReferral,
  DraftPage,
  MyDrafts,
  PanelChoice,
  SentReferral,
  StartReferral,
  SubmitReferral,
} from './referring.graphql.js';
import {
  beginView,
  checkView,
  discardView,
  errorsOn,
  fieldsOf,
  idOf,
  leadsTo,
  MOST_SUSPECTS,
  pageOf,
  questionPageView,
  sentView,
  suspectsGiven,
  taskListView,
  taskOfSlug,
  taskTitle,
  typedAnswers,
} from './referring.presenter.js';
import { suspectQuestions } from './questions.js';

const BEGIN = { text: 'Refer a case', href: '/referrals/new' };

/** A page of questions that is being shown: which task, which suspect, where it leads. */
type At = { draftId: string; task: Task; suspect: number; back: string };

/** Referring a case: page by page, saved as you go. */
@Controller('referrals/new')
export class ReferringController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.showBegin(request, reply, []);
  }

  @Post()
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const attempt = await this.visits.attempt(request, StartReferral, {});
    if (!attempt.ok) return this.showBegin(request, reply, attempt.problems);
    const made = attempt.answer.startReferral;
    if (made.__typename === 'Refusal') throw new NotFound('Page');
    this.visits.pages.goTo(request, reply, `/referrals/new/${made.id}`);
  }

  @Get(':id')
  async tasks(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
  ): Promise<void> {
    const data = await this.draft(request, draftId);
    if (data.draftReferral.submittedAt) return this.toSent(request, reply, draftId);
    this.visits.show(request, reply, data, {
      template: 'pages/referring/tasks.njk',
      words: { title: 'Refer a case: task list', area: 'referrals', breadcrumbs: [BEGIN] },
      view: taskListView(data),
    });
  }

  @Get(':id/check')
  async check(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
  ): Promise<void> {
    const data = await this.draft(request, draftId);
    if (data.draftReferral.submittedAt) return this.toSent(request, reply, draftId);
    this.showCheck(request, reply, data, []);
  }

  @Post(':id/check')
  async send(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { draftId, version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, SubmitReferral, { input });
    if (attempt.ok) return this.toSent(request, reply, draftId);
    this.showCheck(request, reply, await this.draft(request, draftId), attempt.problems, attempt.status);
  }

  @Get(':id/sent')
  async sent(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
  ): Promise<void> {
    const data = await this.visits.ask(request, SentReferral, { id: draftId });
    if (!data.draftReferral.submittedAt)
      return this.visits.pages.goTo(request, reply, `/referrals/new/${draftId}`);
    this.visits.show(request, reply, data, {
      template: 'pages/referring/sent.njk',
      words: { title: 'Referral sent', area: 'referrals' },
      view: sentView(data),
    });
  }

  @Get(':id/discard')
  async askDiscard(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
  ): Promise<void> {
    const data = await this.draft(request, draftId);
    if (data.draftReferral.submittedAt) return this.toSent(request, reply, draftId);
    this.showDiscard(request, reply, data, []);
  }

  @Post(':id/discard')
  async discard(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { draftId, version: sentVersion(sent) };
    const attempt = await this.visits.attempt(request, DiscardReferral, { input });
    if (attempt.ok)
      return this.visits.pages.goTo(request, reply, '/referrals/new', { code: 'draftDiscarded' });
    this.showDiscard(request, reply, await this.draft(request, draftId), attempt.problems);
  }

  @Get(':id/:task')
  async question(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
    @Param('task') slug: string,
    @Query() query: Sent,
  ): Promise<void> {
    const at = placeOf(draftId, slug, query, sentText(query, 'back'));
    const data = await this.draft(request, draftId);
    if (data.draftReferral.submittedAt) return this.toSent(request, reply, draftId);
    this.showQuestions(request, reply, data, at, { sent: null, errors: [] });
  }

  @Post(':id/:task')
  async answer(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') draftId: string,
    @Param('task') slug: string,
    @Query() query: Sent,
    @Body() sent: Sent,
  ): Promise<void> {
    const at = placeOf(draftId, slug, query, sentText(sent, 'back'));
    const data = await this.draft(request, draftId);
    const fields = fieldsOf(pageOf(at.task, data, at.suspect), at.task);
    const removed = at.task === 'SUSPECTS' ? suspectNumber(sentText(sent, 'remove')) : 0;
    const answers = [
      ...typedAnswers(fields, sent),
      ...(removed > 1
        ? suspectQuestions(`suspect${removed}`).map(({ field }) => ({ field, values: [] }))
        : []),
    ];
    const input = { draftId, version: sentVersion(sent), answers };
    const attempt = await this.visits.attempt(request, AnswerReferral, { input });
    if (!attempt.ok) {
      const now = attempt.status === 409 ? await this.draft(request, draftId) : data;
      const errors = attempt.problems.map((problem) => asError(problem, fields));
      return this.showQuestions(request, reply, now, at, { sent, errors, status: attempt.status });
    }
    const saved = attempt.answer.answerReferral;
    if (saved.__typename === 'Refusal') throw new NotFound('Page');
    const then = sentText(sent, 'onward') || (removed > 1 ? 'here' : '');
    const errors = then === '' ? errorsOn(saved, fields) : [];
    if (errors.length > 0) {
      const now = { ...data, draftReferral: saved };
      return this.showQuestions(request, reply, now, at, { sent, errors, status: 422 });
    }
    this.visits.pages.goTo(request, reply, whereTo(at, then, suspectsGiven(saved)));
  }

  private async draft(request: FastifyRequest, id: string): Promise<DraftPageData> {
    const data = await this.visits.ask(request, DraftPage, { id });
    const { me, panels } = await this.visits.ask(request, PanelChoice, {});
    return { ...data, panels, ownPanels: me?.panels ?? [] };
  }

  private toSent(request: FastifyRequest, reply: FastifyReply, draftId: string): void {
    this.visits.pages.goTo(request, reply, `/referrals/new/${draftId}/sent`);
  }

  private async showBegin(
    request: FastifyRequest,
    reply: FastifyReply,
    problems: readonly Problem[],
  ): Promise<void> {
    const data = await this.visits.ask(request, MyDrafts, {});
    this.visits.show(request, reply, data, {
      template: 'pages/referring/begin.njk',
      words: {
        title: 'Refer a case',
        area: 'referrals',
        errors: problems.map(({ text }) => ({ text, field: null })),
      },
      view: beginView(data),
      ...(problems.length > 0 && { status: 422 }),
    });
  }

  private showQuestions(
    request: FastifyRequest,
    reply: FastifyReply,
    data: DraftPageData,
    at: At,
    { sent, errors, status }: { sent: Sent | null; errors: readonly PageError[]; status?: number },
  ): void {
    const { task, suspect, back } = at;
    this.visits.show(request, reply, data, {
      template: 'pages/referring/questions.njk',
      words: {
        title: `Refer a case: ${taskTitle(task)}`,
        area: 'referrals',
        breadcrumbs: [BEGIN, { text: 'Task list', href: `/referrals/new/${at.draftId}` }],
        errors,
      },
      view: questionPageView({ data, task, suspect, sent, back }),
      ...(status && { status }),
    });
  }

  private showCheck(
    request: FastifyRequest,
    reply: FastifyReply,
    data: DraftPageData,
    problems: readonly Problem[],
    status?: number,
  ): void {
    this.visits.show(request, reply, data, {
      template: 'pages/referring/check.njk',
      words: {
        title: 'Refer a case: check your answers',
        area: 'referrals',
        breadcrumbs: [BEGIN, { text: 'Task list', href: `/referrals/new/${data.draftReferral.id}` }],
        errors: problems.map(({ text }) => ({ text, field: null })),
      },
      view: checkView(data),
      ...(status && { status }),
    });
  }

  private showDiscard(
    request: FastifyRequest,
    reply: FastifyReply,
    data: DraftPageData,
    problems: readonly Problem[],
  ): void {
    this.visits.show(request, reply, data, {
      template: 'pages/referring/discard.njk',
      words: {
        title: 'Discard a referral',
        area: 'referrals',
        breadcrumbs: [BEGIN],
        errors: problems.map(({ text }) => ({ text, field: null })),
      },
      view: discardView(data),
      ...(problems.length > 0 && { status: 409 }),
    });
  }
}

function placeOf(draftId: string, slug: string, query: Sent, back: string): At {
  const task = taskOfSlug(slug);
  if (!task) throw new NotFound('Page');
  const suspect = task === 'SUSPECTS' ? Math.max(1, suspectNumber(sentText(query, 'suspect'))) : 1;
  return { draftId, task, suspect, back: back === 'check' ? 'check' : '' };
}

function suspectNumber(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return number <= MOST_SUSPECTS ? number : 0;
}

/** After saving: another suspect, the same page, the list, the check page or the next question. */
function whereTo({ draftId, task, suspect, back }: At, then: string, given: readonly number[]): string {
  const suspects = `/referrals/new/${draftId}/suspects`;
  if (then === 'here') return suspect > 1 ? `${suspects}?suspect=${suspect}` : suspects;
  if (then === 'another') {
    const free = Array.from({ length: MOST_SUSPECTS }, (_, i) => i + 1).find((one) => !given.includes(one));
    return free && free > 1 ? `${suspects}?suspect=${free}` : suspects;
  }
  return leadsTo(draftId, task, then || back);
}

function asError({ field, text }: Problem, fields: readonly string[]): PageError {
  return { text, field: field !== null && fields.includes(field) ? idOf(field) : null };
}
