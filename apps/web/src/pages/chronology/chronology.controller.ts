import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotPermitted } from '#kernel';
import { pageErrors, type Sent } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { ChronologyPage, IncidentPage, RecordedPage, RecordIncident } from './chronology.graphql.js';
import { chronologyView, mayAdd } from './chronology.presenter.js';
import { INCIDENT_PLACES, incidentView, recordedView, sentIncident } from './incident.presenter.js';

type Refused = { sent: Sent; status: 409 | 422; problems: readonly Problem[] };

/** The chronology of a case, and adding an incident to it. */
@Controller('cases/:id')
export class ChronologyController {
  constructor(private readonly visits: Visits) {}

  @Get('chronology')
  async chronology(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Sent,
  ): Promise<void> {
    const data = await this.visits.ask(request, ChronologyPage, { id });
    this.visits.show(request, reply, data, {
      template: 'pages/chronology/chronology.njk',
      words: { title: 'Chronology', area: 'cases', breadcrumbs: backFrom(data.case) },
      view: chronologyView(data.case, this.visits.person(data), query),
    });
  }

  @Get('incidents/new')
  form(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.show(request, reply, id, null);
  }

  @Post('incidents/new')
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const read = sentIncident(id, sent);
    if (!read.ok) return this.show(request, reply, id, { sent, status: 422, problems: read.problems });
    const attempt = await this.visits.attempt(request, RecordIncident, { input: read.input });
    if (!attempt.ok) return this.show(request, reply, id, { sent, ...attempt });
    this.visits.pages.goTo(request, reply, `/cases/${id}/incidents/recorded`, { code: 'incidentRecorded' });
  }

  @Get('incidents/recorded')
  async recorded(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const data = await this.visits.ask(request, RecordedPage, { id });
    this.visits.show(request, reply, data, {
      template: 'pages/chronology/recorded.njk',
      words: { title: 'What the rules found', area: 'cases', breadcrumbs: backFrom(data.case) },
      view: recordedView(data.case, this.visits.person(data)),
    });
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, IncidentPage, { id });
    if (!mayAdd(data.case, this.visits.person(data))) throw new NotPermitted('page');
    this.visits.show(request, reply, data, {
      template: 'pages/chronology/incident.njk',
      words: {
        title: 'Add an incident',
        area: 'cases',
        breadcrumbs: backFrom(data.case),
        errors: refused ? pageErrors(refused.problems, INCIDENT_PLACES) : [],
      },
      view: incidentView(data.case, refused?.sent ?? {}),
      ...(refused && { status: refused.status }),
    });
  }
}

function backFrom({ id, reference }: { id: string; reference: string }) {
  return [
    { text: 'Cases', href: '/cases' },
    { text: `Case ${reference}`, href: `/cases/${id}` },
  ];
}
