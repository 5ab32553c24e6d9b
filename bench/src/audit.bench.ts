import { systemActor } from '#access';
import type { Audit } from '#audit';
import { FixedClock } from '#kernel';
import { type Database, type DatabaseAddress, openDatabase } from '#platform';
import { tables } from '#schema';
import { anAudit, TEST_KEYS } from '#testkit';
import { ratioOfPairs, rounded, timed } from './figures.js';
import { idOf, KIND, NOW } from './world.js';

/** What recording costs: the same work with and without it, in pairs; and lanes beside each other. */
export type AuditResult = {
  database: string;
  /** A transaction of one changed row with its entry, against the change alone; median of pairs. */
  changeTimesAlone: number;
  /** Reading one case with its entry, against the reading alone. */
  readingTimesAlone: number;
  /** The same by 16 at once, whose entries share a commit. */
  readingAtOnceTimesAlone: number;
  /** One entry in a commit of its own, milliseconds. */
  entryMs: number;
  /** 200 writers at once with entries in one lane, against the same without entries. */
  writersOneLaneTimesAlone: number;
  /** The same with sixteen lanes. */
  writersManyLanesTimesAlone: number;
  /** Entries that the 200 writers wrote in all rounds; none is missing, else the run fails. */
  writersEntries: number;
};

const WRITERS = 200;
const PER_WRITER = 5;
const READERS = 16;
const IN_A_ROW = 100;
const LANES = 16;

/** Raw statements alone, and the same statements with the audit: the work beside it is as small as can be. */
export async function auditBench(at: DatabaseAddress, pairs: number): Promise<AuditResult> {
  const db = await openDatabase(at, tables, TEST_KEYS);
  const work = workOn(db);
  try {
    // A lane that is there is used: the one lane comes before there are more.
    const one = anAudit(db, new FixedClock(NOW), 1);
    await inARow((n) => work.change(n, one));
    const writersOneLane = await ratio(pairs, (audit) => manyWriters(db, work.change, audit), one);
    const audit = anAudit(db, new FixedClock(NOW), LANES);
    await atOnce(LANES, 5, (n) => work.change(n, audit));
    const writersManyLanes = await ratio(pairs, (given) => manyWriters(db, work.change, given), audit);
    const changes = await ratio(pairs, (given) => inARow((n) => work.change(n, given)), audit);
    const readings = await ratio(pairs, (given) => inARow((n) => work.read(n, given)), audit);
    const together = await ratio(pairs, (given) => atOnce(READERS, 20, (n) => work.read(n, given)), audit);
    const entry = await timed(() => inARow((n) => work.entry(n, audit)));
    return {
      database: at.kind,
      changeTimesAlone: changes,
      readingTimesAlone: readings,
      readingAtOnceTimesAlone: together,
      entryMs: rounded(entry / IN_A_ROW),
      writersOneLaneTimesAlone: writersOneLane,
      writersManyLanesTimesAlone: writersManyLanes,
      writersEntries: 2 * (pairs + 1) * WRITERS * PER_WRITER,
    };
  } finally {
    await db.close();
  }
}

type Work = (n: number, audit: Audit | null) => Promise<unknown>;

function workOn(db: Database): Record<'change' | 'read' | 'entry', Work> {
  const actor = systemActor('bench');
  const caseOf = (n: number) => idOf(KIND.case, n);
  return {
    change: (n, audit) =>
      db.transaction(async () => {
        const id = idOf(KIND.action, n);
        await db.change('update action set version = version + 1 where id = :id', { id });
        if (audit) await audit.record(actor, WRITTEN, id);
      }),
    read: async (n, audit) => {
      await db.query('select * from case_file where id = :id', { id: caseOf(n) });
      if (audit) await audit.recordReading(actor, 'case:read', caseOf(n), { caseId: caseOf(n) });
    },
    entry: async (n, audit) => audit?.recordReading(actor, 'case:read', caseOf(n), { caseId: caseOf(n) }),
  };
}

const WRITTEN = 'action:progress';

/** 200 at once, each with changes one after the other. Throws when an entry of them is not there afterwards. */
async function manyWriters(db: Database, change: Work, audit: Audit | null): Promise<void> {
  const before = await entries(db);
  await atOnce(WRITERS, PER_WRITER, (n) => change(n, audit));
  const added = (await entries(db)) - before;
  const due = audit ? WRITERS * PER_WRITER : 0;
  if (added !== due) throw new Error(`${due} entries were due and ${added} are there`);
}

async function entries(db: Database): Promise<number> {
  const [row] = await db.query<{ count: string }>(
    'select count(*) as count from audit_entry where what = :what',
    { what: WRITTEN },
  );
  return Number(row!.count);
}

/** With the audit against without. */
function ratio(
  pairs: number,
  work: (audit: Audit | null) => Promise<unknown>,
  audit: Audit,
): Promise<number> {
  return ratioOfPairs(pairs, (isRecorded) => work(isRecorded ? audit : null));
}

async function inARow(work: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < IN_A_ROW; n += 1) await work(n);
}

function atOnce(people: number, each: number, work: (n: number) => Promise<unknown>): Promise<unknown> {
  return Promise.all(
    Array.from({ length: people }, async (_, person) => {
      for (let n = 0; n < each; n += 1) await work(person * each + n);
    }),
  );
}
