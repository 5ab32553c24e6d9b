import type { ResultOf } from '#api-client';
import type { Fact } from '../../components/parts.view.js';
import { address, type Sent, sentText } from '../../http/index.js';
import { clock, momentText, plural } from '../../layout/format.js';
import type { HomeView } from '../home/home.view.js';
import type { BreakGlassPage, GlassReviewsPage } from './break-glass.graphql.js';
import type { BreakGlassView, GlassReviewsView } from './break-glass.view.js';

type Page = ResultOf<typeof BreakGlassPage>;
type Use = ResultOf<typeof GlassReviewsPage>['breakGlassReviews']['edges'][number]['node'];

const VERDICT_WORDS = { JUSTIFIED: 'Justified', NOT_JUSTIFIED: 'Not justified' } as const;

/** What was read, in words; a name that is not here is shown as it is. */
const READING_WORDS: Readonly<Record<string, string>> = {
  'case:read': 'Looked at the case',
  'case:list': 'Saw it in a list',
  'case:break-glass': 'Opened it by break-glass',
};

/** The page on which a case is opened, with what was typed before. */
export function breakGlassView(data: Page, sent: Sent): BreakGlassView {
  return {
    form: { action: '/access/break-glass', fields: {} },
    typed: {
      reference: sentText(sent, 'reference'),
      reason: sentText(sent, 'reason'),
      isConfirmed: sentText(sent, 'confirmed') === 'yes',
    },
    mine: data.myBreakGlass.map(({ openedAt, endsAt, reason, verdict, caseId }) => ({
      openedAt,
      reason,
      result: [
        caseId ? `Open until ${clock(endsAt)}` : 'Closed again',
        verdict ? `judged: ${VERDICT_WORDS[verdict].toLowerCase()}` : 'not judged yet',
      ].join(', '),
      link: caseId ? { text: 'Go to the case', href: `/cases/${caseId}` } : null,
    })),
    agency:
      data.agencyBreakGlass?.map(({ openedAt, person, reason, note }) => ({
        openedAt,
        who: person.name,
        facts: [
          { term: 'Reason given', value: reason },
          { term: 'What the reviewer said', value: note ?? '' },
        ],
      })) ?? null,
  };
}

/** The line on the first page of those who judge; none when nothing waits. */
export function glassAttention(count: number): HomeView['attention'][number][] {
  if (count === 0) return [];
  return [
    {
      lead: plural(count, 'use of break-glass', 'uses of break-glass'),
      text: count === 1 ? 'waits to be judged.' : 'wait to be judged.',
      link: { text: 'Judge what was opened', href: '/audit/break-glass' },
    },
  ];
}

/** What a form of the review page carried when it was refused. */
export type RefusedJudgement = { id: string; sent: Sent };

/** The uses that wait, or were judged. */
export function reviewsView(
  { me, breakGlassReviews: list }: ResultOf<typeof GlassReviewsPage>,
  isJudged: boolean,
  refused: RefusedJudgement | null,
): GlassReviewsView {
  const at = '/audit/break-glass';
  const own = me?.person.id;
  return {
    tabs: [
      { text: 'To be judged', href: at, current: !isJudged },
      { text: 'Judged', href: `${at}?state=reviewed`, current: isJudged },
    ],
    empty: isJudged
      ? { heading: 'Nothing judged yet', text: 'Uses that were judged are kept here.' }
      : { heading: 'Nothing waits', text: 'Every use of break-glass has been judged.' },
    uses: list.edges.map(({ node }) => ({
      id: node.id,
      heading: `Case ${node.reference}, ${momentText(node.openedAt)}`,
      facts: factsOf(node),
      isOwn: node.person.id === own && node.reviewedAt === null,
      judge: node.reviewedAt === null && node.person.id !== own ? judgeForm(node, refused) : null,
    })),
    more: {
      nextHref: list.pageInfo.hasNextPage
        ? address(at, { state: isJudged ? 'reviewed' : null, after: list.pageInfo.endCursor })
        : null,
      shown: list.edges.length,
      total: list.totalCount,
    },
  };
}

function judgeForm({ id, version }: Use, refused: RefusedJudgement | null) {
  const sent = refused?.id === id ? refused.sent : {};
  const chosen = sentText(sent, 'verdict');
  return {
    action: `/audit/break-glass/${id}`,
    fields: { version: String(version) },
    note: sentText(sent, 'note'),
    choices: Object.entries(VERDICT_WORDS).map(([value, text]) => ({
      value,
      text,
      selected: value === chosen,
    })),
  };
}

function factsOf(use: Use): Fact[] {
  const judged: Fact[] = use.verdict
    ? [
        {
          term: 'Judged',
          value: `${VERDICT_WORDS[use.verdict]}, by ${use.reviewedBy?.name ?? 'the system'}`,
        },
        { term: 'Note', value: use.note ?? '' },
      ]
    : [];
  return [
    { term: 'Who', value: `${use.person.name}, ${use.agency.name}` },
    { term: 'Panel', value: use.panel.name },
    { term: 'When', value: `${momentText(use.openedAt)} to ${clock(use.endsAt)}` },
    { term: 'Reason given', value: use.reason },
    { term: 'What was read', value: readingsInWords(use) },
    ...judged,
  ];
}

function readingsInWords({ readings }: Use): string {
  const read = readings.filter(({ what }) => !what.startsWith('case:break-glass'));
  if (read.length === 0) return 'Nothing';
  return read
    .map(({ what, times, fields }) => {
      const named = fields.length > 0 ? ` (${fields.join(', ')})` : '';
      return `${READING_WORDS[what] ?? what} ${plural(times, 'time')}${named}`;
    })
    .join('; ');
}
