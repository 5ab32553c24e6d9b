import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, may, mustBeKnown, type PersonActor } from '#access';
import { Audit } from '#audit';
import { addDays, Clock, NotFound } from '#kernel';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import {
  type ActionFilter,
  LISTED_COLUMNS,
  LISTED_FROM,
  type ListedAction,
  narrowedTo,
  notKeptFrom,
  spread,
  toListed,
  visibleTo,
} from './action-lists.js';
import { ActionUpdate } from './action-update.entity.js';

/** How much an agency has before it. `owners` are the people with open actions, those with most first. */
export type ActionCounts = {
  overdue: number;
  dueNext7Days: number;
  dueLater: number;
  doneThisQuarter: number;
  owners: { personId: string; name: string; count: number }[];
  unassigned: number;
};

/** Open and overdue actions of one case. */
export type CaseActionCounts = { caseId: string; open: number; overdue: number };

/** Looking at what agencies agreed to do. */
@Injectable()
export class Actions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** One action. Throws {@link NotFound} when there is none, or when it is not for this person to know. */
  async get(actor: Actor, id: string): Promise<ListedAction> {
    const open = notKeptFrom(actor);
    const [row] = await this.db.query<ListedAction>(
      `select ${LISTED_COLUMNS} from ${LISTED_FROM} where a.id = :id and ${open.sql}`,
      { id, ...open.values },
    );
    if (!row) throw new NotFound('Action');
    mustBeKnown(actor, 'action:read', 'Action', { panelId: row.panelId, agencyIds: [row.agencyId] });
    await this.audit.recordReading(actor, 'action:read', id, { caseId: row.caseId });
    return toListed(this.db, row);
  }

  /** The actions of the person's own agency: open ones by due moment, so the overdue first; closed ones latest first. */
  ofAgency(
    actor: PersonActor,
    filter: Omit<ActionFilter, 'agencyId'>,
    request: PageRequest,
  ): Promise<Page<ListedAction>> {
    return this.list(actor, { ...filter, agencyId: actor.agencyId }, request);
  }

  /** Actions that the person may know of, narrowed. One statement a page. */
  async list(actor: Actor, filter: ActionFilter, request: PageRequest): Promise<Page<ListedAction>> {
    const size = pageSize(request);
    const seen = visibleTo(actor);
    const chosen = narrowedTo(filter, this.clock.now(), this.clock.today());
    const where = `${seen.sql} and ${chosen.sql}`;
    const values = { ...seen.values, ...chosen.values };
    const [by, order, beyond] =
      filter.which === 'open' ? (['due_at', 'asc', '>'] as const) : (['closed_at', 'desc', '<'] as const);
    const after = fromCursor(request.after, 2);
    const paged = after ? ` and (a.${by}, a.id) ${beyond} (:afterAt, :afterId)` : '';
    const place = after ? { afterAt: after[0], afterId: after[1] } : {};
    const count = `select cast(count(*) as integer) from action a where ${where}`;
    const rows = await this.db.query<ListedAction & { total: number }>(
      `select ${LISTED_COLUMNS}, (${count}) as total from ${LISTED_FROM}
        where ${where}${paged} order by a.${by} ${order}, a.id ${order} limit ${size + 1}`,
      { ...values, ...place },
    );
    const listed = rows.map((row) => toListed(this.db, row));
    await this.recordList(actor, listed.slice(0, size));
    const total = rows[0]?.total ?? (after ? await this.count(count, values) : 0);
    return toPage(listed, size, request, total, (row) => [(row.closedAt ?? row.dueAt) as string, row.id]);
  }

  /** What the person's agency has before it, and what it finished this quarter. One statement. */
  async countsOf(actor: PersonActor): Promise<ActionCounts> {
    const seen = visibleTo(actor);
    const today = this.clock.today();
    const rows = await this.db.query<CountRow>(
      `select a.owner_id as "ownerId", o.name as "ownerName", 0 as done, ${sum('a.due_at < :now')} as overdue,
          ${sum('a.due_at >= :now and a.due_on <= :inAWeek')} as week,
          ${sum('a.due_at >= :now and a.due_on > :inAWeek')} as later
         from action a left join person o on o.id = a.owner_id
        where ${seen.sql} and a.agency_id = :agencyId and a.is_open = :isOpen
        group by a.owner_id, o.name
        union all
       select null, null, cast(count(*) as integer), 0, 0, 0 from action a
        where ${seen.sql} and a.agency_id = :agencyId and a.closed_on >= :quarterStart
          and a.status in ('completed', 'verified')`,
      {
        ...seen.values,
        agencyId: actor.agencyId,
        isOpen: true,
        now: this.clock.now(),
        inAWeek: addDays(today, 7),
        quarterStart: quarterStart(today),
      },
    );
    return countsFrom(rows);
  }

  /** How many actions that the person may know of are open and overdue; none for roles that see no actions. */
  async openFor(actor: PersonActor): Promise<{ open: number; overdue: number }> {
    if (!may(actor, 'action:read')) return { open: 0, overdue: 0 };
    const seen = visibleTo(actor);
    const [row] = await this.db.query<{ open: number; overdue: number | null }>(
      `select cast(count(*) as integer) as open, ${sum('a.due_at < :now')} as overdue
         from action a where ${seen.sql} and a.is_open = :isOpen`,
      { ...seen.values, now: this.clock.now(), isOpen: true },
    );
    return { open: row?.open ?? 0, overdue: row?.overdue ?? 0 };
  }

  /** The actions of these cases, in the order they were agreed, without a check: for those who have made it. */
  async ofCases(caseIds: readonly string[]): Promise<ListedAction[]> {
    return this.listedBy('a.case_id', caseIds);
  }

  /** The actions agreed at these meetings, in the order they were agreed, without a check. */
  async ofMeetings(meetingIds: readonly string[]): Promise<ListedAction[]> {
    return this.listedBy('a.meeting_id', meetingIds);
  }

  /** Actions by id, without a check: for loaders and later rooms. */
  byIds(ids: readonly string[]): Promise<ListedAction[]> {
    return this.listedBy('a.id', ids);
  }

  /** How many actions of these cases are open and overdue, without a check; cases with none are left out. */
  async countsOfCases(caseIds: readonly string[]): Promise<CaseActionCounts[]> {
    if (caseIds.length === 0) return [];
    const cases = spread('case', caseIds);
    return this.db.query<CaseActionCounts>(
      `select a.case_id as "caseId", cast(count(*) as integer) as open, ${sum('a.due_at < :now')} as overdue
         from action a where a.case_id in (${cases.sql}) and a.is_open = :isOpen group by a.case_id`,
      { ...cases.values, now: this.clock.now(), isOpen: true },
    );
  }

  /** The history of these actions, oldest first, without a check: for loaders. */
  updatesOf(actionIds: readonly string[]): Promise<ActionUpdate[]> {
    const where = { actionId: In([...actionIds]) };
    return this.db.reading.find(ActionUpdate, { where, order: { at: 'ASC', id: 'ASC' } });
  }

  private async listedBy(column: string, ids: readonly string[]): Promise<ListedAction[]> {
    if (ids.length === 0) return [];
    const keys = spread('key', ids);
    const rows = await this.db.query<ListedAction>(
      `select ${LISTED_COLUMNS} from ${LISTED_FROM} where ${column} in (${keys.sql}) order by a.case_id, a.number`,
      keys.values,
    );
    return rows.map((row) => toListed(this.db, row));
  }

  private async count(sql: string, values: Record<string, unknown>): Promise<number> {
    const [row] = await this.db.query<{ total: number }>(`select (${sql}) as total`, values);
    return row?.total ?? 0;
  }

  /** A list is shown only once it is on record who saw it. */
  private async recordList(actor: Actor, shown: readonly ListedAction[]): Promise<void> {
    if (shown.length === 0 || actor.kind !== 'person') return;
    const fields = shown.map(({ id }) => id);
    await this.audit.recordReading(actor, 'action:list', actor.personId, { fields });
  }
}

type CountRow = {
  ownerId: string | null;
  ownerName: string | null;
  done: number;
  overdue: number;
  week: number;
  later: number;
};

function sum(condition: string): string {
  return `cast(sum(case when ${condition} then 1 else 0 end) as integer)`;
}

function countsFrom(rows: readonly CountRow[]): ActionCounts {
  const total = (of: (row: CountRow) => number) => rows.reduce((so, row) => so + of(row), 0);
  const open = (row: CountRow) => row.overdue + row.week + row.later;
  const owners = rows
    .filter((row) => row.ownerId !== null)
    .map((row) => ({ personId: row.ownerId ?? '', name: row.ownerName ?? '', count: open(row) }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en-GB'));
  return {
    overdue: total((row) => row.overdue),
    dueNext7Days: total((row) => row.week),
    dueLater: total((row) => row.later),
    doneThisQuarter: total((row) => row.done),
    owners,
    unassigned: total((row) => (row.ownerId === null ? open(row) : 0)),
  };
}

/** First day of the quarter of the year in which a day falls. */
function quarterStart(today: string): string {
  const month = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${today.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}
