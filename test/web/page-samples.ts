import type { Day, Moment, TimeOfDay } from '#kernel';
import { areasOf, pageModel } from '../../apps/web/src/layout/page.js';
import type { Area, PageModel, PageWords } from '../../apps/web/src/layout/page.js';
import type { ActionRow, ActionsView, ActionView } from '../../apps/web/src/pages/actions/actions.view.js';
import type { AgencyView } from '../../apps/web/src/pages/administration/agency.view.js';
import type { AdministrationView } from '../../apps/web/src/pages/administration/administration.view.js';
import type { CasesView, CaseView } from '../../apps/web/src/pages/cases/cases.view.js';
import type { RiskOfQueue } from '../../apps/web/src/pages/home/home.graphql.js';
import { queueCard } from '../../apps/web/src/pages/home/queue-card.presenter.js';
import type { HomeView } from '../../apps/web/src/pages/home/home.view.js';
import type { LiveView } from '../../apps/web/src/pages/meetings/live.view.js';
import type { MeetingsView } from '../../apps/web/src/pages/meetings/meetings.view.js';
import type { CaseLine, PrepareView, Reason } from '../../apps/web/src/pages/meetings/prepare.view.js';
import type { PublishView } from '../../apps/web/src/pages/meetings/publish.view.js';
import type { OutboxView } from '../../apps/web/src/pages/outbox/outbox.view.js';
import type { OutcomesView } from '../../apps/web/src/pages/outcomes/outcomes.view.js';
import type { ReadingView } from '../../apps/web/src/pages/reading/reading.view.js';
import type { SignInView } from '../../apps/web/src/pages/sign-in/sign-in.view.js';
import { ask, caseAccess, conflict, notes, requests } from './access-samples.js';
import { questionPages, referring } from './referring-samples.js';
import { chronology, incident, recorded } from './chronology-samples.js';
import { samePeople } from './link-samples.js';
import { aMeeting, addCase, change, endMeeting } from './meeting-samples.js';
import type { PostForm, RiskLevel, Tag } from '../../apps/web/src/components/parts.view.js';

const day = (text: string): Day => text as Day;
const at = (text: string): Moment => text as Moment;
const time = (text: string): TimeOfDay => text as TimeOfDay;
const post = (action: string): PostForm => ({ action, fields: { version: '4' } });
const choices = (selected: string, ...texts: string[]) =>
  texts.map((text) => ({
    value: text.toLowerCase().replaceAll(' ', '-'),
    text,
    selected: text === selected,
  }));

/** A frame around a sample page; `extra` replaces parts of it. */
export function samplePage(
  title: string,
  area: Area | null,
  extra: Partial<PageModel & PageWords> = {},
): PageModel {
  const frame = {
    csrfToken: 'sample-token',
    nonce: 'sample-nonce',
    demo: true,
    flash: null,
    now: at('2026-11-21T14:00:00.000Z'),
    assets: { style: '/assets/app.css', script: '/assets/app.mjs', icon: '/assets/icon.svg' },
  };
  const person = {
    name: 'Dana Whitlock',
    agencyName: 'Northbridge Police',
    kind: 'coordinator' as const,
    areas: areasOf('coordinator'),
  };
  return { ...pageModel(frame, person, { overdueActions: 3 }, { title, area }), ...extra };
}

type Told = [reference: string, who: string, from: string, minutes: number, slot: [string, string] | null];

function line(position: number, told: Told, risk: RiskLevel, tags: Tag[], reasons: Reason[]): CaseLine {
  const [reference, who, referredBy, minutes, slot] = told;
  const form = post(`/meetings/m1/agenda/listings/l${position}`);
  return {
    kind: 'case',
    listingId: `l${position}`,
    caseId: `c${position}`,
    reference,
    href: `/cases/c${position}`,
    who,
    referredBy,
    position,
    minutes,
    slot: slot && { from: time(slot[0]), to: time(slot[1]) },
    leftOut: slot ? null : 'Ranked lower than the cases that fill the time',
    pinned: position === 1,
    movedBy: position === 3 ? 'Moved up by the chair: the tenancy starts on 14 December' : null,
    tags,
    risk,
    changed: position === 1 ? 'Risk raised on 17 November' : position === 2 ? 'New since 19 November' : null,
    reasons,
    missingAgencies:
      position === 2 || position === 5
        ? {
            names: ['Mental health'],
            ask: { text: 'Ask for a written update', href: '/meetings/m1/updates' },
          }
        : null,
    priority: {
      band: risk === 'very_high' ? 'A' : 'B',
      score: 92 - position * 8,
      scoreAtMost: position === 4 ? 71 : null,
      components: [
        { label: 'Risk tool result', points: 22, most: 25 },
        { label: 'Serious harm flags', points: 12, most: 20 },
        { label: 'Time waiting', points: 5, most: 7 },
      ],
      missing: position === 4 ? ['access to weapons'] : [],
    },
    forms: {
      moveUp: position > 1 ? form : null,
      moveDown: position < 9 ? form : null,
      moveTo: { ...form, most: 9, place: '', reason: '', open: position === 2 },
      pin: position > 1 ? form : null,
      unpin: position === 1 ? form : null,
      setMinutes: { ...form, minutes: String(minutes) },
      hold: {
        ...form,
        reason: '',
        open: position === 3,
        until: choices('12 January 2027', '12 January 2027', '9 February 2027'),
      },
    },
  };
}

const reason = (lead: string, text: string, kind: Reason['kind'] = 'plain'): Reason => ({
  lead,
  text,
  kind,
  points: null,
});
const tag = (text: string, tone: Tag['tone']): Tag => ({ text, tone });
const review = tag('Review', 'teal');
const fresh = tag('New referral', 'blue');
const carried = tag('Carried over', 'purple');

/** Picture 1. */
export const prepare: PrepareView = {
  meetingId: 'm1',
  agendaVersion: 4,
  panelName: 'Northbridge stalking and harassment panel',
  on: day('2026-12-08'),
  from: time('09:30'),
  to: time('12:00'),
  venue: 'Council House and video',
  chairName: 'Dana Whitlock',
  quorum: { coming: 6, invited: 7, needed: 5 },
  state: 'draft',
  preview: { text: 'Preview papers', href: '/meetings/m1' },
  publish: { text: 'Check and publish', href: '/meetings/m1/publish' },
  live: null,
  change: { text: 'Move or cancel the meeting', href: '/meetings/m1/change' },
  build: null,
  rebuild: post('/meetings/m1/agenda/build'),
  undo: { ...post('/meetings/m1/agenda/undo'), text: 'Undo the last change, SHP-1890' },
  addCase: { text: 'Add a case', href: '/meetings/m1/add?panel=p1' },
  capacity: {
    planned: 145,
    available: 150,
    casesThatDoNotFit: 1,
    parts: [
      { use: 'standing', label: 'Standing items and break', minutes: 30 },
      { use: 'carried', label: 'Carried over', minutes: 35 },
      { use: 'urgent', label: 'Urgent', minutes: 20 },
      { use: 'new', label: 'New referrals', minutes: 30 },
      { use: 'review', label: 'Reviews', minutes: 30 },
    ],
  },
  rows: [
    {
      kind: 'standing',
      itemId: 's1',
      from: time('09:30'),
      text: 'Welcome, attendance and conflicts of interest',
      minutes: 5,
    },
    { kind: 'standing', itemId: 's2', from: time('09:35'), text: 'Overdue actions review', minutes: 10 },
    line(
      1,
      ['SHP-2041', 'J.R., 34', 'Northbridge Police', 20, ['09:45', '10:05']],
      'very_high',
      [tag('Pinned', 'navy'), tag('Carried over twice', 'purple')],
      [
        reason('Carried over twice:', 'the panel ran out of time on 13 October and 10 November'),
        reason('Risk raised', 'from high to very high on 17 November, after a workplace visit', 'risk'),
        reason('2 actions overdue:', 'Northbridge Police, Probation', 'overdue'),
      ],
    ),
    line(
      2,
      ['SHP-2077', 'M.O., 27', 'Stalking advocacy service', 20, ['10:05', '10:25']],
      'very_high',
      [tag('Urgent', 'magenta')],
      [
        reason('Must be heard by 18 December:', 'urgent referral received 20 November', 'time'),
        reason('Very high risk:', 'screening score 11 of 11', 'risk'),
      ],
    ),
    line(
      3,
      ['SHP-1988', 'T.A., 41', 'Probation', 15, ['10:25', '10:40']],
      'high',
      [carried],
      [
        reason('Carried over', 'from 10 November: housing was not there'),
        reason('Asked for by housing:', 'decision needed before the tenancy starts on 14 December'),
      ],
    ),
    line(
      4,
      ['SHP-2069', 'K.S., 52', 'Adult social care', 15, ['10:40', '10:55']],
      'high',
      [fresh],
      [
        reason('Not yet heard:', 'accepted 6 November, day 15 of 28', 'time'),
        reason('Linked', 'to SHP-1874 at the same address, closed in March'),
      ],
    ),
    { kind: 'standing', itemId: 's3', from: time('10:55'), text: 'Break', minutes: 10 },
    line(
      5,
      ['SHP-2002', 'P.W., 38', 'Northbridge Police', 10, ['11:05', '11:15']],
      'high',
      [review],
      [
        reason('12-week review', 'is due on 9 December', 'time'),
        reason('1 action overdue:', 'Mental health', 'overdue'),
      ],
    ),
    line(
      6,
      ['SHP-2071', 'L.D., 19', 'Northbridge College', 15, ['11:15', '11:30']],
      'medium',
      [fresh],
      [reason('Not yet heard:', 'accepted 19 November, day 2 of 28', 'time')],
    ),
    {
      kind: 'standing',
      itemId: 's4',
      from: time('11:55'),
      text: 'Any other business and next meeting',
      minutes: 5,
    },
    {
      kind: 'cut',
      at: time('12:00'),
      text: 'Cases below are not on the agenda. Move one up, shorten another, or leave it for 12 January.',
    },
    line(
      7,
      ['SHP-1964', 'R.V., 36', 'Northbridge Police', 10, null],
      'medium',
      [review],
      [reason('12-week review', 'is due on 29 December', 'time')],
    ),
  ],
  waiting: [
    {
      caseId: 'c19',
      tags: [review],
      reference: 'SHP-1911',
      href: '/cases/c19',
      who: 'E.K., 61',
      reason: 'Ranked lower than the cases that fill the time',
      until: null,
      include: post('/meetings/m1/agenda/listings/l19/include'),
    },
  ],
  moreWaiting: 12,
  held: [
    {
      caseId: 'c20',
      tags: [],
      reference: 'SHP-1890',
      href: '/cases/c20',
      who: 'D.G., 48',
      reason: 'Person is in hospital until at least 15 December.',
      until: day('2027-01-12'),
      include: post('/meetings/m1/agenda/include'),
    },
    {
      caseId: 'c21',
      tags: [],
      reference: 'SHP-2050',
      href: '/cases/c21',
      who: 'A.H., 29',
      reason: 'Waiting for the court hearing on 11 December.',
      until: day('2027-01-12'),
      include: post('/meetings/m1/agenda/include'),
    },
  ],
  changes: {
    since: at('2026-11-19T16:12:00.000Z'),
    changes: [
      { text: 'risk raised to very high', link: { text: 'SHP-2041', href: '#line-l1' } },
      { text: 'urgent referral added', link: { text: 'SHP-2077', href: '#line-l2' } },
      { text: 'Mental health sent apologies', link: null },
    ],
    markAsSeen: post('/meetings/m1/seen'),
  },
  checks: {
    checks: [
      { done: true, text: 'Chair and minute taker confirmed', href: null },
      { done: true, text: 'Enough agencies for decisions', href: null },
      { done: false, text: '2 risk updates missing', href: '/meetings/m1/updates' },
      { done: false, text: '1 conflict of interest to record', href: '/meetings/m1/interests' },
    ],
    papersDueOn: day('2026-12-01'),
  },
  takeAway: [
    { text: 'Download as Word', href: '/meetings/m1/agenda.docx' },
    { text: 'Print', href: '/meetings/m1' },
    { text: 'Add to calendar', href: '/account/calendar' },
  ],
};

function action(
  id: string,
  text: string,
  told: [string, string | null, string, string | null],
  dueOn: string,
  daysLeft: number,
  more: Partial<ActionRow> = {},
): ActionRow {
  const [caseReference, ownerName, statusText, lastNote] = told;
  return {
    actionId: id,
    version: 2,
    text,
    href: `/actions/${id}`,
    caseReference,
    ownerName,
    agencyName: null,
    statusText,
    lastNote,
    dueOn: day(dueOn),
    daysLeft,
    closed: false,
    priority: 'routine',
    isNew: false,
    update: {
      form: post(`/actions/${id}/update`),
      choices: choices(statusText, 'Not started', 'In progress', 'Done', 'Cannot be done'),
      reasons: [{ text: 'Things have changed', choices: choices('', 'Victim moved') }],
      note: '',
      error: null,
      open: id === 'a1',
    },
    ...more,
  };
}

const rows = {
  overdue: [
    action(
      'a1',
      'Complete safety visit and confirm door cameras are working',
      ['SHP-2041', 'PC A. Marsh', 'In progress', 'Visit attempted 11 November, nobody in'],
      '2026-11-13',
      -8,
    ),
    action(
      'a2',
      'Send disclosure to housing about the January tenancy',
      ['SHP-1988', 'DS L. Okafor', 'Not started', null],
      '2026-11-17',
      -4,
      { priority: 'high' },
    ),
    action(
      'a3',
      'Check compliance with the stalking protection order',
      ['SHP-2002', 'PC A. Marsh', 'In progress', null],
      '2026-11-20',
      -1,
      { priority: 'critical' },
    ),
  ],
  soon: [
    action(
      'a4',
      'Share intelligence summary with adult social care',
      ['SHP-2069', null, 'Not started', null],
      '2026-11-24',
      3,
      { isNew: true },
    ),
    action(
      'a5',
      'Apply for a stalking protection order',
      ['SHP-2041', 'DS L. Okafor', 'In progress', 'File with legal services since 16 November'],
      '2026-11-26',
      5,
      { priority: 'high' },
    ),
  ],
  later: [
    action(
      'a7',
      'Confirm no reports since the last panel',
      ['SHP-1931', 'PC R. Bell', 'Not started', null],
      '2026-12-04',
      13,
    ),
  ],
};

const actionFilter = {
  action: '/actions',
  clearHref: '/actions',
  search: null,
  selects: [{ name: 'panel', label: 'Panel', choices: choices('All panels', 'All panels', 'Exploitation') }],
  groups: [
    {
      name: 'due',
      legend: 'When it is due',
      options: [
        { value: 'overdue', text: 'Overdue', count: 3, selected: false },
        { value: 'soon', text: 'Next 7 days', count: 2, selected: false },
        { value: 'later', text: 'Later', count: 1, selected: false },
      ],
    },
    {
      name: 'owner',
      legend: 'Who it is with',
      options: [
        { value: 'p1', text: 'DS L. Okafor', count: 2, selected: false },
        { value: 'p2', text: 'PC A. Marsh', count: 2, selected: false },
        { value: 'none', text: 'Not assigned', count: 1, selected: false },
      ],
    },
    {
      name: 'priority',
      legend: 'Priority',
      options: [{ value: 'critical', text: 'Critical only', count: null, selected: false }],
    },
  ],
};

/** Picture 2. */
export const actions: ActionsView = {
  heading: 'Actions for Northbridge Police',
  introduction: 'Across 3 panels you work with. You can update any action your agency owns.',
  links: [
    { text: 'Download as CSV', href: '/actions.csv' },
    { text: 'Add due dates to calendar', href: '/account/calendar' },
  ],
  tiles: [
    { count: 3, text: 'overdue', href: '/actions?due=overdue', tone: 'red', selected: false },
    { count: 2, text: 'due in the next 7 days', href: '/actions?due=soon', tone: 'orange', selected: false },
    { count: 1, text: 'due later', href: '/actions?due=later', tone: 'blue', selected: false },
    { count: 38, text: 'done this quarter', href: '/actions?due=done', tone: 'green', selected: false },
  ],
  filter: actionFilter,
  filtered: false,
  groups: [
    { key: 'overdue', heading: 'Overdue', total: 3, rows: rows.overdue },
    { key: 'soon', heading: 'Due in the next 7 days', total: 2, rows: rows.soon },
    { key: 'later', heading: 'Due later', total: 1, rows: rows.later },
  ],
  more: { shown: 6, total: 31, nextHref: '/actions?after=abc' },
  empty: { heading: 'All done', text: 'Nothing is open for your agency.' },
};

/** One action with every form open to use. */
export const actionPage: ActionView = {
  actionId: 'a2',
  version: 3,
  reference: 'SHP-1988-A02',
  text: 'Send disclosure to housing about the January tenancy',
  tags: [tag('4 days overdue', 'red'), tag('High priority', 'orange')],
  facts: [
    { term: 'Case', value: 'SHP-1988', link: { text: 'SHP-1988', href: '/cases/c3' } },
    { term: 'Agency', value: 'Northbridge Police' },
    { term: 'With', value: 'DS L. Okafor' },
    { term: 'Due', value: '17 November 2026' },
  ],
  forms: {
    acknowledge: post('/actions/a2/acknowledge'),
    progress: { ...post('/actions/a2/progress'), note: '' },
    complete: { ...post('/actions/a2/complete'), note: '', noteRequired: true, evidence: '' },
    extend: { ...post('/actions/a2/extend'), dueOn: '2026-11-27', reason: '' },
    notPossible: {
      ...post('/actions/a2/not-possible'),
      reasons: choices('', 'Victim moved', 'Suspect in custody'),
      note: '',
    },
    notUndertaken: {
      ...post('/actions/a2/not-undertaken'),
      reasons: choices('', 'Capacity', 'Staff left'),
      note: '',
    },
    assign: { ...post('/actions/a2/assign'), people: choices('DS L. Okafor', 'DS L. Okafor', 'PC A. Marsh') },
    decide: {
      ...post('/actions/a2/decide-extension'),
      asked: 'Probation asks for time until 27 November 2026: waiting for the court',
      answers: choices('', 'Give time until 27 November 2026', 'Keep the date'),
      reason: '',
    },
    withdraw: { ...post('/actions/a2/withdraw'), reason: '' },
  },
  unsaved: 'Visited twice, nobody in',
  isOpen: true,
  openForm: 'complete',
  timeline: [
    {
      title: 'Reminder sent',
      by: null,
      at: at('2026-11-18T08:00:00.000Z'),
      text: null,
      details: ['To the owner, 1 working day late'],
      isNew: true,
    },
    {
      title: 'Agreed',
      by: 'Dana Whitlock',
      at: at('2026-11-10T10:42:00.000Z'),
      text: 'Agreed at the meeting on 10 November.',
      details: [],
      isNew: false,
    },
  ],
  reminders: [
    { at: at('2026-11-18T08:00:00.000Z'), toWhom: 'Owner', rule: '1 working day late', result: 'Delivered' },
  ],
  remindersInAll: 1,
  nextReminderAt: at('2026-11-23T08:00:00.000Z'),
};

const months = ['Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct'];
const medians = [34, 36, 33, 31, 32, 29, 27, 28, 25, 26, 23, 22];
const onTime: [string, number, number][] = [
  ['Stalking advocacy', 94, 71],
  ['Probation', 88, 102],
  ['Housing', 83, 64],
  ['Northbridge Police', 77, 188],
  ['Adult social care', 71, 58],
  ['Mental health', 62, 77],
];
const riskRows: [string, number[]][] = [
  ['Domestic abuse', [61, 30, 11]],
  ['Stalking', [34, 12, 5]],
  ['Vulnerable adults', [22, 17, 6]],
  ['Exploitation', [14, 9, 7]],
];
const riskSeries = [
  { label: 'Risk reduced', tone: 'better' },
  { label: 'No change', tone: 'same' },
  { label: 'Risk increased', tone: 'worse' },
] as const;
const numbers = (...texts: (string | number)[]) =>
  texts.map((text) => ({ text: String(text), numeric: true }));

/** Picture 3. */
export const outcomes: OutcomesView = {
  areaName: 'Northbridge partnership',
  from: day('2025-11-01'),
  to: day('2026-10-31'),
  updatedAt: at('2026-11-21T06:00:00.000Z'),
  note: 'Counts under 5 are hidden to protect people.',
  links: [{ text: 'Download all data (CSV)', href: '/outcomes.csv' }],
  toolbar: {
    action: '/outcomes',
    selects: [
      {
        name: 'panel',
        label: 'Panel',
        choices: choices('All 4 panels', 'All 4 panels', 'Stalking and harassment'),
      },
      {
        name: 'period',
        label: 'Period',
        choices: choices('Last 12 months', 'Last 12 months', 'This quarter'),
      },
      {
        name: 'compare',
        label: 'Compare with',
        choices: choices('The 12 months before', 'The 12 months before'),
      },
    ],
  },
  figures: [
    {
      label: 'Cases heard',
      value: '312',
      detail: '27 more than the year before',
      direction: null,
      judgement: 'plain',
    },
    {
      label: 'Risk reduced at closure',
      value: '57%',
      detail: 'up 6 points',
      direction: 'up',
      judgement: 'good',
    },
    {
      label: 'Actions done by due date',
      value: '79%',
      detail: '1 point under target',
      direction: 'down',
      judgement: 'bad',
    },
    {
      label: 'Days to first hearing',
      value: '22',
      detail: '12 days quicker',
      direction: 'down',
      judgement: 'good',
    },
  ],
  attention: [
    {
      lead: 'Mental health',
      text: 'did 62% of actions by their due date, down from 70%.',
      link: { text: 'See the 29 late actions', href: '/actions?agency=mh' },
    },
    {
      lead: 'Exploitation panel:',
      text: 'risk went up in 7 of 30 closed cases.',
      link: { text: 'Review these cases', href: '/cases?panel=ex' },
    },
  ],
  charts: [
    {
      finding: 'Over half of closed cases ended with lower risk',
      measure: 'Change in risk between first hearing and closure, number of cases by panel',
      name: 'change in risk by panel',
      legend: riskSeries,
      chart: {
        kind: 'stackedBars',
        id: 'risk',
        title: 'Change in risk at closure by panel',
        description: 'Risk went down in 131 of 228 closed cases.',
        series: riskSeries,
        rows: riskRows.map(([label, values]) => ({ label, values })),
      },
      table: {
        caption: 'Change in risk at closure by panel',
        columns: [{ text: 'Panel' }, ...riskSeries.map(({ label }) => ({ text: label, numeric: true }))],
        rows: riskRows.map(([label, values]) => [{ text: label }, ...numbers(...values)]),
        empty: '',
      },
    },
    {
      finding: 'People are heard 12 days sooner than a year ago',
      measure: 'Median days from referral to first hearing, all panels',
      name: 'days to first hearing',
      legend: [],
      chart: {
        kind: 'line',
        id: 'days',
        title: 'Median days to first hearing',
        description: 'Falls from 34 days in November to 22 in October; the target is 28.',
        target: { value: 28, label: 'Target: 28 days' },
        points: months.map((label, index) => ({ label, value: medians[index] ?? null })),
      },
      table: {
        caption: 'Median days to first hearing by month',
        columns: [{ text: 'Month' }, { text: 'Days', numeric: true }],
        rows: months.map((label, index) => [{ text: label }, ...numbers(medians[index] ?? '')]),
        empty: '',
      },
    },
    {
      finding: '3 of 6 agencies meet the target for actions',
      measure: 'Share of actions done by their due date',
      name: 'actions done on time by agency',
      legend: [],
      chart: {
        kind: 'targetBars',
        id: 'time',
        title: 'Actions done by their due date',
        description: 'Three agencies are above the target of 80%.',
        target: 80,
        rows: onTime.map(([label, share, of]) => ({ label, share, of })),
      },
      table: {
        caption: 'Actions done by their due date by agency',
        columns: [{ text: 'Agency' }, { text: 'On time', numeric: true }, { text: 'Actions', numeric: true }],
        rows: onTime.map(([label, share, of]) => [{ text: label }, ...numbers(`${share}%`, of)]),
        empty: '',
      },
    },
  ],
  panels: {
    heading: 'Panels at a glance',
    measure: 'Select a panel to see its cases and meetings',
    table: {
      caption: 'Panels at a glance',
      columns: [
        { text: 'Panel' },
        { text: 'Open', numeric: true },
        { text: 'Carried over', numeric: true },
        { text: 'Overdue actions', numeric: true },
      ],
      rows: [
        [{ text: 'Domestic abuse', href: '/cases?panel=da' }, ...numbers(64, 7, 11)],
        [{ text: 'Stalking and harassment', href: '/cases?panel=sh' }, ...numbers(38, 'Under 5', 9)],
        [{ text: 'Vulnerable adults', href: '/cases?panel=va' }, ...numbers(41, 6, 14)],
        [{ text: 'Exploitation', href: '/cases?panel=ex' }, ...numbers(22, 'Under 5', 'Under 5')],
      ],
      empty: 'No panels yet.',
    },
  },
};

const attends = (
  agencyId: string,
  agencyName: string,
  who: string,
  state: LiveView['attendance'][number]['state'],
) => ({
  attendanceId: `seat-${agencyId}`,
  agencyId,
  version: 1,
  note: '',
  confidential: state === 'here',
  agencyName,
  who,
  state,
  words: state,
  choices: choices('', 'Here', 'Video', 'Later', 'Away'),
  form: { action: '/meetings/m1/live/attendance', fields: { [`version-seat-${agencyId}`]: '1' } },
});
const item = (
  label: string,
  state: LiveView['items'][number]['state'],
  from: string,
  planned: number,
  used: number | null = null,
) => ({
  itemId: label,
  label,
  href: `/meetings/m1/live?item=${encodeURIComponent(label)}`,
  isShown: state === 'now',
  state,
  at: time(from),
  minutesPlanned: planned,
  minutesUsed: used,
});

/** Picture 4. */
export const live: LiveView = {
  meetingId: 'm1',
  panelName: 'Stalking and harassment panel',
  on: day('2026-12-08'),
  state: 'in_session',
  startedAt: at('2026-12-08T09:31:00.000Z'),
  expectedFinishAt: at('2026-12-08T11:59:00.000Z'),
  minutesLate: 4,
  leave: { text: 'Leave this view', href: '/meetings/m1/prepare' },
  start: null,
  next: {
    form: { action: '/meetings/m1/live/listings/l2/next', fields: {} },
    text: 'Save and go to SHP-1988',
    record: { name: 'next', value: 'l3' },
  },
  end: { action: '/meetings/m1/live/listings/l2/end', isRecord: true },
  events: '/meetings/m1/live/events',
  items: [
    item('Welcome and conflicts', 'done', '09:31', 5, 4),
    item('Overdue actions review', 'done', '09:35', 10, 12),
    item('SHP-2041', 'done', '09:47', 20, 22),
    item('SHP-2077', 'now', '10:09', 20),
    item('SHP-1988', 'next', '10:29', 15),
    item('SHP-2069', 'next', '10:44', 15),
    item('Break', 'next', '10:59', 10),
    item('SHP-2002', 'next', '11:09', 10),
    item('Any other business', 'next', '11:54', 5),
  ],
  current: {
    caseId: 'c2',
    listingId: 'l2',
    reference: 'SHP-2077',
    who: 'M.O., 27',
    referredBy: 'Stalking advocacy service',
    tags: [tag('Urgent', 'magenta')],
    riskBefore: 'very_high',
    isCurrent: true,
    secondsPlanned: 1200,
    secondsUsed: 780,
    reasons: [reason('Very high risk:', 'screening score 11 of 11', 'risk')],
    lastDecisions: ['10 November: keep on the panel, raise risk'],
    open: { text: 'Open the case', href: '/cases/c2' },
    record: {
      form: { action: '/meetings/m1/live/listings/l2', fields: {} },
      version: 7,
      isOpen: true,
      said: 'Police outlined 14 incidents since 2 October: 9 unwanted messages through new accounts, 3 visits to the workplace, 2 gifts left at the home.\n\nAdvocate reported the client now varies the route to work and has told her employer.\n\nMental health not present. Written update received this morning.',
      victimView: 'Wants updates by text only, not by post. Feels most afraid on the way home from work.',
      decisionReason: 'Three new ways of reaching her in ten weeks',
      isSaved: true,
      decisions: choices('Keep on panel', 'Keep on panel', 'Close', 'Carry over', 'Transfer'),
      riskAfter: choices('Very high', 'Standard', 'Medium', 'High', 'Very high'),
      conflict: null,
    },
    actions: [
      {
        actionId: 'n1',
        agencyName: 'Northbridge Police',
        text: 'Ask the messaging provider for subscriber details of the 3 new accounts',
        dueOn: day('2026-12-11'),
        remove: post('/meetings/m1/live/actions/n1/remove'),
      },
      {
        actionId: 'n2',
        agencyName: 'Stalking advocacy service',
        text: 'Go through the safety plan with the employer',
        dueOn: day('2026-12-15'),
        remove: null,
      },
    ],
    addAction: {
      form: post('/meetings/m1/live/listings/l2/actions'),
      line: '',
      error: null,
      previewAction: '/meetings/m1/live/action-preview',
      agencies: choices('', 'Northbridge Police', 'Probation'),
      priorities: choices('Routine', 'Critical', 'High', 'Routine', 'Long'),
      categories: choices('Orders', 'Orders', 'Health'),
      boxes: { text: '', dueOn: '2026-12-22', open: false, error: null },
    },
    gaps: [],
  },
  attendance: [
    attends('g1', 'Northbridge Police', 'DS L. Okafor', 'here'),
    attends('g2', 'Probation', 'S. Lindqvist', 'here'),
    attends('g3', 'Stalking advocacy service', 'N. Farrell', 'here'),
    attends('g4', 'Housing', 'G. Adeyemi', 'video'),
    attends('g5', 'Education', 'Joins at 10:45am', 'later'),
    attends('g6', 'Mental health', 'Apologies, written update', 'away'),
  ],
  quorum: { here: 5, invited: 7, enough: true },
  isThrough: false,
};

const bandCounts = (...counts: number[]) =>
  (['A', 'B', 'C', 'D'] as const).map((band, place) => ({ band, count: counts[place] ?? 0 }));

/** A queue of which some is late and some will soon be. */
const queue: RiskOfQueue = {
  waiting: 14,
  inTriage: 5,
  overTarget: 3,
  soonOverTarget: 2,
  unranked: 1,
  targetDays: 14,
  longestWaitDays: 31,
  byBand: bandCounts(3, 6, 5, 0),
  ages: [
    { age: 'IN_TIME', fromDays: 0, toDays: 10, count: 9, byBand: bandCounts(1, 4, 4, 0) },
    { age: 'SOON_LATE', fromDays: 11, toDays: 14, count: 2, byBand: bandCounts(1, 1, 0, 0) },
    { age: 'LATE', fromDays: 15, toDays: 28, count: 2, byBand: bandCounts(1, 1, 0, 0) },
    { age: 'LONG_LATE', fromDays: 29, toDays: null, count: 1, byBand: bandCounts(0, 0, 1, 0) },
  ],
  rule: { name: 'queue-risk', version: 1, source: 'HMICFRS on West Mercia' },
  mostDangerous: {
    id: 'c9',
    reference: 'SHP-2088',
    state: 'TRIAGE',
    daysWaiting: 12,
    victimInitials: 'VT',
    victimAge: 29,
    priority: { band: 'A', bandReasons: ['Imminent threat'] },
  },
};

/** Start page of a chair with something of everything. */
export const home: HomeView = {
  firstName: 'Dana',
  kind: 'chair',
  today: day('2026-11-21'),
  tiles: [
    {
      count: 12,
      text: 'cases waiting for a meeting',
      href: '/cases?state=queued',
      tone: 'blue',
      selected: false,
    },
    { count: 4, text: 'in band A', href: '/cases?band=A', tone: 'red', selected: false },
    { count: 9, text: 'actions overdue', href: '/actions?due=overdue', tone: 'orange', selected: false },
    {
      count: 0,
      text: 'messages that bounced',
      href: '/administration/messages',
      tone: 'grey',
      selected: false,
    },
  ],
  figures: outcomes.figures,
  nextMeeting: {
    meetingId: 'm1',
    panelName: 'Northbridge stalking and harassment panel',
    on: day('2026-12-08'),
    from: time('09:30'),
    to: time('12:00'),
    venue: 'Council House and video',
    minutesFree: 5,
    agenda: 'draft',
    casesListed: 8,
    checksLeft: 2,
    neededAt: [],
    open: { text: 'Prepare the agenda', href: '/meetings/m1/prepare' },
  },
  actions: {
    heading: 'Overdue in your agency',
    rows: rows.overdue.slice(1),
    empty: 'Nothing is due from your agency.',
    all: { text: 'See all actions', href: '/actions' },
  },
  queues: [
    queueCard({ panelId: 'p1', panelName: 'Northbridge stalking panel', risk: queue }),
    queueCard({ panelId: 'p2', panelName: 'Northbridge MARAC', risk: null }),
  ],
  work: [
    {
      heading: 'Updates missing',
      items: [
        {
          text: 'Mental health: SHP-2077',
          href: '/cases/c2',
          detail: 'Asked on 20 November',
          dueOn: day('2026-12-01'),
          tag: tag('Due in 10 days', 'yellow'),
        },
      ],
      empty: 'No updates are missing.',
      more: null,
    },
    { heading: 'Referrals to screen', items: [], empty: 'No referrals are waiting.', more: null },
    { heading: 'Failed imports', failed: true },
  ],
  attention: [],
  changes: prepare.changes,
  lastSignedInAt: at('2026-11-19T16:12:00.000Z'),
};

const caseFilter = {
  ...actionFilter,
  action: '/cases',
  clearHref: '/cases',
  search: { name: 'q', label: 'Search', hint: 'Reference or initials', value: '' },
};

/** Cases list. */
export const cases: CasesView = {
  heading: 'Cases',
  tiles: home.tiles.slice(0, 2),
  filter: caseFilter,
  filtered: true,
  rows: [
    {
      caseId: 'c1',
      reference: 'SHP-2041',
      href: '/cases/c1',
      who: 'J.R., 34',
      panelName: 'Stalking and harassment',
      referredBy: 'Northbridge Police',
      receivedOn: day('2026-09-28'),
      daysWaiting: 54,
      stateText: 'Listed for 8 December',
      tags: [tag('Carried over twice', 'purple')],
      risk: 'very_high',
      openActions: 4,
      overdueActions: 2,
      changed: 'Risk raised',
    },
    {
      caseId: 'c6',
      reference: 'SHP-2071',
      href: '/cases/c6',
      who: 'L.D., 19',
      panelName: 'Stalking and harassment',
      referredBy: 'Northbridge College',
      receivedOn: day('2026-11-17'),
      daysWaiting: null,
      stateText: 'Flagged',
      tags: [fresh],
      risk: 'medium',
      openActions: 0,
      overdueActions: 0,
      changed: null,
    },
  ],
  more: { shown: 2, total: 40, nextHref: '/cases?after=abc' },
  empty: { heading: 'No cases match', text: 'Remove a filter.' },
};

/** One case. */
export const casePage: CaseView = {
  caseId: 'c1',
  links: [{ text: 'I have a conflict of interest', href: '/cases/c1/conflict' }],
  version: 9,
  reference: 'SHP-2041',
  who: 'J.R., 34',
  stateText: 'Listed for 8 December',
  tags: [tag('Carried over twice', 'purple')],
  risk: 'very_high',
  facts: [
    { term: 'Referred by', value: 'Northbridge Police, 28 September 2026' },
    { term: 'Panel', value: 'Northbridge stalking and harassment panel' },
  ],
  people: [
    { part: 'Victim', name: 'Jordan Reyes', facts: [{ term: 'Age', value: '34' }] },
    { part: 'Suspect', name: 'Casey Holt', facts: [{ term: 'Relation', value: 'Former partner' }] },
  ],
  priority: (prepare.rows[2] as CaseLine).priority,
  reasons: (prepare.rows[2] as CaseLine).reasons,
  riskResults: [
    {
      on: day('2026-11-17'),
      tool: 'Screening tool',
      score: '9 of 11',
      level: 'very_high',
      by: 'Northbridge Police',
    },
  ],
  actions: rows.overdue.slice(0, 1),
  meetings: [
    {
      on: day('2026-11-10'),
      panelName: 'Stalking and harassment',
      result: 'Not reached',
      link: { text: 'Minutes', href: '/meetings/m0' },
    },
  ],
  escalation: chronology.escalation,
  story: {
    entries: chronology.entries,
    inAll: 12,
    href: '/cases/c1/chronology',
    add: [{ text: 'Add an incident', href: '/cases/c1/incidents/new' }],
  },
  safeContact: {
    isSafe: false,
    lead: 'Do not call. The suspect may see or answer the phone.',
    facts: [{ term: 'Knows of the referral', value: 'Yes' }],
  },
  flags: [
    { reason: 'Three new accounts', by: 'Sam Patel', at: at('2026-11-17T09:00:00.000Z'), cleared: null },
  ],
  reminders: actionPage.reminders,
  remindersInAll: 4,
  flag: { ...post('/cases/c1/flag'), panelName: 'Stalking and harassment', reason: '' },
  withdrawFlag: { ...post('/cases/c1/unflag'), reason: '', open: false },
};

/** Meetings list. */
export const meetings: MeetingsView = {
  heading: 'Meetings',
  tabs: [
    { text: 'Upcoming', href: '/meetings', current: true },
    { text: 'Past', href: '/meetings?when=past', current: false },
  ],
  toolbar: {
    action: '/meetings',
    selects: [
      { name: 'panel', label: 'Panel', choices: choices('All panels', 'All panels', 'Exploitation') },
    ],
  },
  generate: { ...post('/meetings/generate'), panels: choices('', 'Stalking', 'Exploitation') },
  months: [
    {
      heading: 'December 2026',
      meetings: [
        {
          meetingId: 'm1',
          panelName: 'Stalking and harassment',
          on: day('2026-12-08'),
          from: time('09:30'),
          to: time('12:00'),
          venue: 'Council House and video',
          state: tag('Agenda in draft', 'blue'),
          cases: 8,
          detail: '5 minutes free',
          open: { text: 'Prepare', href: '/meetings/m1/prepare' },
        },
        {
          meetingId: 'm2',
          panelName: 'Exploitation',
          on: day('2026-12-10'),
          from: time('14:00'),
          to: time('16:00'),
          venue: 'Video',
          state: tag('Planned', 'grey'),
          cases: 0,
          detail: '',
          open: { text: 'Prepare', href: '/meetings/m2/prepare' },
        },
      ],
    },
  ],
  more: { shown: 2, total: 18, nextHref: '/meetings?after=abc' },
  empty: { heading: 'No meetings yet', text: 'Set up the first one from a panel.' },
};

/** Check and publish. */
export const publish: PublishView = {
  meetingId: 'm1',
  panelName: 'Northbridge stalking and harassment panel',
  on: day('2026-12-08'),
  cases: 8,
  minutesPlanned: 145,
  minutesAvailable: 150,
  blocks: [{ done: false, text: 'Record 1 conflict of interest', href: '/meetings/m1/interests' }],
  warnings: [{ done: false, text: '2 risk updates missing', href: null }],
  readers: [
    {
      agencyName: 'Probation',
      isRequired: true,
      ownCases: 3,
      neededAt: { from: time('09:45'), to: time('10:40') },
    },
    { agencyName: 'Housing', isRequired: false, ownCases: 0, neededAt: null },
  ],
  done: [{ done: true, text: 'The meeting has a chair', href: null }],
  back: '/meetings/m1/prepare',
  publish: post('/meetings/m1/publish'),
};

/** Sign in as a made-up person. */
export const signIn: SignInView = {
  form: post('/sign-in'),
  groups: ['Chairs', 'Coordinators', 'Agency people', 'Leads'].map((heading, index) => ({
    heading,
    hint: 'What they see first differs.',
    people: [
      { personId: `p${index}1`, name: 'Dana Whitlock', agencyName: 'Northbridge Police', role: 'Chair' },
      { personId: `p${index}2`, name: 'Sam Patel', agencyName: 'Panel team', role: 'Coordinator' },
    ],
  })),
  organisation: null,
};

/** Local outbox. */
export const outbox: OutboxView = {
  messages: [
    {
      messageId: 'x1',
      to: 'police.lead@northbridge.example',
      subject: 'Panel coordination: 1 action is overdue',
      at: at('2026-11-21T08:00:00.000Z'),
      text: 'Hello Alex\n\nYour agency has 1 action that is overdue.',
    },
  ],
  more: { shown: 1, total: 1, nextHref: null },
};

/** One agency and how its people sign in. */
export const agency: AgencyView = {
  heading: 'City Housing',
  facts: [{ term: 'Kind', value: 'Housing' }],
  signIn: {
    ...post('/administration/agencies/g2/sign-in'),
    choices: [
      { value: 'ANY', text: 'In any way', selected: true },
      { value: 'ORGANISATION', text: 'With their organisation only', selected: false },
    ],
  },
};

/** A list of the directory. */
export const administration: AdministrationView = {
  heading: 'Agencies',
  introduction: 'Active agencies that send people to panels.',
  sections: [
    { text: 'Agencies', href: '/administration/agencies', current: true },
    { text: 'People', href: '/administration/people', current: false },
    { text: 'Panels', href: '/administration/panels', current: false },
  ],
  search: { name: 'q', label: 'Search', hint: null, value: '', action: '/administration/agencies' },
  table: {
    caption: 'Agencies',
    columns: [{ text: 'Agency' }, { text: 'State' }, { text: 'People', numeric: true }],
    rows: [
      [
        { text: 'Probation', href: '/administration/agencies/g2' },
        { text: '', tag: tag('Active', 'green') },
        { text: '4', numeric: true },
      ],
    ],
    empty: 'No agencies yet.',
  },
  add: {
    text: 'Add an agency',
    open: true,
    form: post('/administration/agencies'),
    inputs: [
      {
        id: 'agency-name',
        name: 'name',
        label: 'Name',
        choices: null,
        value: '',
        kind: 'text',
        required: true,
      },
      {
        id: 'agency-kind',
        name: 'kind',
        label: 'Kind',
        choices: choices('Police', 'Police', 'Housing'),
        value: '',
        kind: 'text',
        required: true,
      },
    ],
  },
  more: { shown: 1, total: 1, nextHref: null },
};

const meetingSamples = {
  meeting: {
    template: 'pages/meetings/meeting.njk',
    page: samplePage('Record of the meeting on Tuesday 8 December', 'meetings'),
    view: aMeeting,
  },
  change: {
    template: 'pages/meetings/change-meeting.njk',
    page: samplePage('Move or cancel a meeting', 'meetings', {
      errors: [{ text: 'Friday 25 December 2026 is a bank holiday.', field: 'held-on' }],
    }),
    view: change,
  },
  addCase: {
    template: 'pages/meetings/add-case.njk',
    page: samplePage('Add a case to the agenda', 'meetings', {
      errors: [{ text: 'Choose a case.', field: 'case-1' }],
    }),
    view: addCase,
  },
  endMeeting: {
    template: 'pages/meetings/end-meeting.njk',
    page: samplePage('End the meeting', 'meetings'),
    view: endMeeting,
  },
  start: {
    template: 'pages/meetings/live.njk',
    page: samplePage('Meeting on 8 December', 'meetings', { focusMode: true }),
    view: {
      ...live,
      state: 'not_started',
      startedAt: null,
      current: null,
      next: null,
      end: null,
      events: null,
      start: {
        attend: post('/meetings/m1/live/attendance'),
        start: post('/meetings/m1/live/start'),
        why: null,
      },
    } satisfies LiveView,
  },
  conflict: {
    template: 'pages/meetings/live.njk',
    page: samplePage('Meeting on 8 December', 'meetings', {
      focusMode: true,
      errors: [{ text: 'Somebody changed this since you opened it. Look again.', field: null }],
    }),
    view: {
      ...live,
      current: live.current && {
        ...live.current,
        isCurrent: false,
        gaps: ['the level of risk after the discussion'],
        record: {
          ...live.current.record,
          conflict: { said: 'Theirs', victimView: 'Theirs, too', decision: 'Close', reason: 'No contact' },
        },
      },
    } satisfies LiveView,
  },
};

/** Every page with a sample: its template, frame and view. */
export const samples: Record<string, { template: string; page: PageModel; view: object }> = {
  ...meetingSamples,
  ...Object.fromEntries(
    questionPages.map(({ task, view }) => [
      `questions ${task}`,
      {
        template: 'pages/referring/questions.njk',
        page: samplePage(`Refer a case: ${task}`, 'referrals', {
          errors: [{ text: 'Something is missing.', field: view.questions[0]!.id }],
        }),
        view,
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(referring).map(([name, view]) => [
      `referring ${name}`,
      {
        template: `pages/referring/${name}.njk`,
        page: samplePage(`Refer a case: ${name}`, 'referrals'),
        view,
      },
    ]),
  ),
  conflict: {
    template: 'pages/access/conflict.njk',
    page: samplePage('I have a conflict of interest', 'cases', {
      breadcrumbs: [{ text: 'Cases', href: '/cases' }],
      errors: [{ text: 'Say that you know you will not see this case again.', field: 'confirmed' }],
    }),
    view: conflict,
  },
  'conflict declared': {
    template: 'pages/access/conflict-declared.njk',
    page: samplePage('Your conflict of interest is on record', 'cases'),
    view: {},
  },
  'who may see a case': {
    template: 'pages/access/case-access.njk',
    page: samplePage('Who may see this case', 'cases', {
      errors: [
        { text: 'Choose who it is about.', field: 'who' },
        { text: 'Choose which list.', field: 'kind-1' },
      ],
    }),
    view: caseAccess,
  },
  'the same people in other cases': {
    template: 'pages/links/links.njk',
    page: samplePage('The same people in other cases', 'cases', {
      errors: [{ text: 'The reason must have at least 3 characters.', field: 'reason-l1' }],
    }),
    view: samePeople,
  },
  'restricted notes': {
    template: 'pages/access/notes.njk',
    page: samplePage('Restricted notes', 'cases'),
    view: notes,
  },
  'requests for access': {
    template: 'pages/access/requests.njk',
    page: samplePage('Requests to see cases', 'cases'),
    view: requests,
  },
  'ask for access': {
    template: 'pages/access/ask.njk',
    page: samplePage('Ask to see a case', null),
    view: ask,
  },
  prepare: {
    template: 'pages/meetings/prepare.njk',
    page: samplePage('Prepare the agenda', 'meetings', {
      breadcrumbs: [
        { text: 'Meetings', href: '/meetings' },
        { text: 'Northbridge stalking and harassment panel', href: '/meetings?panel=sh' },
      ],
      flash: {
        text: 'SHP-1890 held until the 12 January meeting',
        tone: 'done',
        undo: { action: '/meetings/m1/agenda/undo', fields: { version: '4' } },
      },
    }),
    view: prepare,
  },
  actions: { template: 'pages/actions/actions.njk', page: samplePage('Actions', 'actions'), view: actions },
  outcomes: {
    template: 'pages/outcomes/outcomes.njk',
    page: samplePage('Outcomes across panels', 'outcomes'),
    view: outcomes,
  },
  live: {
    template: 'pages/meetings/live.njk',
    page: samplePage('Meeting in progress', 'meetings', { focusMode: true }),
    view: live,
  },
  home: { template: 'pages/home/home.njk', page: samplePage('Home', 'home'), view: home },
  action: {
    template: 'pages/actions/action.njk',
    page: samplePage('Action', 'actions', {
      errors: [{ text: 'Say what was done', field: 'complete-note' }],
    }),
    view: actionPage,
  },
  meetings: {
    template: 'pages/meetings/meetings.njk',
    page: samplePage('Meetings', 'meetings'),
    view: meetings,
  },
  publish: {
    template: 'pages/meetings/publish.njk',
    page: samplePage('Check and publish', 'meetings'),
    view: publish,
  },
  cases: { template: 'pages/cases/cases.njk', page: samplePage('Cases', 'cases'), view: cases },
  chronology: {
    template: 'pages/chronology/chronology.njk',
    page: samplePage('Chronology', 'cases'),
    view: chronology,
  },
  incident: {
    template: 'pages/chronology/incident.njk',
    page: samplePage('Add an incident', 'cases', {
      errors: [{ text: 'Say on what day it happened.', field: 'occurred-on' }],
    }),
    view: incident,
  },
  recorded: {
    template: 'pages/chronology/recorded.njk',
    page: samplePage('What the rules found', 'cases'),
    view: recorded,
  },
  case: { template: 'pages/cases/case.njk', page: samplePage('Case', 'cases'), view: casePage },
  outbox: { template: 'pages/outbox/outbox.njk', page: samplePage('Outbox', null), view: outbox },
  'sign-in': {
    template: 'pages/sign-in/sign-in.njk',
    page: samplePage('Sign in', null, { person: null, navigation: [] }),
    view: signIn,
  },
  agency: {
    template: 'pages/administration/agency.njk',
    page: samplePage('City Housing', 'administration'),
    view: agency,
  },
  administration: {
    template: 'pages/administration/administration.njk',
    page: samplePage('Agencies', 'administration'),
    view: administration,
  },
  reading: {
    template: 'pages/reading/reading.njk',
    page: samplePage('Privacy', null),
    view: {
      heading: 'Privacy',
      introduction: 'What is kept here.',
      parts: [
        { heading: 'What is kept', paragraphs: ['Names.'], points: ['One', 'Two'], keys: [] },
        { heading: 'Keys', paragraphs: [], points: [], keys: [{ keys: 'M', does: 'Minutes' }] },
      ],
    } satisfies ReadingView,
  },
  'not-found': {
    template: 'layout/error-not-found.njk',
    page: samplePage('Page not found', null),
    view: { reference: null, signInHref: null },
  },
  failure: {
    template: 'layout/error-failure.njk',
    page: samplePage('Something went wrong', null),
    view: { reference: 'req-1', signInHref: null },
  },
};
