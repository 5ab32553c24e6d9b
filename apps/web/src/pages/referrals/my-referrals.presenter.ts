import type { ResultOf, VariablesOf } from '#api-client';
import { address, type Sent, sentOneOf, sentText } from '../../http/index.js';
import type { Tag, TagTone } from '../../components/parts.view.js';
import { STATE_WORDS, whoInShort } from '../cases/case.words.js';
import type { ListedCase } from '../cases/cases.graphql.js';
import type { MyReferralsPage, StepOfReferral } from './referrals.graphql.js';
import type { MyReferralsView, OwnReferralRow } from './referrals.view.js';
import { clockTag, FORUM_WORDS, STEP_WORDS } from './triage.words.js';

type Data = ResultOf<typeof MyReferralsPage>;
type Own = Data['agencyReferrals']['edges'][number]['node'];
type State = ListedCase['state'];

const STATES = ['triage', 'returned_for_information', 'accepted', 'flagged', 'listed', 'discussed'] as const;
const ENDED = ['declined', 'redirected', 'closed'] as const;
const OFFERED = [...STATES, ...ENDED] as const;

/** Which of the agency's referrals, as the address says. */
export function myReferralsAsked(sent: Sent): VariablesOf<typeof MyReferralsPage> {
  const state = sentOneOf(sent, 'state', OFFERED);
  return {
    after: sentText(sent, 'after') || null,
    state: state ? (state.toUpperCase() as State) : null,
  };
}

/** The referrals of the reader's agency, with what became of each in words. */
export function myReferralsView({ agencyReferrals, toAnswer }: Data, sent: Sent): MyReferralsView {
  const state = sentOneOf(sent, 'state', OFFERED);
  const after = agencyReferrals.pageInfo.hasNextPage ? agencyReferrals.pageInfo.endCursor : null;
  return {
    links: [{ text: 'Refer a case', href: '/referrals/new' }],
    filter: {
      action: '/referrals',
      clearHref: '/referrals',
      search: null,
      selects: [
        {
          name: 'state',
          label: 'Where it stands',
          choices: [
            { value: '', text: 'Anywhere', selected: state === null },
            ...OFFERED.map((value) => ({
              value,
              text: STATE_WORDS[value.toUpperCase() as State],
              selected: value === state,
            })),
          ],
        },
      ],
      groups: [],
    },
    filtered: state !== null,
    attention: toAnswer.edges.map(({ node }) => ({
      lead: `${node.reference} waits for your answer.`,
      text: lastOf(node.triageSteps, 'RETURNED')?.words ?? '',
      link: { text: 'Answer', href: `/referrals/${node.id}` },
    })),
    rows: agencyReferrals.edges.map(({ node }) => ownRow(node)),
    more: {
      shown: agencyReferrals.edges.length,
      total: agencyReferrals.totalCount,
      nextHref: after ? address('/referrals', { state, after }) : null,
    },
    empty: state
      ? { heading: 'No referrals match', text: 'Remove the filter.' }
      : { heading: 'No referrals yet', text: 'What your agency refers to a panel is listed here.' },
  };
}

const TONES: Readonly<Partial<Record<State, TagTone>>> = {
  TRIAGE: 'blue',
  RETURNED_FOR_INFORMATION: 'red',
  DECLINED: 'grey',
  REDIRECTED: 'purple',
  CLOSED: 'grey',
  WITHDRAWN: 'grey',
};

/** Where a referral stands, as its referrer reads it. */
export function stateTag(state: State): Tag {
  const text = state === 'RETURNED_FOR_INFORMATION' ? 'Waits for your answer' : STATE_WORDS[state];
  return { text, tone: TONES[state] ?? 'green' };
}

function ownRow(found: Own): OwnReferralRow {
  const last = found.triageSteps.at(-1);
  const clock = found.state === 'TRIAGE' ? found.triage?.clock : null;
  return {
    reference: found.reference,
    href: `/referrals/${found.id}`,
    who: whoInShort(found),
    panelName: found.panel.name,
    state: stateTag(found.state),
    clock: clock ? clockTag(clock) : null,
    last: last
      ? { lead: last.words ? `${stepTitle(last)}:` : stepTitle(last), text: last.words, at: last.at }
      : null,
  };
}

function lastOf(steps: readonly StepOfReferral[], kind: StepOfReferral['kind']): StepOfReferral | undefined {
  return steps.findLast((step) => step.kind === kind);
}

/** What a step was, with the forum where there is one. */
export function stepTitle({ kind, forum }: Pick<StepOfReferral, 'kind' | 'forum'>): string {
  return forum ? `${STEP_WORDS[kind]}: ${FORUM_WORDS[forum]}` : STEP_WORDS[kind];
}
