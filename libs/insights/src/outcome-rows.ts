import type { Day, Moment } from '#kernel';
import type { Database } from '#platform';
import type { Period } from './figures.rules.js';

/** Discussions of one panel in the period (`isNow` 1) or in the one before (0). */
export type HeardRow = { panelId: string; isNow: number; n: number };

/** One case's first discussion; narrow, so that medians can be exact on every database. */
export type FirstHearingRow = { panelId: string; heldOn: Day; referredOn: Day };

/** Actions of one agency from one panel that were due, and those of them completed by the day first agreed. */
export type DueRow = { panelId: string; agencyId: string; isNow: number; due: number; onTime: number };

/** Actions of one agency from one panel that are open now; `oldestDueOn` is the first due day of those overdue. */
export type OpenRow = {
  panelId: string;
  agencyId: string;
  open: number;
  overdue: number;
  oldestDueOn: Day | null;
};

/** Cases that one panel closed, by risk at first hearing and at closure. */
export type ClosureRow = { panelId: string; isNow: number; riskThen: string; riskNow: string; n: number };

/** Cases of one panel that are open now, and those of them that a meeting did not reach or put off. */
export type OpenCasesRow = { panelId: string; open: number; carriedOver: number };

/** Everything that the outcomes are worked out from. */
export type OutcomeRows = {
  heard: HeardRow[];
  firstHearings: FirstHearingRow[];
  due: DueRow[];
  open: OpenRow[];
  closures: ClosureRow[];
  cases: OpenCasesRow[];
};

/** What the statements need to know: the period, the first day of first hearings, and now. */
export type OutcomeQuestion = { period: Period; hearingsFrom: Day; today: Day; now: Moment };

/** Reads the rows of every panel: six statements, whatever the amount of data. */
export async function readOutcomeRows(db: Database, question: OutcomeQuestion): Promise<OutcomeRows> {
  const [heard, firstHearings, due, open, closures, cases] = await Promise.all([
    readHeard(db, question.period),
    readFirstHearings(db, question),
    readDue(db, question),
    readOpen(db, question.now),
    readClosures(db, question.period),
    readOpenCases(db),
  ]);
  return { heard, firstHearings, due, open, closures, cases };
}

async function readHeard(db: Database, { from, to, beforeFrom }: Period): Promise<HeardRow[]> {
  const rows = await db.query<HeardRow>(
    `select m.panel_id as "panelId", case when m.held_on >= :from then 1 else 0 end as "isNow", count(*) as n
       from meeting m join listing l on l.meeting_id = m.id and l.state = 'discussed'
      where m.held_on between :beforeFrom and :to
      group by 1, 2`,
    { from, to, beforeFrom },
  );
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

function readFirstHearings(
  db: Database,
  { period, hearingsFrom }: OutcomeQuestion,
): Promise<FirstHearingRow[]> {
  return db.query<FirstHearingRow>(
    `select m.panel_id as "panelId", m.held_on as "heldOn", c.referred_on as "referredOn"
       from meeting m
       join listing l on l.meeting_id = m.id and l.state = 'discussed'
       join case_file c on c.id = l.case_id
      where m.held_on between :hearingsFrom and :to
        and not exists (
          select 1 from listing e join meeting em on em.id = e.meeting_id
           where e.case_id = l.case_id and e.state = 'discussed'
             and (em.held_on < m.held_on or (em.held_on = m.held_on and em.id < m.id)))`,
    { hearingsFrom, to: period.to },
  );
}

/**
 * An action counts once the day first agreed is past. Left out: what circumstances made impossible, what another
 * action replaced, and what the chair took back. What the agency did not undertake counts against it.
 */
async function readDue(
  db: Database,
  { period: { from, to, beforeFrom }, today }: OutcomeQuestion,
): Promise<DueRow[]> {
  const rows = await db.query<DueRow>(
    `select a.panel_id as "panelId", a.agency_id as "agencyId",
            case when a.original_due_on >= :from then 1 else 0 end as "isNow", count(*) as due,
            sum(case when a.status in ('completed', 'verified') and a.closed_on <= a.original_due_on
                     then 1 else 0 end) as "onTime"
       from action a
      where a.original_due_on between :beforeFrom and :to and a.original_due_on < :today
        and a.status not in ('not_possible_changed', 'superseded', 'withdrawn_by_chair')
      group by 1, 2, 3`,
    { from, to, beforeFrom, today },
  );
  return rows.map((row) => ({ ...row, due: Number(row.due), onTime: Number(row.onTime) }));
}

async function readOpen(db: Database, now: Moment): Promise<OpenRow[]> {
  const rows = await db.query<OpenRow>(
    `select a.panel_id as "panelId", a.agency_id as "agencyId", count(*) as open,
            sum(case when a.due_at < :now then 1 else 0 end) as overdue,
            min(case when a.due_at < :now then a.due_on end) as "oldestDueOn"
       from panel p join action a on a.panel_id = p.id and a.is_open = :open
      group by 1, 2`,
    { now, open: true },
  );
  return rows.map((row) => ({ ...row, open: Number(row.open), overdue: Number(row.overdue) }));
}

async function readClosures(db: Database, { from, to, beforeFrom }: Period): Promise<ClosureRow[]> {
  const rows = await db.query<ClosureRow>(
    `select c.panel_id as "panelId", case when r.reviewed_on >= :from then 1 else 0 end as "isNow",
            r.risk_then as "riskThen", r.risk_now as "riskNow", count(*) as n
       from outcome_review r join case_file c on c.id = r.case_id
      where r.reviewed_on between :beforeFrom and :to and r.occasion = 'closure'
      group by 1, 2, 3, 4`,
    { from, to, beforeFrom },
  );
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

async function readOpenCases(db: Database): Promise<OpenCasesRow[]> {
  const rows = await db.query<OpenCasesRow>(
    `select c.panel_id as "panelId", count(*) as open,
            sum(case when c.state in ('flagged', 'listed') and (c.times_not_reached > 0 or c.times_deferred > 0)
                     then 1 else 0 end) as "carriedOver"
       from panel p join case_file c on c.panel_id = p.id
        and c.state in ('accepted', 'flagged', 'listed', 'discussed')
      group by 1`,
  );
  return rows.map((row) => ({ ...row, open: Number(row.open), carriedOver: Number(row.carriedOver) }));
}
