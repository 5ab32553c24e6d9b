import type { ResultOf, VariablesOf } from '#api-client';
import type { Tag } from '../../components/parts.view.js';
import { address, sentOneOf, sentText, type Sent } from '../../http/index.js';
import { shortDay } from '../../layout/format.js';
import { carriedOver, RISK_LEVELS, STATE_WORDS, whoInShort } from './case.words.js';
import type { CasesPage, ListedCase } from './cases.graphql.js';
import type { CaseRow, CasesView } from './cases.view.js';

type Data = ResultOf<typeof CasesPage>;

const STATES = Object.keys(STATE_WORDS) as ListedCase['state'][];

/** What the list is narrowed to, as its address says. */
export function casesAsked(sent: Sent): VariablesOf<typeof CasesPage> {
  const state = sentOneOf(sent, 'state', STATES.map(lower));
  return {
    after: sentText(sent, 'after') || null,
    panelId: sentText(sent, 'panel') || null,
    state: STATES.find((one) => lower(one) === state) ?? null,
    search: sentText(sent, 'q').trim().slice(0, 40) || null,
  };
}

const lower = (state: string): string => state.toLowerCase();

/** The list of cases. */
export function casesView({ me, cases }: Data, sent: Sent): CasesView {
  const asked = casesAsked(sent);
  const query = {
    panel: asked.panelId ?? null,
    state: asked.state?.toLowerCase() ?? null,
    q: asked.search ?? null,
  };
  const after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  const filtered = Object.values(query).some((value) => value !== null);
  return {
    heading: 'Cases',
    tiles: [],
    filter: {
      action: '/cases',
      clearHref: '/cases',
      search: { name: 'q', label: 'Reference', hint: 'Or how it begins', value: query.q ?? '' },
      selects: [
        {
          name: 'panel',
          label: 'Panel',
          choices: [
            { value: '', text: 'All my panels', selected: query.panel === null },
            ...(me?.panels ?? []).map(({ id, name }) => ({
              value: id,
              text: name,
              selected: id === query.panel,
            })),
          ],
        },
        {
          name: 'state',
          label: 'Where it stands',
          choices: [
            { value: '', text: 'Anywhere', selected: query.state === null },
            ...STATES.map((state) => ({
              value: lower(state),
              text: STATE_WORDS[state],
              selected: lower(state) === query.state,
            })),
          ],
        },
      ],
      groups: [],
    },
    filtered,
    rows: cases.edges.map(({ node }) => caseRow(node)),
    more: {
      shown: cases.edges.length,
      total: cases.totalCount,
      nextHref: after ? address('/cases', { ...query, after }) : null,
    },
    empty: filtered
      ? { heading: 'No cases match', text: 'Remove a filter.' }
      : { heading: 'No cases yet', text: 'Cases that you may know of are listed here.' },
  };
}

/** A case as a row of a list. */
export function caseRow(found: ListedCase): CaseRow {
  return {
    caseId: found.id,
    reference: found.reference,
    href: `/cases/${found.id}`,
    who: whoInShort(found),
    panelName: found.panel.name,
    referredBy: found.referringAgency.name,
    receivedOn: found.referredOn,
    daysWaiting: found.daysWaiting,
    stateText: STATE_WORDS[found.state],
    tags: caseTags(found),
    risk: RISK_LEVELS[found.riskLevel],
    openActions: found.openActionCount,
    overdueActions: found.overdueActionCount,
    changed: null,
  };
}

/** What stands out of a case beside its risk. */
export function caseTags(
  found: Pick<ListedCase, 'timesNotReached' | 'timesDeferred' | 'heldUntil' | 'state'>,
): Tag[] {
  const tags: Tag[] = [];
  const isOver = found.state === 'CLOSED' || found.state === 'WITHDRAWN';
  const carried = isOver ? null : carriedOver(found.timesNotReached + found.timesDeferred);
  if (carried) tags.push({ text: carried, tone: 'purple' });
  if (!isOver && found.heldUntil)
    tags.push({ text: `Held until ${shortDay(found.heldUntil)}`, tone: 'grey' });
  return tags;
}
