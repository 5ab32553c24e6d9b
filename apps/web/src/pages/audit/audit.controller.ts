import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import { type InputPlaces, pageErrors, type Sent, sentText } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import type { Me } from '../../session/frame.js';
import { Visits } from '../../session/visits.js';
import {
  AuditLogPage,
  AuditOfCasePage,
  AuditOfPersonPage,
  ExportAudit,
  FindAuditedCase,
  UnusualPage,
} from './audit.graphql.js';
import {
  casePath,
  daysAsked,
  filterAsked,
  logView,
  type RefusedForm,
  unusualDaysAsked,
  unusualView,
} from './audit.presenter.js';
import type { AuditView } from './audit.view.js';

type Refused = { form: NonNullable<RefusedForm>; errors: PageError[] } | null;

const EXPORT_PLACES: InputPlaces = { reason: { id: 'reason', label: 'Reason' } };

const NO_CASE = 'There is no case with this reference. Check it and try again.';

/** Who saw and did what, for auditors. A case is in an address by its id only. */
@Controller('audit')
export class AuditController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async log(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    await this.showLog(request, reply, sent, null);
  }

  @Post('find')
  async find(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    try {
      const reference = sentText(sent, 'reference').trim();
      const { auditedCase } = await this.visits.ask(request, FindAuditedCase, { reference });
      this.visits.pages.goTo(request, reply, casePath(auditedCase.id));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      const errors = [{ text: NO_CASE, field: 'reference' }];
      await this.showLog(request, reply, {}, { form: { form: 'find', sent }, errors });
    }
  }

  @Get('cases/:id')
  async ofCase(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() sent: Sent,
  ): Promise<void> {
    await this.showCase(request, reply, id, sent, null);
  }

  @Get('people/:id')
  async ofPerson(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() sent: Sent,
  ): Promise<void> {
    await this.showPerson(request, reply, id, sent, null);
  }

  @Get('unusual')
  async unusual(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() sent: Sent,
  ): Promise<void> {
    const data = await this.visits.ask(request, UnusualPage, unusualDaysAsked(sent, this.visits.pages.now()));
    this.show(request, reply, data, unusualView(data, sent), null);
  }

  @Post('export')
  async export(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const [caseId, personId] = [sentText(sent, 'caseId'), sentText(sent, 'personId')];
    const filter = {
      ...filterAsked(sent, this.visits.pages.now()),
      caseId: caseId || null,
      personId: personId || null,
    };
    const reason = sentText(sent, 'reason');
    const attempt = await this.visits.attempt(request, ExportAudit, { input: { filter, reason } });
    if (!attempt.ok) {
      const errors = pageErrors(attempt.problems, EXPORT_PLACES);
      const refused: Refused = { form: { form: 'export', sent }, errors };
      if (caseId) return this.showCase(request, reply, caseId, sent, refused);
      if (personId) return this.showPerson(request, reply, personId, sent, refused);
      return this.showLog(request, reply, sent, refused);
    }
    const { exportAudit } = attempt.answer;
    const { to } = daysAsked(sent, this.visits.pages.now());
    reply
      .status(200)
      .header('content-disposition', `attachment; filename="audit-${to}-OFFICIAL-SENSITIVE.csv"`)
      .type('text/csv; charset=utf-8')
      .send(exportAudit.__typename === 'AuditExport' ? exportAudit.content : '');
  }

  private async showLog(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    refused: Refused,
  ): Promise<void> {
    const data = await this.visits.ask(request, AuditLogPage, this.asked(sent));
    this.show(request, reply, data, logView({ kind: 'all' }, data.auditLog, sent, refused?.form), refused);
  }

  private async showCase(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    sent: Sent,
    refused: Refused,
  ): Promise<void> {
    const { filter, after } = this.asked(sent);
    const data = await this.visits.ask(request, AuditOfCasePage, {
      id,
      filter: { ...filter, caseId: id },
      after,
    });
    const subject = { kind: 'case' as const, id, reference: data.auditedCase.reference };
    this.show(request, reply, data, logView(subject, data.auditLog, sent, refused?.form), refused);
  }

  private async showPerson(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    sent: Sent,
    refused: Refused,
  ): Promise<void> {
    const { filter, after } = this.asked(sent);
    const data = await this.visits.ask(request, AuditOfPersonPage, {
      id,
      filter: { ...filter, personId: id },
      after,
    });
    const { name, agency } = data.auditedPerson;
    const subject = { kind: 'person' as const, id, name, agency: agency.name };
    this.show(request, reply, data, logView(subject, data.auditLog, sent, refused?.form), refused);
  }

  private asked(sent: Sent) {
    return { filter: filterAsked(sent, this.visits.pages.now()), after: sentText(sent, 'after') || null };
  }

  private show(
    request: FastifyRequest,
    reply: FastifyReply,
    data: { me: Me | null },
    view: AuditView,
    refused: Refused,
  ): void {
    this.visits.show(request, reply, data, {
      template: 'pages/audit/audit.njk',
      // The heading may name a person or a case; the title is kept in the history of the browser.
      words: { title: 'Audit', area: 'audit', ...(refused && { errors: refused.errors }) },
      view,
      ...(refused && { status: 422 }),
    });
  }
}
