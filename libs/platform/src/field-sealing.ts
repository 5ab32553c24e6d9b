import { Fault } from '#kernel';
import type { Database } from './database.js';
import { type SealedField, type SealedPlace } from './sealed-fields.js';
import { keyOfSealed, openText, SealBroken, sealText } from './sealed-text.js';

/** The keys of this process and the database do not belong together, or the database is not sealed yet. */
export class KeysDoNotFit extends Fault {
  constructor(message: string) {
    super(message);
    this.name = 'KeysDoNotFit';
  }
}

/** Where the proofs stand; every proof is sealed for the field that it is of. */
const PROOFS = 'sealed_field';

/** Rows in one transaction: short enough that others do not notice. */
const AT_ONCE = 200;

/**
 * Throws {@link KeysDoNotFit} unless every sealed column is sealed throughout, with keys of this ring. A database that
 * was never set up fits every ring.
 */
export async function mustFit(db: Database): Promise<void> {
  const proofs = await provenFields(db);
  if (proofs === null) return;
  if (db.sealed.all.some(({ place }) => !proofs.has(place)))
    throw new KeysDoNotFit('The database is not up to date. Run first: npm run accord -- migrate');
}

/**
 * Seals what stands in plain text in columns that were not sealed before: once for each column, and never again, so
 * that a plain text that somebody puts there later is not taken for one of ours. Can be stopped and started again.
 * Gives the number of texts sealed.
 */
export async function sealPlainTexts(db: Database): Promise<number> {
  const proofs = await provenFields(db);
  if (proofs === null) return 0;
  let sealed = 0;
  for (const field of db.sealed.all.filter(({ place }) => !proofs.has(place))) {
    sealed += await sealColumn(db, field);
    await db.transaction(() =>
      db.change(`insert into ${PROOFS} (place, proof) values (:place, :proof) on conflict do nothing`, {
        place: field.place,
        proof: proofOf(db, field.place),
      }),
    );
  }
  if (sealed > 0) await db.compact();
  return sealed;
}

/** Seals every proof with the current key: the last step of a rotation. */
export async function renewProofs(db: Database): Promise<void> {
  await db.transaction(async () => {
    for (const { place } of db.sealed.all)
      await db.change(`update ${PROOFS} set proof = :proof where place = :place`, {
        place,
        proof: proofOf(db, place),
      });
  });
}

async function sealColumn(db: Database, { table, column, place }: SealedField): Promise<number> {
  let sealed = 0;
  for (let after = ''; ;) {
    const from = after;
    const last = await db.transaction(async () => {
      const rows = await db.query<{ id: string; text: string }>(
        `select id, "${column}" as text from "${table}" where id > :from and "${column}" is not null order by id limit ${AT_ONCE}`,
        { from },
      );
      for (const { id, text } of rows) {
        if (isSealedAlready(db, place, text)) continue;
        const now = db.sealed.seal(place, text);
        if (now === text) continue;
        await db.change(`update "${table}" set "${column}" = :now where id = :id and "${column}" = :text`, {
          now,
          id,
          text,
        });
        sealed += 1;
      }
      return rows.length < AT_ONCE ? null : rows.at(-1)!.id;
    });
    if (last === null) return sealed;
    after = last;
  }
}

/** A text that looks sealed but does not open is never sealed again as if it were plain. Throws {@link KeysDoNotFit}. */
function isSealedAlready(db: Database, place: SealedPlace, text: string): boolean {
  if (keyOfSealed(text) === null) return false;
  fitting(() => openText(db.sealed.keys, place, text));
  return true;
}

function proofOf(db: Database, place: SealedPlace): string {
  return sealText(db.sealed.keys, proofPlace(place), place);
}

function proofPlace(place: string): SealedPlace {
  return `${PROOFS}.${place}`;
}

/** The fields of which it is proven that they are sealed; null when the database was never set up. */
async function provenFields(db: Database): Promise<ReadonlySet<string> | null> {
  const table =
    db.dialect === 'postgres'
      ? `select 1 as one from information_schema.tables where table_name = '${PROOFS}' and table_schema = current_schema()`
      : `select 1 as one from sqlite_master where type = 'table' and name = '${PROOFS}'`;
  if ((await db.query(table)).length === 0) return null;
  const rows = await db.query<{ place: string; proof: string }>(`select place, proof from ${PROOFS}`);
  for (const { place, proof } of rows) fitting(() => openText(db.sealed.keys, proofPlace(place), proof));
  return new Set(rows.map(({ place }) => place));
}

function fitting(open: () => string): void {
  try {
    open();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new KeysDoNotFit(
      `The keys in FIELD_KEYS do not fit this database: ${error.message}. Give the keys that it was sealed with.`,
    );
  }
}
