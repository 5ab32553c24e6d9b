import type { ResultOf } from '#api-client';
import type { Fact } from '../../components/parts.view.js';
import { address, type Sent, sentText } from '../../http/index.js';
import { momentText, plural, shortDay } from '../../layout/format.js';
import type { HomeView } from '../home/home.view.js';
import type { AccessRequestsPage } from './requests.graphql.js';
import type { RequestForms, RequestsView } from './requests.view.js';

type Page = ResultOf<typeof AccessRequestsPage>;
type Request = Page['accessRequests']['edges'][number]['node'];

const AT = '/access/requests';

const STATE_WORDS: Readonly<Record<Request['state'], string>> = {
  WAITING: 'Waiting',
  GRANTED: 'Granted',
  DECLINED: 'Not granted',
  LAPSED: 'Lapsed: nobody answered',
};

/** A decision that was refused, with what was typed. */
export type RefusedDecision = { id: string; isGranted: boolean; sent: Sent };

/** The line on the first page of those who decide; none when nothing waits. */
export function requestsAttention(count: number): HomeView['attention'][number][] {
  if (count === 0) return [];
  return [
    {
      lead: plural(count, 'request to see a case', 'requests to see cases'),
      text: count === 1 ? 'waits for an answer.' : 'wait for an answer.',
      link: { text: 'Answer', href: AT },
    },
  ];
}

/** The requests that wait, or the others. */
export function requestsView(
  { accessRequests: list }: Page,
  isSettled: boolean,
  refused: RefusedDecision | null,
): RequestsView {
  return {
    tabs: [
      { text: 'Waiting', href: AT, current: !isSettled },
      { text: 'Settled', href: `${AT}?state=settled`, current: isSettled },
    ],
    empty: isSettled
      ? { heading: 'Nothing settled yet', text: 'Requests that were decided, or lapsed, are kept here.' }
      : { heading: 'Nothing waits', text: 'Nobody waits for an answer.' },
    requests: list.edges.map(({ node }) => ({
      id: node.id,
      heading: `${node.person.name}, ${node.agency.name}`,
      facts: factsOf(node),
      forms: node.state === 'WAITING' ? formsOf(node, refused) : null,
    })),
    more: {
      nextHref: list.pageInfo.hasNextPage
        ? address(AT, { state: isSettled ? 'settled' : null, after: list.pageInfo.endCursor })
        : null,
      shown: list.edges.length,
      total: list.totalCount,
    },
  };
}

function formsOf({ id }: Request, refused: RefusedDecision | null): RequestForms {
  const sentOf = (isGranted: boolean): Sent =>
    refused?.id === id && refused.isGranted === isGranted ? refused.sent : {};
  const yes = sentOf(true);
  return {
    grant: {
      action: `${AT}/${id}/grant`,
      fields: {},
      until: sentText(yes, 'until'),
      reason: sentText(yes, 'reason'),
    },
    decline: {
      action: `${AT}/${id}/decline`,
      fields: {},
      reason: sentText(sentOf(false), 'reason'),
      isOpen: refused?.id === id && !refused.isGranted,
    },
  };
}

function factsOf(request: Request): Fact[] {
  const { reference, id } = request.case;
  const facts: Fact[] = [
    { term: 'Case', value: reference, link: { text: reference, href: `/cases/${id}` } },
    { term: 'Why they ask', value: request.reason },
    { term: 'Asked', value: momentText(request.askedAt) },
  ];
  if (request.state === 'WAITING')
    return [...facts, { term: 'Answer by', value: shortDay(request.lapsesOn) }];
  const until = request.grantedUntil ? ` until ${shortDay(request.grantedUntil)}` : '';
  facts.push({ term: 'Answer', value: `${STATE_WORDS[request.state]}${until}` });
  if (request.decidedAt)
    facts.push(
      {
        term: 'Decided',
        value: `${momentText(request.decidedAt)}, by ${request.decidedBy?.name ?? 'the system'}`,
      },
      { term: 'Reason', value: request.decisionReason ?? '' },
    );
  return facts;
}
