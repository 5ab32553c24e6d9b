import { type Actor, type PersonActor, type Reach, reachOf } from '#access';
import { openTo } from '#cases';
import { addDays, type Day, type Moment, NotPermitted } from '#kernel';
import type { Database } from '#platform';
import type { Action } from './action.entity.js';

/** Small facts of what an action refers to, read with it. */
export type ActionNames = {
  caseReference: string;
  agencyName: string;
  ownerName: string | null;
  panelCode: string;
  panelName: string;
};

/** An action of a list, with the names that the list shows. */
export type ListedAction = Action & ActionNames;

/** When something is due, seen from today: past, within 7 days, or later. */
export const DUE_BUCKETS = ['overdue', 'next_7_days', 'later'] as const;

/** One of {@link DUE_BUCKETS}. */
export type DueBucket = (typeof DUE_BUCKETS)[number];

/** Which actions of a list: those on which work is owed, or those that have ended. */
export const ACTIONS_WHICH = ['open', 'closed'] as const;

/** One of {@link ACTIONS_WHICH}. */
export type ActionsWhich = (typeof ACTIONS_WHICH)[number];

/** What a list of actions is narrowed to. Everything null or empty means no narrowing. */
export type ActionFilter = {
  which: ActionsWhich;
  agencyId?: string | null;
  panelId?: string | null;
  due?: readonly DueBucket[] | null;
  ownerIds?: readonly string[] | null;
  /** Also those that nobody in the agency has; with `ownerIds` it widens, alone it narrows to them. */
  unassigned?: boolean | null;
};

/** A condition of SQL with its bound values. */
export type Condition = { sql: string; values: Record<string, unknown> };

const COLUMNS: readonly (keyof Action)[] = [
  'id',
  'reference',
  'caseId',
  'number',
  'panelId',
  'meetingId',
  'agencyId',
  'ownerId',
  'text',
  'category',
  'priority',
  'status',
  'isOpen',
  'agreedAt',
  'dueOn',
  'dueAt',
  'originalDueOn',
  'acknowledgedAt',
  'closedAt',
  'closedOn',
  'note',
  'evidenceReference',
  'reasonCode',
  'extensionRequestedOn',
  'extensionNewDueOn',
  'extensionReason',
  'extensionCount',
  'version',
];

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What is read of an action and of what it refers to. */
export const LISTED_COLUMNS = [
  ...COLUMNS.map((name) => `a.${snake(name)} as "${name}"`),
  'c.reference as "caseReference"',
  'g.name as "agencyName"',
  'o.name as "ownerName"',
  'p.code as "panelCode"',
  'p.name as "panelName"',
].join(', ');

/** Where it is read from. */
export const LISTED_FROM = `action a
  join case_file c on c.id = a.case_id
  join agency g on g.id = a.agency_id
  join panel p on p.id = a.panel_id
  left join person o on o.id = a.owner_id`;

/** A row as the driver gives it (0 and 1 on SQLite, texts sealed), as an action. */
export function toListed(db: Database, row: ListedAction): ListedAction {
  return {
    ...row,
    isOpen: Boolean(row.isOpen),
    text: db.opened('action.text', row.text),
    note: db.opened('action.note', row.note),
    evidenceReference: db.opened('action.evidence_reference', row.evidenceReference),
    extensionReason: db.opened('action.extension_reason', row.extensionReason),
  };
}

/** The bound names `:base0, :base1` of a list of values. */
export function spread(base: string, values: readonly string[]): Condition {
  const named = values.map((value, i) => [`${base}${i}`, value] as const);
  return { sql: named.map(([name]) => `:${name}`).join(', '), values: Object.fromEntries(named) };
}

/**
 * The actions that this person may know of, as a condition: what belongs to the panels they run, or to their own
 * agency, unless a list of the case keeps them away. The same table of roles decides as for a single action. Throws
 * {@link NotPermitted} for the other roles.
 */
export function visibleTo(actor: Actor): Condition {
  if (actor.kind === 'system') return { sql: '1 = 1', values: {} };
  const reach = reachOf(actor, 'action:read');
  if (reach === null) throw new NotPermitted('action:read');
  const [within, open] = [withinReach(actor, reach), notKeptFrom(actor)];
  return { sql: `${within.sql} and ${open.sql}`, values: { ...within.values, ...open.values } };
}

/** Actions on cases whose lists do not keep the person away, as a condition. */
export function notKeptFrom(actor: Actor): Condition {
  const { sql, params } = openTo(actor, 'a.case_id');
  return { sql, values: params };
}

function withinReach(actor: PersonActor, reach: Reach): Condition {
  if (reach === 'all') return { sql: '1 = 1', values: {} };
  if (reach === 'agency') return { sql: 'a.agency_id = :ownAgency', values: { ownAgency: actor.agencyId } };
  if (actor.panelIds.length === 0) return { sql: '1 = 0', values: {} };
  const panels = spread('ownPanel', actor.panelIds);
  return { sql: `a.panel_id in (${panels.sql})`, values: panels.values };
}

/** The filter of a list as one condition. */
export function narrowedTo(filter: ActionFilter, now: Moment, today: Day): Condition {
  const parts: string[] = ['a.is_open = :isOpen'];
  const values: Record<string, unknown> = { isOpen: filter.which === 'open' };
  if (filter.agencyId) {
    parts.push('a.agency_id = :agencyId');
    values['agencyId'] = filter.agencyId;
  }
  if (filter.panelId) {
    parts.push('a.panel_id = :panelId');
    values['panelId'] = filter.panelId;
  }
  const due = dueCondition(filter.due ?? []);
  if (due) {
    parts.push(due);
    Object.assign(values, { now, inAWeek: addDays(today, 7) });
  }
  const owners = spread('owner', filter.ownerIds ?? []);
  const by = [
    ...(owners.sql ? [`a.owner_id in (${owners.sql})`] : []),
    ...(filter.unassigned ? ['a.owner_id is null'] : []),
  ];
  if (by.length > 0) parts.push(`(${by.join(' or ')})`);
  return { sql: parts.join(' and '), values: { ...values, ...owners.values } };
}

const DUE_SQL: Record<DueBucket, string> = {
  overdue: 'a.due_at < :now',
  next_7_days: '(a.due_at >= :now and a.due_on <= :inAWeek)',
  later: '(a.due_at >= :now and a.due_on > :inAWeek)',
};

function dueCondition(buckets: readonly DueBucket[]): string | null {
  const chosen = DUE_BUCKETS.filter((bucket) => buckets.includes(bucket));
  if (chosen.length === 0 || chosen.length === DUE_BUCKETS.length) return null;
  return `(${chosen.map((bucket) => DUE_SQL[bucket]).join(' or ')})`;
}
