import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { londonDay } from '#kernel';
import { safeReturnPath, type Sent, sentText } from '../../http/index.js';
import { kindOf, type Me } from '../../session/frame.js';
import { Visits } from '../../session/visits.js';
import { quickChange } from './action-changes.js';
import { ActionPages } from './action-pages.js';
import type { RefusedUpdate } from './action-row.presenter.js';
import { actionsCsv, actionsFileName } from './actions.csv.js';
import {
  AgencyActionsFile,
  AgencyActionsPage,
  type ListedAction,
  PanelActionsFile,
  PanelActionsPage,
  WhoAsks,
} from './actions.graphql.js';
import {
  agencyActionsAsked,
  agencyActionsView,
  panelActionsAsked,
  panelActionsView,
} from './actions.presenter.js';
import type { ActionsView } from './actions.view.js';

/** Most pages of a hundred that one file holds. */
const MOST_PAGES = 100;

/** Lists of actions: those of an agency, or those across the panels that somebody runs. */
@Controller()
export class ActionsController {
  private readonly onePage: ActionPages;

  constructor(private readonly visits: Visits) {
    this.onePage = new ActionPages(visits);
  }

  @Get('actions')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    this.show(request, reply, await this.read(request, sent, null));
  }

  @Get('actions.csv')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() sent: Sent): Promise<void> {
    const me = this.visits.person(await this.visits.ask(request, WhoAsks, {}));
    const rows = await this.everyRow(request, me, sent);
    reply
      .header('content-disposition', `attachment; filename="${actionsFileName(londonDay(me.now))}"`)
      .type('text/csv; charset=utf-8')
      .send(actionsCsv(rows));
  }

  @Post('actions/:id/quick-update')
  async quickUpdate(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') actionId: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const back = safeReturnPath(sentText(sent, 'back'));
    const change = quickChange(actionId, sent);
    if (typeof change === 'string') return this.refuse(request, reply, { actionId, sent, text: change }, 422);
    const attempt = await change.send(this.visits, request);
    if (attempt.ok) return this.visits.pages.goTo(request, reply, back, { code: change.flash });
    const text = attempt.problems.map((problem) => problem.text).join(' ');
    return this.refuse(request, reply, { actionId, sent, text }, attempt.status);
  }

  /** Shows the list again with what was typed in its row; the action's own page when the row is not on the list. */
  private async refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    refused: RefusedUpdate,
    status: 409 | 422,
  ): Promise<void> {
    const [path, query = ''] = safeReturnPath(sentText(refused.sent, 'back')).split('?', 2);
    if (path !== '/actions') return this.onePage.refuseQuickUpdate(request, reply, refused, status);
    const found = await this.read(request, sentIn(query), refused);
    const isListed = found.view.groups.some(({ rows }) => rows.some((row) => row.update?.error));
    if (!isListed) return this.onePage.refuseQuickUpdate(request, reply, refused, status);
    this.show(request, reply, found, { status, text: refused.text, actionId: refused.actionId });
  }

  private async read(
    request: FastifyRequest,
    sent: Sent,
    refused: RefusedUpdate | null,
  ): Promise<{ me: Me; view: ActionsView }> {
    const data = await this.visits.ask(request, AgencyActionsPage, agencyActionsAsked(sent));
    const me = this.visits.person(data);
    if (!runsPanels(me)) return { me, view: agencyActionsView(data, sent, refused) };
    const across = await this.visits.ask(request, PanelActionsPage, panelActionsAsked(sent));
    return { me, view: panelActionsView(across, sent, refused) };
  }

  private show(
    request: FastifyRequest,
    reply: FastifyReply,
    { me, view }: { me: Me; view: ActionsView },
    refused: { status: number; text: string; actionId: string } | null = null,
  ): void {
    this.visits.show(
      request,
      reply,
      { me },
      {
        template: 'pages/actions/actions.njk',
        words: {
          title: 'Actions',
          area: 'actions',
          ...(refused && { errors: [{ text: refused.text, field: `note-${refused.actionId}` }] }),
        },
        view,
        ...(refused && { status: refused.status }),
      },
    );
  }

  private async everyRow(request: FastifyRequest, me: Me, sent: Sent): Promise<ListedAction[]> {
    const rows: ListedAction[] = [];
    let after: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const actions: FilePage = await this.filePage(request, me, sent, after);
      rows.push(...actions.edges.map(({ node }) => node));
      after = actions.pageInfo.endCursor;
      if (!actions.pageInfo.hasNextPage) break;
    }
    return rows;
  }

  private async filePage(
    request: FastifyRequest,
    me: Me,
    sent: Sent,
    after: string | null,
  ): Promise<FilePage> {
    if (runsPanels(me)) {
      const asked = { ...panelActionsAsked(sent), after };
      return (await this.visits.ask(request, PanelActionsFile, asked)).actions;
    }
    const asked = { ...agencyActionsAsked(sent), after };
    return (await this.visits.ask(request, AgencyActionsFile, asked)).actions;
  }
}

type FilePage = {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: readonly { node: ListedAction }[];
};

function runsPanels(me: Me): boolean {
  return ['chair', 'coordinator'].includes(kindOf(me));
}

/** The query of an address, repeated names as lists. */
function sentIn(query: string): Sent {
  const params = new URLSearchParams(query);
  const valueOf = (name: string) => (params.getAll(name).length > 1 ? params.getAll(name) : params.get(name));
  return Object.fromEntries([...params.keys()].map((name) => [name, valueOf(name)]));
}
