import { In } from 'typeorm';
import { CaseFile, CasePerson, mentionOf } from '#cases';
import { newId } from '#kernel';
import { comparedMention, Lookup, LookupKeyRow, matchOf, type Mention } from '#links';
import { type Database, type DatabaseAddress, openDatabase } from '#platform';
import { tables } from '#schema';
import { TEST_KEYS } from '#testkit';
import { insertBulk } from './bulk-insert.js';
import { somebody } from '../../libs/links/src/planted-people.fixture.js';
import { Chance } from './chance.js';
import { median, quantile, rounded, timed } from './figures.js';

/** Looking up one new person among so many: how long, beside reading one key of the same table. */
export type LinksResult = {
  database: string;
  people: number;
  keys: number;
  p50Ms: number;
  p99Ms: number;
  /** Reading one row of the same table by its key, in the same run. */
  oneReadP50Ms: number;
  timesOneRead: number;
  /** Against the smallest number of people of the same database. */
  growth: number;
  candidates: number;
};

const TRIES = 400;
const AT_ONCE = 10_000;

/** People are added until there are as many as each size asks; then new ones are looked up. */
export async function linksBench(at: DatabaseAddress, sizes: readonly number[]): Promise<LinksResult[]> {
  const db = await openDatabase(at, tables, TEST_KEYS);
  const chance = new Chance(20_261_122);
  const results: LinksResult[] = [];
  try {
    const lookup = new Lookup(db);
    const { id: caseId } = await db.reading.findOneOrFail(CaseFile, { where: {}, order: { id: 'ASC' } });
    let people = 0;
    for (const size of sizes) {
      for (; people < size; people += Math.min(AT_ONCE, size - people))
        await add(db, lookup, caseId, Math.min(AT_ONCE, size - people), chance);
      await db.transaction(() => db.change(db.dialect === 'postgres' ? 'analyze' : 'pragma optimize'));
      const found = await measure(db, lookup, chance);
      const keys = await db.query<{ n: number | string }>('select count(*) as n from lookup_key');
      const growth = rounded(found.p50Ms / (results[0]?.p50Ms ?? found.p50Ms));
      results.push({ database: at.kind, people: size, keys: Number(keys[0]!.n), growth, ...found });
    }
    return results;
  } finally {
    await db.close();
  }
}

async function add(
  db: Database,
  lookup: Lookup,
  caseId: string,
  count: number,
  chance: Chance,
): Promise<void> {
  const made = Array.from({ length: count }, () => ({
    id: newId(),
    mention: somebody((bound) => chance.below(bound)),
  }));
  await db.transaction(async () => {
    const rows: LookupKeyRow[] = [];
    for (const { id, mention } of made) rows.push(...(await lookup.rowsOf(id, comparedMention(mention))));
    await insertBulk(
      db,
      CasePerson,
      made.map(({ id, mention }) => asRow(id, caseId, mention)),
    );
    await insertBulk(
      db,
      LookupKeyRow,
      rows.map((row) => ({ ...row })),
    );
  });
}

function asRow(id: string, caseId: string, mention: Mention) {
  const { firstName, lastName, alias, bornOn, gender, address, postcode, phones } = mention;
  return {
    ...{ id, caseId, role: 'suspect', firstName, lastName, alias, bornOn, gender, address, postcode },
    ...{ phone: phones[0] ?? '', safeToCall: 'unknown', handles: [], identityKey: id },
  };
}

async function measure(db: Database, lookup: Lookup, chance: Chance) {
  const [whole, single, found]: [number[], number[], number[]] = [[], [], []];
  for (let at = 0; at < TRIES; at += 1) {
    const mention = comparedMention(somebody((bound) => chance.below(bound)));
    const [key] = await lookup.rowsOf('x', mention);
    const oneRead = 'select mention_id from lookup_key where hash = :hash limit 1';
    single.push(await timed(() => db.query(oneRead, { hash: key!.hash })));
    whole.push(
      await timed(async () => {
        const ids = await lookup.candidates(mention, 'x');
        const people = ids.length === 0 ? [] : await db.reading.findBy(CasePerson, { id: In(ids) });
        for (const person of people) matchOf(mention, mentionOf(person));
        found.push(people.length);
      }),
    );
  }
  // The first ones warm the statements.
  const [times, reads] = [whole.slice(20), single.slice(20)];
  const [p50Ms, oneReadP50Ms] = [median(times), median(reads)];
  return {
    p50Ms: rounded(p50Ms),
    p99Ms: rounded(quantile(times, 0.99)),
    oneReadP50Ms: rounded(oneReadP50Ms),
    timesOneRead: rounded(p50Ms / oneReadP50Ms),
    candidates: median(found),
  };
}
