import type { ResultOf } from '#api-client';
import { daysBetween, londonDay, londonTime } from '#kernel';
import type { Link, Tag } from '../../components/parts.view.js';
import { plural, weekDay } from '../../layout/format.js';
import { kindOf } from '../../session/frame.js';
import { actionRow } from '../actions/action-row.presenter.js';
import type { RISK_LEVELS } from '../cases/case.words.js';
import { attentionOf, figuresOf } from '../outcomes/outcomes.presenter.js';
import type {
  ComingMeeting,
  HomeMe,
  HomeOfAdministrator,
  HomeOfAgency,
  HomeOfLead,
  HomeOfPanels,
  RiskOfQueue,
  RoomOnAgenda,
} from './home.graphql.js';
import { queueCard, type QueueOfPanel, queueWarnings } from './queue-card.presenter.js';
import type { HomeView, NextMeeting, WorkItem, WorkList } from './home.view.js';

type Room = ResultOf<typeof RoomOnAgenda>['meeting']['agenda'];

function emptyHome(me: HomeMe): HomeView {
  return {
    firstName: callName(me.person.name),
    kind: kindOf(me),
    today: londonDay(me.now),
    tiles: [],
    figures: [],
    nextMeeting: null,
    actions: null,
    queues: [],
    work: [],
    attention: [],
    changes: null,
    lastSignedInAt: null,
  };
}

const RANKS = /^(?:[A-Z]\.|PC|PS|DC|DS|DI|DCI|DSU|Insp|Sgt|Dr|Mr|Mrs|Ms|Miss|Prof)\.?$/;

/** The first name; everything where that is a rank, a title or an initial. */
function callName(name: string): string {
  const [first = name] = name.split(' ', 1);
  return RANKS.test(first) ? name : first;
}

const isComing = ({ state }: ComingMeeting): boolean => state !== 'CANCELLED' && state !== 'ENDED';

/** Meetings to come, soonest first, without those that will not be held. */
export function comingMeetings(list: { edges: readonly { node: ComingMeeting }[] }): ComingMeeting[] {
  return list.edges.map(({ node }) => node).filter(isComing);
}

function nextMeeting(meeting: ComingMeeting | undefined, room: Room | null, open: Link): NextMeeting | null {
  if (!meeting) return null;
  const over = room ? room.overflowMinutes : 0;
  return {
    meetingId: meeting.id,
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    from: londonTime(meeting.startsAt),
    to: londonTime(meeting.endsAt),
    venue: meeting.place,
    minutesFree: room?.builtAt ? (over > 0 ? -over : room.minutesFree) : null,
    casesListed: meeting.caseCount,
    agenda: agendaState(meeting, room),
    checksLeft: room ? room.checks.filter(({ isMet }) => !isMet).length : 0,
    neededAt: [],
    open,
  };
}

function agendaState({ state }: ComingMeeting, room: Room | null): NextMeeting['agenda'] {
  if (!room) return null;
  if (!room.builtAt) return 'none';
  return state === 'PLANNED' || state === 'AGENDA_DRAFT' ? 'draft' : 'published';
}

/** What is before somebody of an agency: their actions, overdue first, and the next meeting. */
export function agencyHome(me: HomeMe, data: ResultOf<typeof HomeOfAgency>): HomeView {
  const counts = data.agencyActionCounts;
  const [meeting] = comingMeetings(data.meetings);
  const mayUpdate = me.permissions.includes('action:update');
  const setting = { back: '/', mayUpdate, namesAgency: false, refused: null };
  const tile = (count: number, text: string, query: string, tone: 'red' | 'orange' | 'blue' | 'green') => ({
    count,
    text,
    href: `/actions?${query}`,
    tone,
    selected: false,
  });
  return {
    ...emptyHome(me),
    tiles: [
      tile(counts.overdue, 'actions overdue', 'due=overdue', 'red'),
      tile(counts.dueNext7Days, 'due in the next 7 days', 'due=soon', 'orange'),
      tile(counts.dueLater, 'due later', 'due=later', 'blue'),
      tile(counts.doneThisQuarter, 'done this quarter', 'status=closed', 'green'),
    ],
    nextMeeting: nextMeeting(meeting, null, {
      text: 'See the meeting',
      href: `/meetings/${meeting?.id ?? ''}`,
    }),
    actions: {
      heading: counts.overdue > 0 ? 'To do first' : 'Due in the next 7 days',
      rows: data.agencyActions.edges.map(({ node }) => actionRow(node, setting)),
      empty: 'Nothing needs you this week.',
      all: { text: 'See all actions', href: '/actions' },
    },
  };
}

/** The way on from a meeting for who prepares it. */
function wayOn({ id, state }: ComingMeeting): Link {
  if (state === 'IN_SESSION') return { text: 'Go to the meeting', href: `/meetings/${id}/live` };
  if (state === 'AGENDA_PUBLISHED') return { text: 'Open the agenda', href: `/meetings/${id}/prepare` };
  return { text: 'Prepare the agenda', href: `/meetings/${id}/prepare` };
}

/** What is before a chair: the next meeting with its room, the most dangerous case on no agenda, what is overdue. */
export function chairHome(
  me: HomeMe,
  data: ResultOf<typeof HomeOfPanels>,
  room: Room | null,
  queues: readonly QueueOfPanel[],
): HomeView {
  const [meeting] = comingMeetings(data.meetings);
  return {
    ...panelsHome(me, data, queues),
    nextMeeting: meeting ? nextMeeting(meeting, room, wayOn(meeting)) : null,
  };
}

/** What is before a coordinator: agendas to prepare, cases that nobody flagged, what waits longest. */
export function coordinatorHome(
  me: HomeMe,
  data: ResultOf<typeof HomeOfPanels>,
  room: Room | null,
  queues: readonly QueueOfPanel[],
): HomeView {
  const coming = comingMeetings(data.meetings);
  const [meeting] = coming;
  return {
    ...panelsHome(me, data, queues),
    nextMeeting: meeting ? nextMeeting(meeting, room, wayOn(meeting)) : null,
    work: [agendasDue(me, coming.slice(1)), unflaggedList(data.accepted)],
  };
}

function panelsHome(
  me: HomeMe,
  data: ResultOf<typeof HomeOfPanels>,
  queues: readonly QueueOfPanel[],
): HomeView {
  const known = queues.flatMap(({ risk }) => (risk ? [risk] : []));
  const sum = (of: (risk: RiskOfQueue) => number) => known.reduce((all, risk) => all + of(risk), 0);
  const bandA = sum(({ byBand }) => byBand.find(({ band }) => band === 'A')?.count ?? 0);
  const mayUpdate = me.permissions.includes('action:update');
  const setting = { back: '/', mayUpdate, namesAgency: true, refused: null };
  const [first] = queues;
  const waiting = `#queue-of-${first?.panelId ?? ''}`;
  const late = data.referralCounts.filter(({ colour }) => colour === 'MISSED');
  return {
    ...emptyHome(me),
    queues: queues.map(queueCard),
    attention: [...clockWarnings(data.referralCounts), ...queueWarnings(queues)],
    tiles: [
      {
        count: late.reduce((all, { count }) => all + count, 0),
        text: 'referrals late',
        href: '/referrals?show=late',
        tone: 'red',
        selected: false,
      },
      {
        count: sum((risk) => risk.waiting),
        text: 'cases on no agenda',
        href: waiting,
        tone: 'blue',
        selected: false,
      },
      { count: bandA, text: 'of them in band A', href: waiting, tone: 'red', selected: false },
      {
        count: sum((risk) => risk.overTarget),
        text: 'waiting longer than promised',
        href: waiting,
        tone: 'orange',
        selected: false,
      },
      {
        count: me.overdueActionCount,
        text: 'actions overdue',
        href: '/actions?due=overdue',
        tone: 'red',
        selected: false,
      },
    ],
    actions: {
      heading: 'Longest overdue across your panels',
      rows: data.actions.edges.map(({ node }) => actionRow(node, setting)),
      empty: 'No agency owes your panels anything.',
      all: { text: 'See all overdue actions', href: '/actions?due=overdue' },
    },
  };
}

/** Referrals that have to be decided on before their clock runs out. */
function clockWarnings(counts: ResultOf<typeof HomeOfPanels>['referralCounts']): HomeView['attention'] {
  const soon = counts.filter(({ colour }) => colour === 'RED').reduce((all, { count }) => all + count, 0);
  if (soon === 0) return [];
  const text = `${plural(soon, 'referral')} will be late if nobody decides soon.`;
  return [{ lead: 'Referrals:', text, link: { text: 'Decide', href: '/referrals?show=red' } }];
}

/** Agendas that should be made: meetings within three weeks that have not gone out. */
function agendasDue(me: HomeMe, meetings: readonly ComingMeeting[]): WorkList {
  const today = londonDay(me.now);
  const due = meetings.filter(
    ({ state, heldOn }) =>
      (state === 'PLANNED' || state === 'AGENDA_DRAFT') && daysBetween(today, heldOn) <= 21,
  );
  return {
    heading: 'Agendas to prepare next',
    items: due.map((meeting) => ({
      text: meeting.panel.name,
      href: `/meetings/${meeting.id}/prepare`,
      detail: `${weekDay(meeting.heldOn)}, ${plural(meeting.caseCount, 'case')} so far`,
      dueOn: meeting.heldOn,
      tag:
        meeting.state === 'PLANNED'
          ? { text: 'Not started', tone: 'yellow' }
          : { text: 'Draft', tone: 'blue' },
    })),
    empty: 'No other meeting is close.',
    more: { text: 'See all meetings', href: '/meetings' },
  };
}

const RISK_TAGS: Readonly<Partial<Record<keyof typeof RISK_LEVELS, Tag>>> = {
  VERY_HIGH: { text: 'Very high risk', tone: 'red' },
  HIGH: { text: 'High risk', tone: 'orange' },
};

function unflaggedList(accepted: ResultOf<typeof HomeOfPanels>['accepted']): WorkList {
  return {
    heading: 'Cases that nobody has flagged',
    items: accepted.edges.map(({ node }) => ({
      text: node.reference,
      href: `/cases/${node.id}`,
      detail: `${node.panel.name}, referred by ${node.referringAgency.name}`,
      dueOn: null,
      tag: RISK_TAGS[node.riskLevel] ?? null,
    })),
    empty: 'Every case is flagged or heard.',
    more:
      accepted.totalCount > accepted.edges.length
        ? { text: `See all ${accepted.totalCount}`, href: '/cases?state=accepted' }
        : null,
  };
}

/** What is before a lead: the figures of a year and what to look at. */
export function leadHome(me: HomeMe, data: ResultOf<typeof HomeOfLead>): HomeView {
  const { outcomes } = data;
  const [meeting] = comingMeetings(data.meetings);
  return {
    ...emptyHome(me),
    figures: figuresOf(outcomes),
    attention: attentionOf(outcomes, me),
    work: [
      {
        heading: 'Panels',
        items: outcomes.panelsAtAGlance.map(({ panel, openCases, overdueActions }) => ({
          text: panel.name,
          href: `/outcomes?panel=${panel.id}`,
          detail: [
            openCases === null ? 'under 5 open cases' : plural(openCases, 'open case'),
            overdueActions === null ? '' : plural(overdueActions, 'overdue action'),
          ]
            .filter(Boolean)
            .join(', '),
          dueOn: null,
          tag: null,
        })),
        empty: 'No panels yet.',
        more: { text: 'See all outcomes', href: '/outcomes' },
      },
    ],
    nextMeeting: nextMeeting(meeting, null, {
      text: 'See all meetings',
      href: '/meetings',
    }),
  };
}

/** What is before an administrator or auditor: the lists. */
export function administratorHome(me: HomeMe, data: ResultOf<typeof HomeOfAdministrator>): HomeView {
  const item = (text: string, href: string, detail: string): WorkItem => ({
    text,
    href,
    detail,
    dueOn: null,
    tag: null,
  });
  return {
    ...emptyHome(me),
    work: [
      {
        heading: 'Lists',
        items: [
          item('Agencies', '/administration/agencies', plural(data.agencies.length, 'agency', 'agencies')),
          item('People', '/administration/people', plural(data.people.totalCount, 'person', 'people')),
          item('Panels', '/administration/panels', plural(data.panels.length, 'panel')),
          ...(me.permissions.includes('audit:read') ? [item('Audit', '/audit', 'Who saw and did what')] : []),
          ...(me.permissions.includes('audit:set')
            ? [
                item(
                  'From when on a day looks unusual',
                  '/audit/unusual/settings',
                  'For auditors, to ask about',
                ),
              ]
            : []),
        ],
        empty: '',
        more: null,
      },
    ],
  };
}
