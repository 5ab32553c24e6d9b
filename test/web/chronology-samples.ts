import type { Day, Moment } from '#kernel';
import type {
  ChronologyView,
  EscalationView,
  IncidentView,
  RecordedView,
} from '../../apps/web/src/pages/chronology/chronology.view.js';

const escalation: EscalationView = {
  lead: 'It is getting more frequent or more serious:',
  found: ['3 incidents in the last 12 months'],
  notFound: ['No breach of an order in the last 12 months'],
  rule: 'Rule: Escalation, version 2. Source: SafeLives criteria',
};

/** Everything that happened in a case: an incident with all its parts, a flag of a rule, and more to show. */
export const chronology: ChronologyView = {
  reference: 'SHP-2041',
  links: [{ text: 'Back to the case', href: '/cases/c1' }],
  escalation,
  filter: {
    action: '/cases/c1/chronology',
    clearHref: '/cases/c1/chronology',
    search: null,
    selects: [],
    groups: [
      {
        name: 'kind',
        legend: 'What it is about',
        options: [{ value: 'incident', text: 'Incidents', count: 3, selected: true }],
      },
    ],
  },
  filtered: true,
  entries: [
    {
      kind: 'incident',
      key: 'incident-1',
      title: 'Incident: breach of an order',
      by: 'Sam Patel',
      at: '2026-11-17T12:00:00.000Z' as Moment,
      on: '2026-11-17' as Day,
      text: 'Waited <b>outside</b>',
      details: ['What they did: Loitering', 'Where: the school gate', 'Evidence: EX/14'],
      isNew: false,
    },
    {
      kind: 'flag',
      key: 'flag-1',
      title: 'Flagged for the panel',
      by: null,
      at: '2026-11-16T09:00:00.000Z' as Moment,
      text: '3 incidents in the last 12 months',
      details: [],
      isNew: false,
    },
  ],
  more: { shown: 2, total: 12, nextHref: '/cases/c1/chronology?after=x' },
  wholeHref: '/cases/c1/chronology?all=yes',
};

/** The form for an incident after it was refused. */
export const incident: IncidentView = {
  reference: 'SHP-2041',
  back: { text: 'Back to the case', href: '/cases/c1' },
  cannot: null,
  form: { action: '/cases/c1/incidents/new', fields: {} },
  occurredOn: '',
  behaviours: {
    id: 'behaviours',
    name: 'behaviours',
    kind: 'many',
    label: 'What did they do?',
    hint: 'Choose everything that fits.',
    value: '',
    rows: 0,
    note: null,
    options: [
      { value: 'following', text: 'Following', chosen: true },
      { value: 'watching', text: 'Watching', chosen: false },
    ],
  },
  channels: [{ value: '', text: 'Not known', selected: true }],
  place: 'The school gate',
  description: 'Waited there',
  evidence: 'EX/14',
  isBreach: true,
  isWeapon: false,
};

/** What the rules found with a new incident. */
export const recorded: RecordedView = {
  reference: 'SHP-2041',
  escalation,
  flags: ['3 incidents in the last 12 months (Escalation, version 2)'],
  band: 'B',
  bandReasons: ['Risk is high'],
  next: [{ text: 'See the chronology', href: '/cases/c1/chronology' }],
};
