import type { Day, Moment, TimeOfDay } from '#kernel';
import type { AddCaseView } from '../../apps/web/src/pages/meetings/add-case.view.js';
import type { EndMeetingView } from '../../apps/web/src/pages/meetings/live.view.js';
import type { MeetingView } from '../../apps/web/src/pages/meetings/meeting.view.js';
import type { ChangeMeetingView } from '../../apps/web/src/pages/meetings/meetings.view.js';

const on = '2026-12-08' as Day;
const time = (text: string) => text as TimeOfDay;
const panelName = 'Northbridge stalking and harassment panel';
const post = (action: string) => ({ action, fields: { version: '4' } });

/** A meeting that is over, to read. */
export const aMeeting: MeetingView = {
  panelName,
  on,
  from: time('09:30'),
  to: time('12:00'),
  venue: 'Council House and video',
  chairName: 'Dana Whitlock',
  state: { text: 'Ended', tone: 'grey' },
  notice: 'The meeting was moved. The room was not free',
  addenda: 1,
  publishedAt: '2026-12-01T09:00:00.000Z' as Moment,
  heldFrom: '2026-12-08T09:31:00.000Z' as Moment,
  heldTo: '2026-12-08T11:58:00.000Z' as Moment,
  links: [{ text: 'Go to the meeting', href: '/meetings/m1/live' }],
  ownTimes: { from: time('09:45'), to: time('10:25') },
  rows: [
    { kind: 'standing', from: time('09:30'), text: 'Welcome', minutes: 15 },
    {
      kind: 'case',
      listingId: 'l1',
      reference: 'SHP-2041',
      href: '/cases/c1',
      who: 'J.R., 34',
      referredBy: 'Northbridge Police',
      position: 1,
      slot: { from: time('09:45'), to: time('10:05') },
      tags: [],
      risk: 'high',
      reasons: [],
      outcome: null,
      record: {
        said: 'Police outlined 14 incidents.\n\nThe advocate reported a change of route.',
        victimView: 'Wants updates by text only.',
        riskBefore: 'high',
        riskAfter: 'very_high',
        decision: 'Keep, raise risk',
        decisionReason: 'Three new ways of reaching her',
        actions: [
          {
            href: '/actions/a1',
            agencyName: 'Probation',
            text: 'Check licence conditions',
            dueOn: '2026-12-22' as Day,
          },
        ],
      },
    },
    {
      kind: 'case',
      listingId: 'l2',
      reference: 'SHP-2077',
      href: '/cases/c2',
      who: 'M.O., 27',
      referredBy: 'Stalking advocacy service',
      position: 2,
      slot: { from: time('10:05'), to: time('10:25') },
      tags: [{ text: 'Repeat', tone: 'magenta' }],
      risk: 'very_high',
      reasons: [{ lead: 'Risk level very high', text: '', kind: 'risk', points: null }],
      outcome: 'Not reached: it goes back to the queue and keeps its place',
      record: null,
    },
  ],
  attendance: [
    { agencyName: 'Probation', who: 'S. Lindqvist', state: 'Here' },
    { agencyName: 'Housing', who: '', state: 'Apologies' },
  ],
};

/** Another day, refused. */
export const change: ChangeMeetingView = {
  panelName,
  on,
  at: time('09:30'),
  cases: 8,
  back: '/meetings/m1/prepare',
  move: {
    ...post('/meetings/m1/move'),
    heldOn: '2026-12-25',
    startsAt: '09:30',
    reason: 'The room is not free',
  },
  cancel: { ...post('/meetings/m1/cancel'), reason: '' },
};

/** Adding a case after publishing. */
export const addCase: AddCaseView = {
  panelName,
  on,
  isAddendum: true,
  search: { action: '/meetings/m1/add', fields: { panel: 'p1' }, value: '' },
  form: { action: '/meetings/m1/add', fields: { panel: 'p1' } },
  cases: [
    {
      caseId: 'c9',
      reference: 'SHP-2090',
      who: 'A.B., 30',
      detail: 'Northbridge Police, waiting 3 days',
      risk: 'high',
      selected: false,
    },
  ],
  more: 4,
  reason: '',
  back: '/meetings/m1/prepare',
};

/** Ending with something missing. */
export const endMeeting: EndMeetingView = {
  panelName,
  on,
  incomplete: [
    {
      reference: 'SHP-2041',
      href: '/meetings/m1/live?item=l1',
      missing: ['the level of risk after the discussion'],
    },
  ],
  notReached: ['SHP-1919'],
  heard: 6,
  actions: 11,
  end: null,
  back: '/meetings/m1/live',
};
