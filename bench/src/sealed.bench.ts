import { type Database, type DatabaseAddress, openDatabase, type SealedPlace } from '#platform';
import { tables } from '#schema';
import { TEST_KEYS } from '#testkit';
import { ratioOfPairs, rounded, timed } from './figures.js';

/** What sealing texts costs: the same rows and the same reading with and without it, in pairs. */
export type SealedResult = {
  database: string;
  /** Writing 10,000 rows of 300 characters sealed, against plain. */
  writingTimesPlain: number;
  /** Reading 10,000 rows and opening them, against reading as many in plain text. */
  readingTimesPlain: number;
  /** What one text takes, microseconds. */
  sealingUs: number;
  openingUs: number;
  /** Room in the table: sealed against plain. */
  roomTimesPlain: number;
  /** The statements of a case page with its ten sealed texts opened, against the same in plain text. */
  casePageTimesPlain: number;
};

const ROWS = 10_000;
const AT_ONCE = 2_000;
const PLACE: SealedPlace = 'incident.description';
const TEXT = 'He stood at the corner of her road when she came back from the late shift, and was gone. '
  .repeat(4)
  .slice(0, 300);
/** About as many as a case with its reason, five incidents and four actions has. */
const TEXTS_OF_CASE = 10;
const PAGES = 200;

/** On tables of its own, which are thrown away with the database. */
export async function sealedBench(at: DatabaseAddress, pairs: number): Promise<SealedResult> {
  const db = await openDatabase(at, tables, TEST_KEYS);
  try {
    for (const table of ['bench_plain', 'bench_sealed'])
      await db.transaction(() => db.change(`create table ${table} (id integer primary key, words text)`));
    const plainly = (text: string): string => text;
    const sealed = (text: string): string => db.sealed.seal(PLACE, text);
    const opened = (text: string): string => db.opened(PLACE, text);
    const writing = await ratioOfPairs(pairs, (isSealed) =>
      isSealed ? writeAll(db, 'bench_sealed', sealed) : writeAll(db, 'bench_plain', plainly),
    );
    const reading = await ratioOfPairs(pairs, (isSealed) =>
      isSealed ? readAll(db, 'bench_sealed', opened) : readAll(db, 'bench_plain', plainly),
    );
    const pages = await ratioOfPairs(pairs, (isSealed) =>
      isSealed ? casePages(db, 'bench_sealed', opened) : casePages(db, 'bench_plain', plainly),
    );
    const one = sealed(TEXT);
    return {
      database: at.kind,
      writingTimesPlain: writing,
      readingTimesPlain: reading,
      sealingUs: await microseconds(() => sealed(TEXT)),
      openingUs: await microseconds(() => opened(one)),
      roomTimesPlain: rounded(one.length / TEXT.length),
      casePageTimesPlain: pages,
    };
  } finally {
    await db.close();
  }
}

async function writeAll(db: Database, table: string, made: (text: string) => string): Promise<void> {
  const taken =
    db.dialect === 'postgres'
      ? `select r.id, r.words from json_to_recordset(cast(:rows as json)) as r(id integer, words text)`
      : `select json_extract(value, '$.id'), json_extract(value, '$.words') from json_each(:rows)`;
  await db.transaction(async () => {
    await db.change(`delete from ${table}`);
    for (let from = 0; from < ROWS; from += AT_ONCE) {
      const rows = Array.from({ length: AT_ONCE }, (_, n) => ({ id: from + n, words: made(TEXT) }));
      await db.change(`insert into ${table} (id, words) ${taken}`, { rows: JSON.stringify(rows) });
    }
  });
}

async function readAll(db: Database, table: string, made: (text: string) => string): Promise<void> {
  const rows = await db.query<{ words: string }>(`select id, words from ${table}`);
  mustBeText(rows.map(({ words }) => made(words)).at(-1));
}

/** Seven statements, as a case page sends about that many, with the sealed texts among what they read. */
async function casePages(db: Database, table: string, made: (text: string) => string): Promise<void> {
  for (let page = 0; page < PAGES; page += 1) {
    for (let n = 0; n < 6; n += 1) await db.query('select * from person order by id limit 5');
    const rows = await db.query<{ words: string }>(
      `select words from ${table} where id >= :from order by id limit ${TEXTS_OF_CASE}`,
      { from: page * TEXTS_OF_CASE },
    );
    mustBeText(rows.map(({ words }) => made(words)).at(-1));
  }
}

function mustBeText(text: string | undefined): void {
  if (text !== TEXT) throw new Error('The text did not come back');
}

async function microseconds(work: () => string): Promise<number> {
  const ms = await timed(async () => {
    for (let n = 0; n < ROWS; n += 1) work();
  });
  return rounded((ms * 1000) / ROWS);
}
