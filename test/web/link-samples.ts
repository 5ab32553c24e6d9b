import type { LinkCard, LinksView } from '../../apps/web/src/pages/links/links.view.js';

const card = (id: string, undo: boolean): LinkCard => ({
  id,
  heading: 'Zoë Dal-Wyn and Zoe Dalwyn',
  tag: undo ? { text: 'The same person', tone: 'green' } : { text: 'Likely the same person', tone: 'yellow' },
  case: { text: 'Case SHP-2041', href: '/cases/c2' },
  own: { part: 'Victim', name: 'Zoë Dal-Wyn', facts: [{ term: 'Born', value: '3 February 1990' }] },
  other: { part: 'Victim', name: 'Zoe Dalwyn', facts: [{ term: 'Born', value: '2 March 1990' }] },
  why: 'Same phone; date of birth differs by swapped day and month',
  signs: ['same phone: 20 for it', 'Rules of links, version 2, 23 November 2026'],
  decisions: undo ? [{ id: 'd1', text: 'The same person: Dana Whitlock', reason: 'Seen in person' }] : [],
  form: { action: `/cases/c1/links/${id}`, fields: { version: '1' }, undo, reason: 'x', isOpen: true },
});

/** The same people in other cases: every part of the page, with a refused form. */
export const samePeople: LinksView = {
  reference: 'SHP-1890',
  links: [{ text: 'Back to the case', href: '/cases/c1' }],
  elsewhere: ['Suspect: Ira Marlholt'],
  findings: [
    {
      heading: 'Repeat: not certain until the links below are decided',
      says: 'Same victim and same suspect, within 12 months of the last referral',
      rule: 'Rule repeat, version 1. Source: SafeLives definition of a repeat',
      cases: [{ text: 'SHP-2041', href: '/cases/c2' }],
      isCertain: false,
    },
  ],
  network: {
    kind: 'network',
    id: 'network',
    title: 'Case SHP-1890 and 1 other case it is connected with',
    description: '2 connections. The table under the picture says the same in words.',
    own: { label: 'SHP-1890', detail: 'This case', people: [{ id: 'p1', label: 'Victim: Zoë Dal-Wyn' }] },
    cases: [
      { label: 'SHP-2041', detail: 'Referred 1 May', people: [{ id: 'p2', label: 'Victim: Zoe <Dalwyn>' }] },
    ],
    ties: [{ from: 'p1', to: 'p2', tone: 'likely' }],
    things: [{ label: 'Phone', people: ['p1', 'p2'] }],
  },
  table: {
    caption: 'Connections of this case',
    columns: [{ text: 'In this case' }, { text: 'Case' }],
    rows: [[{ text: 'Victim: Zoë Dal-Wyn' }, { text: 'SHP-2041', href: '/cases/c2' }]],
    empty: 'Nothing.',
  },
  open: [card('l1', false)],
  decided: [card('l2', true)],
  merge: {
    action: '/cases/c1/links',
    reference: 'SHP-2041',
    notFound: false,
    found: {
      action: '/cases/c1/links/merge',
      fields: { with: 'SHP-2041' },
      reference: 'SHP-2041',
      own: [{ value: 'p1', text: 'Victim: Zoë Dal-Wyn', selected: true }],
      others: [{ value: 'p2', text: 'Victim: Zoe Dalwyn', selected: false }],
      reason: '',
    },
  },
};
