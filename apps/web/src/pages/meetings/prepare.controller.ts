import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, NotPermitted } from '#kernel';
import { type Flash, type InputPlaces, pageErrors, type Sent, sentText } from '../../http/index.js';
import { type Attempt, Visits } from '../../session/visits.js';
import { LINE_FORMS, placesOf, typedIn } from './agenda-forms.js';
import { addCaseView } from './add-case.presenter.js';
import { MEETINGS_CRUMB } from './meeting.words.js';
import {
  AddCasePage,
  AddToAgenda,
  BuildAgenda,
  PreparePage,
  PublishAgenda,
  UndoAgendaChange,
} from './prepare.graphql.js';
import { prepareTitle, prepareView, type TypedInLine } from './prepare.presenter.js';
import { publishTitle, publishView } from './publish.presenter.js';

type Refused = Extract<Attempt<never>, { ok: false }>;

/** A change that was refused, and where its boxes stand. */
type Trouble = { refused: Refused; places: InputPlaces; typed: TypedInLine | null };

/** Preparing the agenda of a meeting, up to publishing it. */
@Controller('meetings/:id')
export class PrepareController {
  constructor(private readonly visits: Visits) {}

  @Get('prepare')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
  ): Promise<void> {
    await this.page(request, reply, meetingId, null);
  }

  @Post('agenda/build')
  async build(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, BuildAgenda, { meetingId });
    const built = attempt.ok && 'meeting' in attempt.answer.buildAgenda ? attempt.answer.buildAgenda : null;
    const flash: Flash = { code: 'agendaBuilt', params: { count: built?.meeting.caseCount ?? 0 } };
    await this.done(request, reply, meetingId, attempt, flash);
  }

  @Post('agenda/undo')
  async undo(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, UndoAgendaChange, { meetingId });
    await this.done(request, reply, meetingId, attempt, { code: 'undone' });
  }

  @Post('agenda/listings/:listingId/:form')
  async change(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Param('listingId') listingId: string,
    @Param('form') name: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const form = Object.hasOwn(LINE_FORMS, name) ? LINE_FORMS[name] : undefined;
    if (!form) throw new NotFound('Page');
    const attempt = await form.send(this.visits, request, listingId, sent);
    if (attempt.ok) {
      const flash = form.flash(sent, attempt.answer.lastChange?.caseReference);
      const undo = { action: `/meetings/${meetingId}/agenda/undo`, fields: {} };
      return this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/prepare`, { ...flash, undo });
    }
    const typed = typedIn(name, listingId, sent);
    await this.page(request, reply, meetingId, {
      refused: attempt,
      places: placesOf(name, listingId),
      typed,
    });
  }

  @Get('add')
  async chooseCase(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Query() asked: Sent,
  ): Promise<void> {
    await this.addPage(request, reply, meetingId, asked, null);
  }

  @Post('add')
  async addCase(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { meetingId, caseId: sentText(sent, 'caseId'), reason: sentText(sent, 'reason') };
    const attempt: Attempt<unknown> = input.caseId
      ? await this.visits.attempt(request, AddToAgenda, { input })
      : { ok: false, status: 422, problems: [{ field: 'caseId', text: 'Choose a case.' }] };
    if (!attempt.ok) return this.addPage(request, reply, meetingId, sent, attempt);
    this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/prepare`, { code: 'caseAdded' });
  }

  @Get('publish')
  async check(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
  ): Promise<void> {
    await this.publishPage(request, reply, meetingId, null);
  }

  @Post('publish')
  async publish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const version = Number(sentText(sent, 'version')) || 0;
    const attempt = await this.visits.attempt(request, PublishAgenda, { input: { meetingId, version } });
    if (!attempt.ok) return this.publishPage(request, reply, meetingId, attempt);
    this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/prepare`, { code: 'agendaPublished' });
  }

  private async done(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    attempt: Attempt<unknown>,
    flash: Flash,
  ): Promise<void> {
    if (attempt.ok) return this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/prepare`, flash);
    await this.page(request, reply, meetingId, { refused: attempt, places: {}, typed: null });
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    trouble: Trouble | null,
  ): Promise<void> {
    const data = await this.prepared(request, meetingId);
    if (!data) return this.visits.pages.goTo(request, reply, `/meetings/${meetingId}`);
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/prepare.njk',
      words: {
        title: prepareTitle(data),
        area: 'meetings',
        breadcrumbs: [MEETINGS_CRUMB],
        errors: trouble ? pageErrors(trouble.refused.problems, trouble.places) : [],
      },
      view: prepareView(data, trouble?.typed ?? null),
      ...(trouble && { status: trouble.refused.status }),
    });
  }

  private async publishPage(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.prepared(request, meetingId);
    if (!data) return this.visits.pages.goTo(request, reply, `/meetings/${meetingId}`);
    if (data.meeting.state !== 'AGENDA_DRAFT' && !refused)
      return this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/prepare`);
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/publish.njk',
      words: {
        title: publishTitle(data),
        area: 'meetings',
        breadcrumbs: [MEETINGS_CRUMB, { text: prepareTitle(data), href: `/meetings/${meetingId}/prepare` }],
        errors: refused ? pageErrors(refused.problems, {}) : [],
      },
      view: publishView(data),
      ...(refused && { status: refused.status }),
    });
  }

  private async addPage(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    sent: Sent,
    refused: Refused | null,
  ): Promise<void> {
    const search = sentText(sent, 'q').trim();
    const variables = { id: meetingId, panelId: sentText(sent, 'panel'), search: search || null };
    const data = await this.visits.ask(request, AddCasePage, variables);
    const places = {
      caseId: { id: 'case-1', label: 'Case' },
      reason: { id: 'reason', label: 'Why it is added' },
    };
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/add-case.njk',
      words: {
        title: 'Add a case to the agenda',
        area: 'meetings',
        breadcrumbs: [MEETINGS_CRUMB, { text: prepareTitle(data), href: `/meetings/${meetingId}/prepare` }],
        errors: refused ? pageErrors(refused.problems, places) : [],
      },
      view: addCaseView(data, { search, caseId: sentText(sent, 'caseId'), reason: sentText(sent, 'reason') }),
      ...(refused && { status: refused.status }),
    });
  }

  /** The agenda with everything around it; null for people who may read but not prepare it. */
  private async prepared(request: FastifyRequest, meetingId: string) {
    try {
      const data = await this.visits.ask(request, PreparePage, { id: meetingId });
      return this.visits.person(data).permissions.includes('agenda:change') ? data : null;
    } catch (error) {
      if (error instanceof NotPermitted) return null;
      throw error;
    }
  }
}
