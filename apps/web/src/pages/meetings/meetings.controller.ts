import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotPermitted, parseDay, parseTimeOfDay } from '#kernel';
import { pageErrors, type Sent, sentText, sentVersion } from '../../http/index.js';
import { type Attempt, type Problem, Visits } from '../../session/visits.js';
import {
  CancelMeeting,
  ChangeMeetingPage,
  GenerateMeetings,
  MeetingPage,
  MeetingsPage,
  MeetingWithoutAgenda,
  MoveMeeting,
} from './meetings.graphql.js';
import { meetingTitle, meetingView } from './meeting.presenter.js';
import { MEETINGS_CRUMB } from './meeting.words.js';
import { changeMeetingView, meetingsView, type TypedChange } from './meetings.presenter.js';

type Refused = Extract<Attempt<never>, { ok: false }>;

/** The meetings of panels: the list, one to read, and planning, moving and cancelling them. */
@Controller('meetings')
export class MeetingsController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() asked: Sent,
  ): Promise<void> {
    await this.listPage(request, reply, asked, null);
  }

  @Post('generate')
  async generate(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const panelId = sentText(sent, 'panel');
    const attempt = await this.visits.attempt(request, GenerateMeetings, { panelId });
    if (!attempt.ok) return this.listPage(request, reply, sent, attempt);
    const made = attempt.answer.generateMeetings;
    const count = 'created' in made ? made.created : 0;
    this.visits.pages.goTo(request, reply, `/meetings?panel=${panelId}`, {
      code: 'meetingsPlanned',
      params: { count },
    });
  }

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const data = await this.meeting(request, id);
    const isPreparing = this.visits.person(data).permissions.includes('agenda:change');
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/meeting.njk',
      words: { title: meetingTitle(data), area: 'meetings', breadcrumbs: [MEETINGS_CRUMB] },
      view: meetingView(data, isPreparing),
    });
  }

  @Get(':id/change')
  async choose(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.changePage(request, reply, id, null, null);
  }

  @Post(':id/move')
  async move(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const heldOn = parseDay(sentText(sent, 'heldOn'));
    const startsAt = parseTimeOfDay(sentText(sent, 'startsAt'));
    const problems: Problem[] = [];
    if (!heldOn) problems.push({ field: 'heldOn', text: 'Choose a day.' });
    if (!startsAt) problems.push({ field: 'startsAt', text: 'Enter a time such as 09:30.' });
    const values = {
      heldOn: sentText(sent, 'heldOn'),
      startsAt: sentText(sent, 'startsAt'),
      reason: sentText(sent, 'reason'),
    };
    const typed: TypedChange = { form: 'move', values };
    if (!heldOn || !startsAt)
      return this.changePage(request, reply, meetingId, { ok: false, status: 422, problems }, typed);
    const input = { meetingId, version: sentVersion(sent), heldOn, startsAt, reason: values.reason };
    const attempt = await this.visits.attempt(request, MoveMeeting, { input });
    if (!attempt.ok) return this.changePage(request, reply, meetingId, attempt, typed);
    const flash = { code: 'meetingMoved', params: { day: heldOn } } as const;
    this.visits.pages.goTo(request, reply, `/meetings/${meetingId}/prepare`, flash);
  }

  @Post(':id/cancel')
  async cancel(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') meetingId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const reason = sentText(sent, 'reason');
    const input = { meetingId, version: sentVersion(sent), reason };
    const attempt = await this.visits.attempt(request, CancelMeeting, { input });
    if (!attempt.ok)
      return this.changePage(request, reply, meetingId, attempt, { form: 'cancel', values: { reason } });
    this.visits.pages.goTo(request, reply, '/meetings', { code: 'meetingCancelled' });
  }

  private async listPage(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Sent,
    refused: Refused | null,
  ): Promise<void> {
    const when = sentText(asked, 'when') === 'past' ? ('past' as const) : ('upcoming' as const);
    const panelId = sentText(asked, 'panel') || null;
    const data = await this.visits.ask(request, MeetingsPage, {
      when: when === 'past' ? 'PAST' : 'UPCOMING',
      panelId,
      after: sentText(asked, 'after') || null,
    });
    const me = this.visits.person(data);
    const panels = data.me?.panels ?? [];
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/meetings.njk',
      words: {
        title: 'Meetings',
        area: 'meetings',
        errors: refused
          ? pageErrors(refused.problems, { panelId: { id: 'generate-panel', label: 'Panel' } })
          : [],
      },
      view: meetingsView(data, { ...me, panels }, { when, panelId }),
      ...(refused && { status: refused.status }),
    });
  }

  private async changePage(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused: Refused | null,
    typed: TypedChange | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, ChangeMeetingPage, { id });
    if (!this.visits.person(data).permissions.includes('meeting:change'))
      throw new NotPermitted('meeting:change');
    const places = {
      heldOn: { id: 'held-on', label: 'New day' },
      startsAt: { id: 'starts-at', label: 'Start' },
      reason: { id: typed?.form === 'cancel' ? 'cancel-reason' : 'move-reason', label: 'Reason' },
    };
    this.visits.show(request, reply, data, {
      template: 'pages/meetings/change-meeting.njk',
      words: {
        title: 'Move or cancel a meeting',
        area: 'meetings',
        breadcrumbs: [MEETINGS_CRUMB],
        errors: refused ? pageErrors(refused.problems, places) : [],
      },
      view: changeMeetingView(data, typed),
      ...(refused && { status: refused.status }),
    });
  }

  /** The meeting, with its agenda where the person may read it. */
  private async meeting(request: FastifyRequest, id: string) {
    try {
      return await this.visits.ask(request, MeetingPage, { id });
    } catch (error) {
      if (!(error instanceof NotPermitted)) throw error;
      return this.visits.ask(request, MeetingWithoutAgenda, { id });
    }
  }
}
