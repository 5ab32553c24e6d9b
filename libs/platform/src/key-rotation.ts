import type { Database } from './database.js';
import { renewProofs } from './field-sealing.js';
import type { SealedField } from './sealed-fields.js';

/** How many texts of one column are sealed with which key. `plain` and `unknown` are nobody's: they cannot be read. */
export type FieldStatus = {
  place: string;
  byKey: { key: string; rows: number }[];
  plain: number;
  unknown: number;
};

/** What a rotation did. `left` counts texts that are still not under the current key. */
export type Rotation = { key: string; sealed: number; left: number };

/** Rows in one transaction: short enough that people who work meanwhile do not notice. */
const AT_ONCE = 100;

/** Rows that others hold, or write with an older key meanwhile, are looked for again so often. */
const MOST_PASSES = 5;

/** Counts the texts of every sealed column by key. Reads every row: some seconds on a large database. */
export async function fieldStatus(db: Database): Promise<FieldStatus[]> {
  const { names } = db.sealed.keys;
  const found: FieldStatus[] = [];
  for (const { table, column, place } of db.sealed.all) {
    const under = names.map((name, at) => `sum(${one(column, `like '${prefix(name)}%'`)}) as "key${at}"`);
    const [row] = await db.query<Record<string, number | string | null>>(
      `select count(*) as "all", sum(${one(column, `not like 's1.%'`)}) as "plain", ${under.join(', ')}
         from "${table}" where "${column}" is not null and "${column}" not in ('', '[]', '{}')`,
    );
    const count = (name: string): number => Number(row?.[name] ?? 0);
    const byKey = names.map((key, at) => ({ key, rows: count(`key${at}`) }));
    const known = byKey.reduce((sum, { rows }) => sum + rows, count('plain'));
    found.push({ place, byKey, plain: count('plain'), unknown: count('all') - known });
  }
  return found;
}

/**
 * Seals every text anew that is not under the current key, while people work. Stopped half-way, it goes on where it
 * was when it is started again. The older keys can go when `left` is 0.
 */
export async function rotateKeys(
  db: Database,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<Rotation> {
  const key = db.sealed.keys.current;
  const of = leftIn(await fieldStatus(db), key);
  let sealed = 0;
  let left = of;
  onProgress(0, of);
  for (let pass = 0; pass < MOST_PASSES && left > 0; pass += 1) {
    for (const [table, fields] of byTable(db.sealed.all)) {
      for await (const done of resealed(db, table, fields)) {
        sealed += done;
        onProgress(sealed, Math.max(of, sealed));
      }
    }
    left = leftIn(await fieldStatus(db), key);
  }
  if (left === 0) {
    await renewProofs(db);
    await db.compact();
  }
  return { key, sealed, left };
}

/** How many texts are not under this key. */
export function leftIn(status: readonly FieldStatus[], current: string): number {
  return status.reduce(
    (sum, { byKey, plain, unknown }) =>
      byKey.reduce((rows, one) => rows + (one.key === current ? 0 : one.rows), sum + plain + unknown),
    0,
  );
}

/** Seals the rows of one table anew, some at a time; yields how many texts it were. */
async function* resealed(
  db: Database,
  table: string,
  fields: readonly SealedField[],
): AsyncGenerator<number> {
  for (let after: string | null = ''; after !== null;) {
    const from: string = after;
    const { done, last } = await db.transaction(() => reseal(db, table, fields, from));
    after = last;
    yield done;
  }
}

async function reseal(db: Database, table: string, fields: readonly SealedField[], from: string) {
  const { keys } = db.sealed;
  // Only what a key of the ring opens: the rest is counted as left, and said.
  const older = keys.names.filter((name) => name !== keys.current);
  if (older.length === 0) return { done: 0, last: null };
  const isOlder = fields.flatMap(({ column }) => older.map((name) => `"${column}" like '${prefix(name)}%'`));
  // Who never waits for a row that somebody else holds cannot stand in anybody's way.
  const held = db.dialect === 'postgres' ? 'for update skip locked' : '';
  const rows = await db.query<Record<string, string | null> & { id: string }>(
    `select id, ${fields.map(({ column }) => `"${column}"`).join(', ')} from "${table}"
      where id > :from and (${isOlder.join(' or ')}) order by id limit ${AT_ONCE} ${held}`,
    { from },
  );
  let done = 0;
  for (const row of rows) {
    for (const { column, place } of fields) {
      const before = row[column] ?? null;
      if (before === null || !older.some((name) => before.startsWith(prefix(name)))) continue;
      const after = db.sealed.seal(place, db.sealed.open(place, before));
      await db.change(`update "${table}" set "${column}" = :after where id = :id and "${column}" = :before`, {
        after,
        id: row.id,
        before,
      });
      done += 1;
    }
  }
  return { done, last: rows.length < AT_ONCE ? null : rows.at(-1)!.id };
}

function byTable(fields: readonly SealedField[]): Map<string, SealedField[]> {
  const tables = new Map<string, SealedField[]>();
  for (const field of fields) tables.set(field.table, [...(tables.get(field.table) ?? []), field]);
  return tables;
}

function prefix(key: string): string {
  return `s1.${key}.`;
}

function one(column: string, isSo: string): string {
  return `case when "${column}" ${isSo} then 1 else 0 end`;
}
