import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { pageErrors, type Sent, sentText } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import { Visits } from '../../session/visits.js';
import { type AssessData, AssessPage, RecordForm } from './assess.graphql.js';
import {
  answersIn,
  chooseFormView,
  formView,
  levelIn,
  type RiskForm,
  slugOfForm,
} from './assess.presenter.js';

const PLACES = {
  level: { id: 'level', label: 'How high is the risk?' },
  rationale: { id: 'rationale', label: 'Why' },
};

/** Filling in risk forms on a case: each result is kept beside the earlier ones. */
@Controller('cases/:id/assess')
export class AssessController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async choose(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const data = await this.visits.ask(request, AssessPage, { id });
    this.visits.show(request, reply, data, {
      template: 'pages/assess/choose.njk',
      words: { title: 'Fill in a risk form', area: 'cases', breadcrumbs: backFrom(data) },
      view: chooseFormView(data),
    });
  }

  @Get(':form')
  async form(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('form') slug: string,
  ): Promise<void> {
    const data = await this.visits.ask(request, AssessPage, { id });
    this.show(request, reply, data, formOf(data, slug), {}, []);
  }

  @Post(':form')
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('form') slug: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const data = await this.visits.ask(request, AssessPage, { id });
    const form = formOf(data, slug);
    const answers = answersIn(form, sent);
    if (answers.length === 0)
      return this.show(request, reply, data, form, sent, [
        { text: 'Answer at least one question.', field: form.questions[0]!.item },
      ]);
    const input = {
      ...{ caseId: id, tool: form.tool, toolVersion: form.version, answers },
      ...{ level: levelIn(sent), rationale: sentText(sent, 'rationale') },
    };
    const attempt = await this.visits.attempt(request, RecordForm, { input });
    if (!attempt.ok) return this.show(request, reply, data, form, sent, pageErrors(attempt.problems, PLACES));
    this.visits.pages.goTo(request, reply, `/cases/${id}`, { code: 'formRecorded' });
  }

  private show(
    request: FastifyRequest,
    reply: FastifyReply,
    data: AssessData,
    form: RiskForm,
    sent: Sent,
    errors: readonly PageError[],
  ): void {
    this.visits.show(request, reply, data, {
      template: 'pages/assess/form.njk',
      words: { title: form.name, area: 'cases', breadcrumbs: backFrom(data), errors },
      view: formView(data, form, sent),
      ...(errors.length > 0 && { status: 422 }),
    });
  }
}

function backFrom({ case: { id, reference } }: AssessData) {
  return [
    { text: 'Cases', href: '/cases' },
    { text: reference, href: `/cases/${id}` },
  ];
}

function formOf(data: AssessData, slug: string): RiskForm {
  const form = data.riskForms.find((one) => slugOfForm(one) === slug);
  if (!form) throw new NotFound('Page');
  return form;
}
