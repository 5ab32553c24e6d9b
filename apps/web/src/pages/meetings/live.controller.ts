import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault, NotPermitted } from '#kernel';
import { type Flash, pageErrors, type Sent, sentText, sentVersion } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import { type Attempt, Visits } from '../../session/visits.js';
import {
  ACTION_PLACES,
  agree,
  changedSeats,
  discussionInput,
  RECORD_PLACES,
  saveSeats,
  typedAction,
  typedRecord,
} from './live-forms.js';
import {
  ActionLinePreview,
  CaseBackground,
  EndMeeting,
  GoToListing,
  type LiveOfPage,
  LivePage,
  RecordDiscussion,
  RemoveAction,
  StartMeeting,
} from './live.graphql.js';
import { endMeetingView, type LiveTerms, liveView, shownLine } from './live.presenter.js';
import type { ActionPreviewView } from './live.view.js';
import { dayMonth } from '../../layout/format.js';
import { MEETINGS_CRUMB } from './meeting.words.js';

type Refused = Extract<Attempt<never>, { ok: false }>;

/** What was refused on the live page, and what of it is kept. */
type Trouble = {
  status: number;
  errors: PageError[];
  itemId: string | null;
  record?: LiveTerms['record'];
  action?: LiveTerms['action'];
};

/** The meeting while it runs: who is there, what is said, what is agreed. */
@Controller('meetings/:id')
export class LiveController {
  constructor(private readonly visits: Visits) {}

  @Get('live')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query('item') item: unknown,
  ): Promise<void> {
    await this.page(request, reply, id, typeof item === 'string' ? item : null, null);
  }

  @Post('live/attendance')
  async attend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const saved = await saveSeats(this.visits, request, changedSeats(sent));
    if (!saved.ok) return this.refuse(request, reply, id, saved, null);
    this.goTo(request, reply, id, null, { code: 'attendanceSaved' });
  }

  @Post('live/start')
  async start(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const saved = await saveSeats(this.visits, request, changedSeats(sent));
    if (!saved.ok) return this.refuse(request, reply, meetingId, saved, null);
    const input = { meetingId, version: sentVersion(sent) };
    const started = await this.visits.attempt(request, StartMeeting, { input });
    if (!started.ok) return this.refuse(request, reply, meetingId, started, null);
    this.goTo(request, reply, meetingId, null, { code: 'meetingStarted' });
  }

  @Post('live/go')
  async go(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { meetingId, listingId: sentText(sent, 'listingId') };
    const gone = await this.visits.attempt(request, GoToListing, { input });
    if (!gone.ok) return this.refuse(request, reply, meetingId, gone, null);
    this.goTo(request, reply, meetingId, null);
  }

  @Post('live/listings/:listingId')
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Param('listingId') listingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const saved = await this.save(request, listingId, sent);
    const isAutosave = request.headers['x-autosave'] === '1';
    if (!saved.ok) {
      if (isAutosave && saved.status === 409) reply.header('x-saved-by', 'Somebody else');
      return this.refuseRecord(request, reply, meetingId, listingId, sent, saved);
    }
    if (isAutosave) {
      reply.header('x-record-version', saved.answer.version).header('x-saved-at', saved.answer.at);
      reply.status(204).send();
      return;
    }
    const flash: Flash = { code: 'recordSaved', params: { reference: saved.answer.reference } };
    this.goTo(request, reply, meetingId, listingId, flash);
  }

  @Post('live/listings/:listingId/next')
  async next(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Param('listingId') listingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const saved = await this.save(request, listingId, sent);
    if (!saved.ok) return this.refuseRecord(request, reply, meetingId, listingId, sent, saved);
    const input = { meetingId, listingId: sentText(sent, 'next') };
    const gone = await this.visits.attempt(request, GoToListing, { input });
    if (!gone.ok) return this.refuse(request, reply, meetingId, gone, listingId);
    this.goTo(request, reply, meetingId, null);
  }

  @Post('live/listings/:listingId/end')
  async saveBeforeEnd(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Param('listingId') listingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const saved = await this.save(request, listingId, sent);
    if (!saved.ok) return this.refuseRecord(request, reply, meetingId, listingId, sent, saved);
    this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/end`);
  }

  @Post('live/listings/:listingId/actions')
  async agree(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Param('listingId') listingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const agreed = await agree(this.visits, request, listingId, sent);
    if (agreed.ok) return this.goTo(request, reply, meetingId, listingId, { code: 'actionAgreed' });
    const errors = pageErrors(agreed.problems, ACTION_PLACES);
    const action = typedAction(sent, errors[0]?.text ?? '');
    const trouble = { status: agreed.status, errors, itemId: listingId, action };
    await this.page(request, reply, meetingId, listingId, trouble);
  }

  @Post('live/listings/:listingId/actions/preview')
  async preview(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('listingId') listingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const line = sentText(sent, 'line').trim().slice(0, 700);
    const view: ActionPreviewView = { preview: line ? await this.readLine(request, listingId, line) : null };
    this.visits.pages.show(request, reply, {
      template: 'pages/meetings/action-preview.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: 'What will be recorded', area: null },
      view,
    });
  }

  @Post('live/listings/:listingId/actions/:actionId/remove')
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Param('listingId') listingId: string,
    @Param('actionId') actionId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { actionId, version: sentVersion(sent), reason: 'Taken back in the meeting' };
    const removed = await this.visits.attempt(request, RemoveAction, { input });
    if (!removed.ok) return this.refuse(request, reply, meetingId, removed, listingId);
    this.goTo(request, reply, meetingId, listingId, { code: 'actionRemoved' });
  }

  @Get('end')
  async beforeEnd(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.endPage(request, reply, id, null);
  }

  @Post('end')
  async end(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { meetingId, version: sentVersion(sent) };
    const ended = await this.visits.attempt(request, EndMeeting, { input });
    if (!ended.ok) return this.endPage(request, reply, meetingId, ended);
    this.visits.pages.goTo(request, reply, `/meetings/${meetingId}`, { code: 'meetingEnded' });
  }

  /** Saves what was typed of a case. */
  private async save(
    request: FastifyRequest,
    listingId: string,
    sent: Sent,
  ): Promise<Attempt<{ version: number; reference: string; at: string }>> {
    const input = discussionInput(listingId, sent);
    const saved = await this.visits.attempt(request, RecordDiscussion, { input });
    if (!saved.ok) return saved;
    const listing = saved.answer.recordDiscussion;
    if (listing.__typename !== 'Listing') throw new Fault('The record was not saved');
    const { version, case: caseFile } = listing;
    return { ok: true, answer: { version, reference: caseFile.reference, at: this.visits.pages.now() } };
  }

  private async readLine(
    request: FastifyRequest,
    listingId: string,
    line: string,
  ): Promise<ActionPreviewView['preview']> {
    const { actionLinePreview } = await this.visits.ask(request, ActionLinePreview, { listingId, line });
    const { agency, text, dueOn, refusal } = actionLinePreview;
    if (refusal || !agency || !text || !dueOn) return { hint: refusal?.message ?? '' };
    return { agencyName: agency.name, text, dueOn, hint: null };
  }

  private goTo(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    item: string | null,
    flash?: Flash,
  ): void {
    const path = `/meetings/${meetingId}/live${item ? `?item=${item}` : ''}`;
    this.visits.pages.goTo(request, reply, path, flash);
  }

  private async refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    refused: Refused,
    itemId: string | null,
  ): Promise<void> {
    const errors = pageErrors(refused.problems, {});
    await this.page(request, reply, meetingId, itemId, { status: refused.status, errors, itemId });
  }

  private async refuseRecord(
    request: FastifyRequest,
    reply: FastifyReply,
    meetingId: string,
    listingId: string,
    sent: Sent,
    refused: Refused,
  ): Promise<void> {
    await this.page(request, reply, meetingId, listingId, {
      status: refused.status,
      errors: pageErrors(refused.problems, RECORD_PLACES),
      itemId: listingId,
      record: { typed: typedRecord(sent), isConflict: refused.status === 409 },
    });
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    item: string | null,
    trouble: Trouble | null,
  ): Promise<void> {
    const data = await this.running(request, reply, id);
    if (!data) return;
    const { meeting } = data;
    const shown = shownLine(meeting, item);
    const background =
      shown && meeting.state === 'IN_SESSION'
        ? (await this.visits.ask(request, CaseBackground, { caseId: shown.case.id })).case
        : null;
    const terms: LiveTerms = {
      now: this.visits.person(data).now,
      shownId: item,
      background,
      record: trouble?.record ?? null,
      action: trouble?.action ?? null,
    };
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/live.njk',
      words: {
        title: `Meeting on ${dayMonth(meeting.heldOn)}`,
        area: 'meetings',
        focusMode: true,
        errors: trouble?.errors ?? [],
      },
      view: liveView(data, terms),
      ...(trouble && { status: trouble.status }),
    });
  }

  private async endPage(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.running(request, reply, id);
    if (!data) return;
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/end-meeting.njk',
      words: {
        title: 'End the meeting',
        area: 'meetings',
        breadcrumbs: [MEETINGS_CRUMB, { text: 'The meeting', href: `/meetings/${id}/live` }],
        errors: refused ? pageErrors(refused.problems, {}) : [],
      },
      view: endMeetingView(data),
      ...(refused && { status: refused.status }),
    });
  }

  /** The meeting for those who record it; sends everybody else to where they can read. */
  private async running(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
  ): Promise<LiveOfPage | null> {
    let data: LiveOfPage | null = null;
    try {
      data = await this.visits.ask(request, LivePage, { id });
    } catch (error) {
      if (!(error instanceof NotPermitted)) throw error;
    }
    const isRecorder = data && this.visits.person(data).permissions.includes('discussion:record');
    const state = data?.meeting.state;
    if (isRecorder && data && state !== 'PLANNED' && state !== 'AGENDA_DRAFT' && state !== 'CANCELLED')
      return data;
    const isEarly = isRecorder && (state === 'PLANNED' || state === 'AGENDA_DRAFT');
    this.visits.pages.goTo(request, reply, `/meetings/${id}${isEarly ? '/prepare' : ''}`);
    return null;
  }
}
