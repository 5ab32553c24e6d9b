import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { kindOf } from '../../session/frame.js';
import { Visits } from '../../session/visits.js';
import { SignedOut } from '../../http/index.js';
import { AccessRequestsWaiting } from '../access/requests.graphql.js';
import { requestsAttention } from '../access/requests.presenter.js';
import { GlassWaiting } from '../break-glass/break-glass.graphql.js';
import { glassAttention } from '../break-glass/break-glass.presenter.js';
import { outcomesAsked } from '../outcomes/outcomes.presenter.js';
import { WaitingDrafts } from '../referring/referring.graphql.js';
import { draftAttention } from '../referring/referring.presenter.js';
import {
  HomeFrame,
  type HomeMe,
  HomeOfAdministrator,
  HomeOfAgency,
  HomeOfLead,
  HomeOfPanels,
  RiskOfQueue,
  RoomOnAgenda,
} from './home.graphql.js';
import {
  administratorHome,
  agencyHome,
  chairHome,
  comingMeetings,
  coordinatorHome,
  leadHome,
} from './home.presenter.js';
import type { HomeView } from './home.view.js';
import type { QueueOfPanel } from './queue-card.presenter.js';

/** The first page after sign-in, by what people do. */
@Controller()
export class HomeController {
  constructor(private readonly visits: Visits) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { me } = await this.visits.ask(request, HomeFrame, {});
    if (!me) throw new SignedOut();
    this.visits.show(
      request,
      reply,
      { me },
      {
        template: 'pages/home/home.njk',
        words: { title: 'Home', area: 'home' },
        view: await this.withWaiting(request, me, await this.viewFor(request, me)),
      },
    );
  }

  /** What waits to be judged or answered stands before everything else. */
  private async withWaiting(request: FastifyRequest, me: HomeMe, view: HomeView): Promise<HomeView> {
    const [uses, requests, drafts] = await Promise.all([
      me.permissions.includes('break-glass:review') ? this.visits.ask(request, GlassWaiting, {}) : null,
      me.permissions.includes('case:restrict') ? this.visits.ask(request, AccessRequestsWaiting, {}) : null,
      me.permissions.includes('case:refer') ? this.visits.ask(request, WaitingDrafts, {}) : null,
    ]);
    return {
      ...view,
      attention: [
        ...glassAttention(uses?.breakGlassReviews.totalCount ?? 0),
        ...requestsAttention(requests?.accessRequests.totalCount ?? 0),
        ...(drafts ? draftAttention(drafts) : []),
        ...view.attention,
      ],
    };
  }

  private async viewFor(request: FastifyRequest, me: HomeMe): Promise<HomeView> {
    switch (kindOf(me)) {
      case 'agency':
        return agencyHome(me, await this.visits.ask(request, HomeOfAgency, {}));
      case 'lead': {
        const { from, to } = outcomesAsked({}, me.now);
        return leadHome(me, await this.visits.ask(request, HomeOfLead, { from, to }));
      }
      case 'administrator':
      case 'auditor':
        return administratorHome(me, await this.visits.ask(request, HomeOfAdministrator, {}));
      default:
        return this.viewOfPanels(request, me);
    }
  }

  private async viewOfPanels(request: FastifyRequest, me: HomeMe): Promise<HomeView> {
    const [data, queues] = await Promise.all([
      this.visits.ask(request, HomeOfPanels, {}),
      Promise.all(me.panels.map((panel) => this.queueOf(request, panel))),
    ]);
    const [next] = comingMeetings(data.meetings);
    const room = next ? await this.roomOf(request, next.id) : null;
    const show = kindOf(me) === 'chair' ? chairHome : coordinatorHome;
    return show(me, data, room, queues);
  }

  /** One block that cannot be read must not take the page with it. */
  private async queueOf(
    request: FastifyRequest,
    { id, name }: { id: string; name: string },
  ): Promise<QueueOfPanel> {
    const risk = await this.visits.ask(request, RiskOfQueue, { panelId: id }).then(
      (data) => data.queueRisk,
      () => null,
    );
    return { panelId: id, panelName: name, risk };
  }

  private async roomOf(request: FastifyRequest, meetingId: string) {
    return this.visits.ask(request, RoomOnAgenda, { meetingId }).then(
      (data) => data.meeting.agenda,
      () => null,
    );
  }
}
