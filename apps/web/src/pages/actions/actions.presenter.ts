import type { ResultOf, VariablesOf } from '#api-client';
import type { Choice, CountTile, FilterPanel } from '../../components/parts.view.js';
import { address, sentChoices, sentOneOf, sentText, type Sent } from '../../http/index.js';
import { plural } from '../../layout/format.js';
import { actionRow, type RefusedUpdate, type RowSetting } from './action-row.presenter.js';
import type { AgencyActionsPage, ListedAction, PanelActionsPage } from './actions.graphql.js';
import type { ActionGroup, ActionRow, ActionsView } from './actions.view.js';

type AgencyData = ResultOf<typeof AgencyActionsPage>;
type PanelData = ResultOf<typeof PanelActionsPage>;

const DUE = { overdue: 'OVERDUE', soon: 'NEXT_7_DAYS', later: 'LATER' } as const;
const DUE_WORDS = { overdue: 'Overdue', soon: 'Due in the next 7 days', later: 'Due later' } as const;
type DueKey = keyof typeof DUE;
const DUE_KEYS = Object.keys(DUE) as DueKey[];

const NOBODY = 'none';

/** What an agency's list is narrowed to, as its address says. */
export function agencyActionsAsked(sent: Sent): VariablesOf<typeof AgencyActionsPage> {
  const owners = sentChoices(sent, 'owner');
  return {
    after: sentText(sent, 'after') || null,
    due: dueKeys(sent).map((key) => DUE[key]),
    ownerIds: owners.filter((owner) => owner !== NOBODY),
    unassigned: owners.includes(NOBODY),
    status: isClosedList(sent) ? 'CLOSED' : 'OPEN',
  };
}

/** What a list across panels is narrowed to, as its address says. */
export function panelActionsAsked(sent: Sent): VariablesOf<typeof PanelActionsPage> {
  return {
    after: sentText(sent, 'after') || null,
    panelId: sentText(sent, 'panel') || null,
    agencyId: sentText(sent, 'agency') || null,
    overdueOnly: dueKeys(sent).includes('overdue'),
  };
}

const dueKeys = (sent: Sent): DueKey[] => DUE_KEYS.filter((key) => sentChoices(sent, 'due').includes(key));
const isClosedList = (sent: Sent): boolean => sentOneOf(sent, 'status', ['closed']) !== null;

const narrowing = (sent: Sent) => ({
  due: dueKeys(sent),
  owner: sentChoices(sent, 'owner'),
  panel: sentText(sent, 'panel') || null,
  agency: sentText(sent, 'agency') || null,
  status: sentOneOf(sent, 'status', ['closed']),
});

/** The address of the list itself, with everything it is narrowed to. */
export function actionsAddress(sent: Sent, path = '/actions'): string {
  return address(path, { ...narrowing(sent), after: sentText(sent, 'after') || null });
}

const isNarrowed = (sent: Sent): boolean =>
  Object.values(narrowing(sent)).some((value) => (Array.isArray(value) ? value.length > 0 : value));

/** The actions of the person's own agency. */
export function agencyActionsView(data: AgencyData, sent: Sent, refused: RefusedUpdate | null): ActionsView {
  const { me, agencyActions, agencyActionCounts: counts } = data;
  const rows = agencyActions.edges.map(({ node }) => node);
  const setting: RowSetting = {
    back: actionsAddress(sent),
    mayUpdate: me?.permissions.includes('action:update') ?? false,
    namesAgency: false,
    refused,
  };
  const totals = { overdue: counts.overdue, soon: counts.dueNext7Days, later: counts.dueLater };
  const byOwner = sentChoices(sent, 'owner').length > 0;
  return {
    heading: `Actions for ${me?.person.agency.name ?? 'your agency'}`,
    introduction: `Across ${plural(me?.panels.length ?? 0, 'panel')} you work with. You can update any action your agency owns.`,
    links: [{ text: 'Download as CSV', href: actionsAddress({ ...sent, after: '' }, '/actions.csv') }],
    tiles: agencyTiles(counts, sent),
    filter: agencyFilter(counts, sent),
    filtered: isNarrowed(sent),
    groups: groupsOf(rows, setting, byOwner ? null : totals),
    more: moreOf(agencyActions, sent),
    empty: isNarrowed(sent)
      ? { heading: 'No actions match', text: 'Remove a filter.' }
      : { heading: 'All done', text: 'Nothing is open for your agency.' },
  };
}

/** The actions of the panels that the person runs. */
export function panelActionsView(data: PanelData, sent: Sent, refused: RefusedUpdate | null): ActionsView {
  const { me, actions } = data;
  const setting: RowSetting = {
    back: actionsAddress(sent),
    mayUpdate: me?.permissions.includes('action:update') ?? false,
    namesAgency: true,
    refused,
  };
  const open = me?.openActionCount ?? 0;
  const overdue = me?.overdueActionCount ?? 0;
  const late = dueKeys(sent).includes('overdue');
  return {
    heading: 'Actions across your panels',
    introduction: 'What agencies agreed to do and still owe. Overdue first.',
    links: [{ text: 'Download as CSV', href: actionsAddress({ ...sent, after: '' }, '/actions.csv') }],
    tiles: [
      { count: overdue, text: 'overdue', href: '/actions?due=overdue', tone: 'red', selected: late },
      { count: open, text: 'open', href: '/actions', tone: 'blue', selected: !isNarrowed(sent) },
    ],
    filter: panelFilter(data, sent),
    filtered: isNarrowed(sent),
    groups: groupsOf(
      actions.edges.map(({ node }) => node),
      setting,
      null,
    ),
    more: moreOf(actions, sent),
    empty: isNarrowed(sent)
      ? { heading: 'No actions match', text: 'Remove a filter.' }
      : { heading: 'All done', text: 'No agency owes your panels anything.' },
  };
}

type Counts = AgencyData['agencyActionCounts'];

function agencyTiles(counts: Counts, sent: Sent): CountTile[] {
  const only = (key: DueKey): boolean => dueKeys(sent).join() === key;
  const due = (key: DueKey, count: number, text: string, tone: CountTile['tone']): CountTile => ({
    count,
    text,
    href: `/actions?due=${key}`,
    tone,
    selected: only(key),
  });
  return [
    due('overdue', counts.overdue, 'overdue', 'red'),
    due('soon', counts.dueNext7Days, 'due in the next 7 days', 'orange'),
    due('later', counts.dueLater, 'due later', 'blue'),
    {
      count: counts.doneThisQuarter,
      text: 'done this quarter',
      href: '/actions?status=closed',
      tone: 'green',
      selected: isClosedList(sent),
    },
  ];
}

function agencyFilter(counts: Counts, sent: Sent): FilterPanel {
  const due = dueKeys(sent);
  const owners = sentChoices(sent, 'owner');
  const option = (value: string, text: string, count: number, chosen: readonly string[]) => ({
    value,
    text,
    count,
    selected: chosen.includes(value),
  });
  return {
    action: '/actions',
    clearHref: '/actions',
    search: null,
    selects: [],
    groups: [
      {
        name: 'due',
        legend: 'When it is due',
        options: [
          option('overdue', 'Overdue', counts.overdue, due),
          option('soon', 'Next 7 days', counts.dueNext7Days, due),
          option('later', 'Later', counts.dueLater, due),
        ],
      },
      {
        name: 'owner',
        legend: 'Who it is with',
        options: [
          ...counts.owners.map(({ person, count }) => option(person.id, person.name, count, owners)),
          option(NOBODY, 'Not assigned', counts.unassigned, owners),
        ],
      },
    ],
  };
}

function panelFilter({ me, agencies }: PanelData, sent: Sent): FilterPanel {
  const choices = (all: string, list: readonly { id: string; name: string }[], chosen: string): Choice[] => [
    { value: '', text: all, selected: chosen === '' },
    ...list.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
  ];
  return {
    action: '/actions',
    clearHref: '/actions',
    search: null,
    selects: [
      {
        name: 'panel',
        label: 'Panel',
        choices: choices('All my panels', me?.panels ?? [], sentText(sent, 'panel')),
      },
      {
        name: 'agency',
        label: 'Agency',
        choices: choices('All agencies', agencies, sentText(sent, 'agency')),
      },
    ],
    groups: [
      {
        name: 'due',
        legend: 'When it is due',
        options: [
          {
            value: 'overdue',
            text: 'Overdue only',
            count: me?.overdueActionCount ?? null,
            selected: dueKeys(sent).includes('overdue'),
          },
        ],
      },
    ],
  };
}

/** Actions in the order they came, put together by when they are due; closed ones stand together. */
function groupsOf(
  actions: readonly ListedAction[],
  setting: RowSetting,
  totals: Readonly<Record<DueKey, number>> | null,
): ActionGroup[] {
  const keyOf = (action: ListedAction): DueKey | 'closed' => {
    if (!action.isOpen) return 'closed';
    if (action.isOverdue) return 'overdue';
    return action.dueInDays <= 7 ? 'soon' : 'later';
  };
  return ([...DUE_KEYS, 'closed'] as const).flatMap((key) => {
    const rows = actions
      .filter((action) => keyOf(action) === key)
      .map((action) => actionRow(action, setting));
    if (rows.length === 0) return [];
    const heading = key === 'closed' ? 'Closed, latest first' : DUE_WORDS[key];
    const total = key === 'closed' || totals === null ? rows.length : totals[key];
    return [{ key, heading, total, rows: firstOpen(key, rows, setting) }];
  });
}

/** The first overdue action stands open: it is the one to answer. After a refusal only the refused one does. */
function firstOpen(key: string, rows: ActionRow[], { refused }: RowSetting): ActionRow[] {
  if (key !== 'overdue' || refused) return rows;
  return rows.map((row, index) =>
    index === 0 && row.update ? { ...row, update: { ...row.update, open: true } } : row,
  );
}

function moreOf(
  list: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: readonly unknown[];
  },
  sent: Sent,
): ActionsView['more'] {
  const after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return {
    shown: list.edges.length,
    total: list.totalCount,
    nextHref: after ? actionsAddress({ ...sent, after }) : null,
  };
}
