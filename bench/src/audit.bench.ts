import { systemActor } from '#access';
import { FixedClock } from '#kernel';
import { type DatabaseAddress, openDatabase } from '#platform';
import { tables } from '#schema';
import { anAudit, TEST_KEYS } from '#testkit';
import { median, rounded, timed } from './figures.js';
import { idOf, KIND, NOW } from './world.js';

/** What recording costs: the same work with and without it, in pairs; and lanes beside each other. */
export type AuditResult = {
  database: string;
  /** A change of one row with its entry, against the change alone; median of pairs. */
  changeTimesAlone: number;
  /** Reading one case with its entry, against the reading alone. */
  readingTimesAlone: number;
  /** Transactions a second of 32 writers at once, without entries, in one lane, in sixteen. */
  writersAlone: number;
  writersOneLane: number;
  writersSixteenLanes: number;
};

const WRITERS = 32;

/** Times raw statements alone, and the same statements with the audit; nothing of the product is switched off. */
export async function auditBench(at: DatabaseAddress, pairs: number): Promise<AuditResult> {
  const db = await openDatabase(at, tables, TEST_KEYS);
  const clock = new FixedClock(NOW);
  const actor = systemActor('bench');
  const [one, sixteen] = [anAudit(db, clock, 1), anAudit(db, clock, 16)];
  const id = (n: number) => idOf(KIND.action, n);
  const change = (n: number) =>
    db.change('update action set version = version + 1 where id = :id', { id: id(n) });
  const read = (n: number) => db.query('select * from case_file where id = :id', { id: idOf(KIND.case, n) });
  const changes = (n: number, audit: typeof one | null) =>
    db.transaction(async () => {
      await change(n);
      if (audit) await audit.record(actor, 'action:progress', id(n));
    });
  const reading = async (n: number, audit: typeof one | null) => {
    await read(n);
    if (audit) await audit.recordReading(actor, 'case:read', idOf(KIND.case, n));
  };
  try {
    await many(50, (n) => changes(n, sixteen));
    const changing = await ratios(pairs, 100, changes, sixteen);
    const readings = await ratios(pairs, 100, reading, sixteen);
    const atOnce = async (audit: typeof one | null) => {
      const ms = await timed(() => writersOf((n) => changes(n, audit)));
      return (1000 * WRITERS * PER_WRITER) / ms;
    };
    const rounds = { alone: [] as number[], one: [] as number[], sixteen: [] as number[] };
    for (let pair = 0; pair < pairs; pair += 1) {
      rounds.alone.push(await atOnce(null));
      rounds.one.push(await atOnce(one));
      rounds.sixteen.push(await atOnce(sixteen));
    }
    return {
      database: at.kind,
      changeTimesAlone: changing,
      readingTimesAlone: readings,
      writersAlone: Math.round(median(rounds.alone)),
      writersOneLane: Math.round(median(rounds.one)),
      writersSixteenLanes: Math.round(median(rounds.sixteen)),
    };
  } finally {
    await db.close();
  }
}

const PER_WRITER = 10;

async function many(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < count; n += 1) await work(n);
}

/** With the audit against without, one after the other, in turns; the median of the pairs. */
async function ratios<A>(
  pairs: number,
  count: number,
  work: (n: number, audit: A | null) => Promise<unknown>,
  audit: A,
): Promise<number> {
  const found: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const alone = await timed(() => many(count, (n) => work(n, null)));
    found.push((await timed(() => many(count, (n) => work(n, audit)))) / alone);
  }
  return rounded(median(found));
}

function writersOf(work: (n: number) => Promise<unknown>): Promise<unknown> {
  return Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => many(PER_WRITER, (n) => work(writer * PER_WRITER + n))),
  );
}
