import type { Link } from '../../components/parts.view.js';
import { address, sentChoices, sentText, type Sent } from '../../http/index.js';
import type { Me } from '../../session/frame.js';
import { ruleInWords } from '../referrals/triage.words.js';
import type { CaseOfChronology, CaseOfIncident, EscalationOfCase } from './chronology.graphql.js';
import type { ChronologyView, EscalationView, StoryEntry, StoryKind } from './chronology.view.js';
import { placeOf, storyOf } from './story.presenter.js';

/** Entries of one page of a chronology. */
const PAGE = 20;

const KINDS: Readonly<Record<StoryKind, string>> = {
  incident: 'Incidents',
  referral: 'Referral and decisions',
  risk: 'Risk forms',
  flag: 'Flags',
  meeting: 'Meetings and reviews',
  action: 'Actions',
};

const KIND_CODES = Object.keys(KINDS) as StoryKind[];

/** States in which nothing is added to a case. */
const OVER: readonly CaseOfIncident['state'][] = ['CLOSED', 'WITHDRAWN', 'DECLINED', 'REDIRECTED'];

/** Whether the case takes no more incidents. */
export function isOver({ state }: Pick<CaseOfIncident, 'state'>): boolean {
  return OVER.includes(state);
}

/** Whether this person may add incidents to cases that they can open; by break-glass a case is for reading only. */
export function mayAdd(found: Pick<CaseOfIncident, 'openedByBreakGlassUntil'>, me: Me): boolean {
  return found.openedByBreakGlassUntil === null && me.permissions.includes('case:refer');
}

/** Where an incident is added; nothing where this person may not, or the case is over. */
export function addIncident(
  found: Pick<CaseOfIncident, 'id' | 'state' | 'openedByBreakGlassUntil'>,
  me: Me,
): Link[] {
  if (isOver(found) || !mayAdd(found, me)) return [];
  return [{ text: 'Add an incident', href: `/cases/${found.id}/incidents/new` }];
}

/** What the rule of escalation found, in words. */
export function escalationView(signs: EscalationOfCase): EscalationView {
  const reasons = (isFound: boolean) =>
    signs.filter((one) => one.isFound === isFound).map(({ reason }) => reason);
  const found = reasons(true);
  const [first] = signs;
  return {
    lead:
      found.length === 0
        ? 'No sign of escalation was found in the incidents that are recorded here.'
        : 'It is getting more frequent or more serious:',
    found,
    notFound: reasons(false),
    rule: first ? `Rule: ${ruleInWords(first.rule)}. Source: ${first.rule.source}` : '',
  };
}

/**
 * One page of a chronology. The address says the kinds (`kind`), the place after which to go on (`after`), and whether
 * everything is to stand on one page (`all`). What is added meanwhile moves no entry from one page to another.
 */
export function chronologyView(found: CaseOfChronology, me: Me, sent: Sent): ChronologyView {
  const path = `/cases/${found.id}/chronology`;
  const kinds = KIND_CODES.filter((kind) => sentChoices(sent, 'kind').includes(kind));
  const story = storyOf(found);
  const wanted = kinds.length === 0 ? story : story.filter(({ kind }) => kinds.includes(kind));
  const isWhole = sentText(sent, 'all') === 'yes';
  const after = isWhole ? '' : sentText(sent, 'after');
  const rest = after === '' ? wanted : wanted.filter((entry) => placeOf(entry) < after);
  const entries = isWhole ? rest : rest.slice(0, PAGE);
  const last = entries.at(-1);
  return {
    reference: found.reference,
    links: [...addIncident(found, me), { text: 'Back to the case', href: `/cases/${found.id}` }],
    escalation: escalationView(found.escalation),
    filter: filterOf(path, story, kinds),
    filtered: kinds.length > 0,
    entries,
    more: {
      shown: entries.length,
      total: wanted.length,
      nextHref:
        last && entries.length < rest.length ? address(path, { kind: kinds, after: placeOf(last) }) : null,
    },
    wholeHref: entries.length < wanted.length ? address(path, { kind: kinds, all: 'yes' }) : null,
  };
}

function filterOf(
  path: string,
  story: readonly StoryEntry[],
  kinds: readonly StoryKind[],
): ChronologyView['filter'] {
  return {
    action: path,
    clearHref: path,
    search: null,
    selects: [],
    groups: [
      {
        name: 'kind',
        legend: 'What it is about',
        options: KIND_CODES.map((kind) => ({
          value: kind,
          text: KINDS[kind],
          count: story.filter((entry) => entry.kind === kind).length,
          selected: kinds.includes(kind),
        })),
      },
    ],
  };
}
