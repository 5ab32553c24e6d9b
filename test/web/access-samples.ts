import type { Moment } from '#kernel';
import type { AskView, ConflictView, NotesView } from '../../apps/web/src/pages/access/access.view.js';
import type { CaseAccessView, EntryInForce } from '../../apps/web/src/pages/access/case-access.view.js';
import type { RequestsView } from '../../apps/web/src/pages/access/requests.view.js';

/** Declaring a conflict of interest, not yet confirmed. */
export const conflict: ConflictView = {
  form: { action: '/cases/c1/conflict', fields: {} },
  reference: 'SHP-2041',
  typed: { reason: 'I was at school with the suspect', isConfirmed: false },
};

/** Asking to see a case, with one request that was granted and one that waits. */
export const ask: AskView = {
  ask: { action: '/access/ask', fields: {}, reference: '', reason: '' },
  emergency: { text: 'open the case by break-glass', href: '/access/break-glass' },
  mine: [
    {
      reference: 'SHP-2041',
      askedAt: '2026-11-19T16:12:00.000Z' as Moment,
      result: 'Granted until 1 December',
      reason: 'We house the children',
      link: { text: 'Go to the case', href: '/cases/c1' },
    },
    {
      reference: 'SHP-2099',
      askedAt: '2026-11-18T09:00:00.000Z' as Moment,
      result: 'No answer yet. If there is none by 2 December, it was not granted',
      reason: 'A tenancy is about to begin',
      link: null,
    },
  ],
};

const entry = (id: string, who: string, isOpen: boolean): EntryInForce => ({
  id,
  who,
  facts: [
    { term: 'Reason', value: 'They live next door' },
    { term: 'Since', value: '19 November 2026 at 4:12pm, by Dana Whitlock' },
  ],
  lift: { action: `/cases/c1/access/${id}/lift`, fields: {}, reason: '', isOpen },
});

/** Who may see a case, with two entries of which one is about to be lifted, and a new one being typed. */
export const caseAccess: CaseAccessView = {
  reference: 'SHP-2041',
  links: [{ text: 'Requests to see cases', href: '/access/requests' }],
  lists: [
    {
      id: 'exclude',
      heading: 'Never these',
      text: 'They never see the case, not even by break-glass.',
      empty: 'Nobody is excluded.',
      entries: [entry('e1', 'Sam Patel', false), entry('e2', 'Everybody of City Housing', true)],
    },
    {
      id: 'conflict',
      heading: 'Conflict of interest',
      text: 'They declared it themselves.',
      empty: 'Nobody has declared one.',
      entries: [],
    },
  ],
  suggestions: [
    {
      id: 'p7',
      who: 'Jordan Reyes',
      facts: [
        { term: 'Agency', value: 'City Housing' },
        { term: 'Victim', value: 'name written the same' },
      ],
      exclude: {
        action: '/cases/c1/access/restrict',
        fields: { who: 'person:p7', kind: 'EXCLUDE', agency: 'a1', reason: 'May know a person of the case' },
      },
      dismiss: {
        action: '/cases/c1/access/suggestions/p7/dismiss',
        fields: {},
        reason: 'Another person of that name',
        isOpen: true,
      },
    },
  ],
  dismissed: [
    {
      id: 'd1',
      title: 'Alex Brannock',
      at: '2026-11-19T16:12:00.000Z' as Moment,
      facts: [{ term: 'Why it is nothing', value: 'Lives abroad' }],
    },
  ],
  lifted: [
    {
      id: 'e3',
      title: 'Alex Reed: never these',
      at: '2026-11-19T16:12:00.000Z' as Moment,
      facts: [{ term: 'Why', value: 'Moved away' }],
    },
  ],
  agencies: {
    caption: 'Agencies that need to see this case',
    columns: [{ text: 'Agency' }, { text: 'Why' }],
    rows: [[{ text: 'Northbridge Police' }, { text: 'Referred the case' }]],
    empty: 'No agency.',
  },
  choose: {
    action: '/cases/c1/access',
    agencies: [{ value: 'a1', text: 'City Housing', selected: true }],
  },
  restrict: {
    action: '/cases/c1/access/restrict',
    fields: { agency: 'a1' },
    agencyName: 'City Housing',
    who: [
      { value: '', text: 'Choose', selected: true },
      { value: 'agency:a1', text: 'Everybody of City Housing', selected: false },
    ],
    kinds: [
      { value: 'EXCLUDE', text: 'Never these', selected: false },
      { value: 'ONLY_THESE', text: 'Only these', selected: false },
    ],
    reason: 'They live next door',
  },
  handling: {
    action: '/cases/c1/access/handling',
    fields: { version: '4' },
    choices: [
      { value: 'STANDARD', text: 'Standard', selected: true },
      { value: 'RESTRICTED', text: 'Restricted', selected: false },
    ],
    reason: '',
    now: 'Standard',
  },
};

/** Two requests: one waits, one was answered. */
export const requests: RequestsView = {
  tabs: [
    { text: 'Waiting', href: '/access/requests', current: true },
    { text: 'Settled', href: '/access/requests?state=settled', current: false },
  ],
  empty: { heading: 'Nothing waits', text: 'Nobody waits for an answer.' },
  requests: [
    {
      id: 'r1',
      heading: 'Hana Houser, City Housing',
      facts: [{ term: 'Case', value: 'SHP-2041', link: { text: 'SHP-2041', href: '/cases/c1' } }],
      forms: {
        grant: { action: '/access/requests/r1/grant', fields: {}, until: '2026-12-19', reason: '' },
        decline: { action: '/access/requests/r1/decline', fields: {}, reason: 'No need', isOpen: true },
      },
    },
    {
      id: 'r2',
      heading: 'Sam Patel, Probation',
      facts: [{ term: 'Answer', value: 'Not granted' }],
      forms: null,
    },
  ],
  more: { nextHref: '/access/requests?after=abc', shown: 2, total: 12 },
};

/** Restricted notes that are being written anew. */
export const notes: NotesView = {
  reference: 'SHP-2041',
  notes: 'She stays with her mother.\nHe does not know.',
  form: { action: '/cases/c1/notes', fields: { version: '4' }, text: 'She stays with her mother.' },
};
