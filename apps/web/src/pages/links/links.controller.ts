import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import {
  type FlashCode,
  type InputPlaces,
  pageErrors,
  type Sent,
  sentOneOf,
  sentText,
  sentVersion,
} from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { ConfirmLink, LinksPage, MergePeople, RejectLink, UndoLinkDecision } from './links.graphql.js';
import { linksView, type RefusedLink } from './links.presenter.js';

type Refused = RefusedLink & { status: 409 | 422; problems: readonly Problem[] };

/** Each thing that a person does with a link: what is sent, and what is said when it is done. */
const VERBS = {
  confirm: [ConfirmLink, 'linkConfirmed'],
  reject: [RejectLink, 'linkRejected'],
  undo: [UndoLinkDecision, 'linkUndone'],
} as const;

function placesOf(form: string): InputPlaces {
  if (form !== 'merge') return { reason: { id: `reason-${form}`, label: 'How you know' } };
  return {
    personId: { id: 'merge-own', label: 'Who in this case' },
    otherPersonId: { id: 'merge-other', label: 'Who in the other case' },
    reason: { id: 'merge-reason', label: 'How you know' },
  };
}

/** The same people in other cases: why, the picture round the case, and what people make of it. */
@Controller('cases/:id/links')
export class LinksController {
  constructor(private readonly visits: Visits) {}

  @Get()
  page(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Sent,
  ): Promise<void> {
    return this.show(request, reply, id, sentText(query, 'with').trim(), null);
  }

  @Post('merge')
  async merge(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = {
      personId: sentText(sent, 'own'),
      otherPersonId: sentText(sent, 'other'),
      reason: sentText(sent, 'reason'),
    };
    const problems: Problem[] = [
      ...(input.personId ? [] : [{ field: 'personId', text: 'Choose who in this case.' }]),
      ...(input.otherPersonId ? [] : [{ field: 'otherPersonId', text: 'Choose who in the other case.' }]),
    ];
    const refuse = (refused: { status: 409 | 422; problems: readonly Problem[] }) =>
      this.show(request, reply, id, sentText(sent, 'with'), { form: 'merge', sent, ...refused });
    if (problems.length > 0) return refuse({ status: 422, problems });
    const attempt = await this.visits.attempt(request, MergePeople, { input });
    if (!attempt.ok) return refuse(attempt);
    this.done(request, reply, id, 'peopleMerged');
  }

  @Post(':link')
  async decide(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param() { id, link }: { id: string; link: string },
    @Body() sent: Sent,
  ): Promise<void> {
    const verb = sentOneOf(sent, 'verb', ['confirm', 'reject', 'undo'] as const);
    if (!verb) throw new NotFound('Page');
    const [document, code] = VERBS[verb];
    const input = { linkId: link, version: sentVersion(sent), reason: sentText(sent, 'reason') };
    const attempt = await this.visits.attempt(request, document, { input });
    if (!attempt.ok) return this.show(request, reply, id, '', { form: link, sent, ...attempt });
    this.done(request, reply, id, code);
  }

  private done(request: FastifyRequest, reply: FastifyReply, id: string, code: FlashCode): void {
    this.visits.pages.goTo(request, reply, `/cases/${id}/links`, { code });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    other: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, LinksPage, {
      id,
      other: other || null,
      hasOther: other !== '',
    });
    this.visits.show(request, reply, data, {
      template: 'pages/links/links.njk',
      words: {
        title: 'The same people in other cases',
        area: 'cases',
        breadcrumbs: [
          { text: 'Cases', href: '/cases' },
          { text: `Case ${data.linksOfCase.reference}`, href: `/cases/${id}` },
        ],
        errors: refused ? pageErrors(refused.problems, placesOf(refused.form)) : [],
      },
      view: linksView(data, other, refused),
      ...(refused && { status: refused.status }),
    });
  }
}
