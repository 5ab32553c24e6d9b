import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, parseDay, parseTimeOfDay } from '#kernel';
import {
  type Flash,
  type FlashCode,
  pageErrors,
  type Sent,
  sentChoices,
  sentOneOf,
  sentText,
  sentVersion,
} from '../../http/index.js';
import { type Attempt, type Problem, Visits } from '../../session/visits.js';
import { CATEGORY_WORDS, keysOf } from '../actions/action.words.js';
import { placesOf, REFERRAL_VERBS, type ReferralVerb } from './referral.forms.js';
import {
  AcceptReferral,
  AgreeImmediateAction,
  AnswerReturn,
  AppealReferral,
  DeclineReferral,
  PlanEmergencyMeeting,
  ProposeEmergencyMeeting,
  RedirectReferral,
  ReferralPage,
  ReopenReferral,
  ReturnReferral,
  SetReferralUrgency,
  TransferCase,
  UndoReferralDecision,
} from './referral.graphql.js';
import { referralView } from './referral.presenter.js';
import { FORUM_CODES } from './triage.words.js';

type Refused = { verb: ReferralVerb; sent: Sent; status: 409 | 422; problems: readonly Problem[] };

const DONE: Readonly<Record<ReferralVerb, FlashCode>> = {
  accept: 'referralAccepted',
  return: 'referralReturned',
  redirect: 'referralRedirected',
  decline: 'referralDeclined',
  urgency: 'urgencyChanged',
  transfer: 'transferAsked',
  reopen: 'referralReopened',
  answer: 'returnAnswered',
  appeal: 'appealSent',
  action: 'immediateActionAgreed',
  emergency: 'emergencyProposed',
  meeting: 'emergencyPlanned',
  undo: 'decisionUndone',
};

const CAN_BE_UNDONE: readonly ReferralVerb[] = ['accept', 'return', 'redirect', 'decline'];

/** One referral: everything for the decision, and the forms of those who decide and of the referrer. */
@Controller('referrals/:id')
export class ReferralController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id, null);
  }

  @Post(':verb')
  async change(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() { id, verb: asked }: { id: string; verb: string },
    @Body() sent: Sent,
  ): Promise<void> {
    const verb = REFERRAL_VERBS.find((one) => one === asked);
    if (!verb) throw new NotFound('Page');
    const missing = missingIn(verb, sent);
    const attempt: Attempt<object> =
      missing.length > 0
        ? { ok: false, status: 422, problems: missing }
        : await this.send(request, verb, id, sent);
    if (!attempt.ok) return this.show(request, reply, id, { verb, sent, ...attempt });
    const flash: Flash = { code: DONE[verb] };
    const undo = undoOf(verb, id, attempt.answer);
    const meetingId = meetingOf(attempt.answer);
    const next = meetingId ? `/meetings/${meetingId}/prepare` : `/referrals/${id}`;
    this.visits.pages.goTo(request, reply, next, undo ? { ...flash, undo } : flash);
  }

  private send(
    request: FastifyRequest,
    verb: ReferralVerb,
    caseId: string,
    sent: Sent,
  ): Promise<Attempt<object>> {
    const seen = { caseId, version: sentVersion(sent) };
    const words = sentText(sent, 'words');
    switch (verb) {
      case 'accept':
        return this.visits.attempt(request, AcceptReferral, { input: { ...seen, words } });
      case 'return':
        return this.visits.attempt(request, ReturnReferral, { input: { ...seen, missing: words } });
      case 'redirect': {
        const forum = sentOneOf(sent, 'forum', FORUM_CODES)!;
        return this.visits.attempt(request, RedirectReferral, { input: { ...seen, forum, reason: words } });
      }
      case 'decline': {
        const signposts = sentChoices(sent, 'signposts');
        return this.visits.attempt(request, DeclineReferral, {
          input: { ...seen, reason: words, signposts },
        });
      }
      case 'urgency': {
        const urgency = sentOneOf(sent, 'urgency', URGENCIES)!;
        return this.visits.attempt(request, SetReferralUrgency, {
          input: { ...seen, urgency, reason: words },
        });
      }
      case 'transfer': {
        const toPanelId = sentText(sent, 'panel');
        return this.visits.attempt(request, TransferCase, { input: { ...seen, toPanelId, reason: words } });
      }
      case 'reopen':
        return this.visits.attempt(request, ReopenReferral, { input: { ...seen, reason: words } });
      case 'answer':
        return this.visits.attempt(request, AnswerReturn, { input: { ...seen, answer: words } });
      case 'appeal':
        return this.visits.attempt(request, AppealReferral, { input: { ...seen, reason: words } });
      case 'action':
        return this.agreeAction(request, caseId, sent);
      case 'emergency':
        return this.visits.attempt(request, ProposeEmergencyMeeting, { input: { caseId, reason: words } });
      case 'meeting':
        return this.planMeeting(request, caseId, sent);
      case 'undo':
        return this.visits.attempt(request, UndoReferralDecision, { input: seen });
    }
  }

  private agreeAction(request: FastifyRequest, caseId: string, sent: Sent): Promise<Attempt<object>> {
    const category = sentOneOf(sent, 'category', keysOf(CATEGORY_WORDS))!;
    const agreed = { agencyId: sentText(sent, 'agency'), text: sentText(sent, 'words'), category };
    const input = { caseId, ...agreed, priority: 'CRITICAL' as const };
    return this.visits.attempt(request, AgreeImmediateAction, { input });
  }

  private planMeeting(request: FastifyRequest, caseId: string, sent: Sent): Promise<Attempt<object>> {
    const when = {
      heldOn: parseDay(sentText(sent, 'heldOn'))!,
      startsAt: parseTimeOfDay(sentText(sent, 'startsAt'))!,
      durationMinutes: Number(sentText(sent, 'durationMinutes')),
    };
    const input = { caseId, ...when, place: sentText(sent, 'place'), reason: sentText(sent, 'words') };
    return this.visits.attempt(request, PlanEmergencyMeeting, { input });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, ReferralPage, { id });
    if (!data.case.triage) return this.visits.pages.goTo(request, reply, `/cases/${id}`);
    this.visits.show(request, reply, data, {
      template: 'pages/referrals/referral.njk',
      words: {
        title: `Referral ${data.case.reference}`,
        area: 'referrals',
        breadcrumbs: [{ text: 'Referrals', href: '/referrals' }],
        errors: refused ? pageErrors(refused.problems, placesOf(refused.verb)) : [],
      },
      view: referralView(data, this.visits.person(data), refused),
      ...(refused && { status: refused.status }),
    });
  }
}

const URGENCIES = ['URGENT', 'HIGH', 'STANDARD'] as const;

/** What a form must have chosen before the API can be asked at all. */
function missingIn(verb: ReferralVerb, sent: Sent): Problem[] {
  const need = (field: string, isThere: unknown, text: string): Problem[] =>
    isThere ? [] : [{ field, text }];
  switch (verb) {
    case 'redirect':
      return need('forum', sentOneOf(sent, 'forum', FORUM_CODES), 'Choose where it belongs.');
    case 'urgency':
      return need('urgency', sentOneOf(sent, 'urgency', URGENCIES), 'Choose how urgent it is.');
    case 'transfer':
      return need('toPanelId', sentText(sent, 'panel'), 'Choose a panel.');
    case 'meeting':
      return [
        ...need('heldOn', parseDay(sentText(sent, 'heldOn')), 'Choose a day.'),
        ...need('startsAt', parseTimeOfDay(sentText(sent, 'startsAt')), 'Enter a time such as 09:30.'),
        ...need(
          'durationMinutes',
          /^\d{1,3}$/.test(sentText(sent, 'durationMinutes')),
          'Enter a whole number of minutes.',
        ),
      ];
    case 'action':
      return [
        ...need('agencyId', sentText(sent, 'agency'), 'Choose an agency.'),
        ...need(
          'category',
          sentOneOf(sent, 'category', keysOf(CATEGORY_WORDS)),
          'Choose what sort of action it is.',
        ),
      ];
    default:
      return [];
  }
}

/** The meeting that was just planned; null: something else was done. */
function meetingOf(answer: object): string | null {
  const { planEmergencyMeeting: planned } = answer as { planEmergencyMeeting?: { id: string } };
  return planned?.id ?? null;
}

/** The form that takes a decision back: it carries the version that the decision made. */
function undoOf(verb: ReferralVerb, id: string, answer: object): Flash['undo'] {
  if (!CAN_BE_UNDONE.includes(verb)) return undefined;
  const { done } = answer as { done?: { triage?: { version: number } | null } };
  if (!done?.triage) return undefined;
  return { action: `/referrals/${id}/undo`, fields: { version: String(done.triage.version) } };
}
