import { In } from 'typeorm';
import { CaseFile, CasePerson, mentionOf } from '#cases';
import { newId } from '#kernel';
import { comparedMention, Lookup, LookupKeyRow, matchOf, type Mention } from '#links';
import { type Database, type DatabaseAddress, openDatabase } from '#platform';
import { tables } from '#schema';
import { TEST_KEYS } from '#testkit';
import { somebody, VARIATIONS } from '../../libs/links/src/planted-people.fixture.js';
import { insertBulk } from './bulk-insert.js';
import { Chance } from './chance.js';
import { median, quantile, rounded, timed } from './figures.js';
import { namedPerson } from './named-people.js';

/**
 * Whom the record is full of. `named`: names as people have them, and a telephone number of their own. `crowded`: a few
 * hundred names and a thousand telephone numbers for everybody, the worst that could be.
 */
export type LinksWorld = keyof typeof WORLDS;

const WORLDS = { named: namedPerson, crowded: somebody };

/** Looking up one new person among so many: how long, beside reading one key of the same table. */
export type LinksResult = {
  database: string;
  world: LinksWorld;
  /** Whether those looked up are on record, among the oldest, written otherwise. */
  who: 'new' | 'known';
  people: number;
  keys: number;
  p50Ms: number;
  p99Ms: number;
  /** Reading one row of the same table by its key, in the same run. */
  oneReadP50Ms: number;
  timesOneRead: number;
  /** Against the smallest number of people of the same database. */
  growth: number;
  /** Compared with: the median, and one in a hundred has more than the other. */
  candidates: number;
  candidatesP99: number;
  /** How many in a hundred were taken for the person on record whom they are. */
  foundPercent: number;
};

/** Who is looked up, and who on record they are. */
type Probe = { mention: Mention; knownAs: string | null };

/** Ways in which somebody on record is written down again, having moved, with another telephone number. */
const WRITTEN_AGAIN = [
  'written the same, moved',
  'surname first',
  'a short form',
  'surname mistyped',
  'day and month swapped',
  'one digit of the day',
  'name given as alias',
];

const TRIES = 400;
const AT_ONCE = 10_000;

/** People are added until there are as many as each size asks; then new ones are looked up. */
export async function linksBench(
  at: DatabaseAddress,
  sizes: readonly number[],
  world: LinksWorld = 'named',
): Promise<LinksResult[]> {
  const db = await openDatabase(at, tables, TEST_KEYS);
  const chance = new Chance(20_261_122);
  const person = () => WORLDS[world]((bound) => chance.below(bound));
  const results: LinksResult[] = [];
  try {
    const lookup = new Lookup(db);
    const { id: caseId } = await db.reading.findOneOrFail(CaseFile, { where: {}, order: { id: 'ASC' } });
    const oldest: Probe[] = [];
    let people = 0;
    for (const size of sizes) {
      while (people < size) {
        const made = await add(db, lookup, caseId, Math.min(AT_ONCE, size - people), person);
        people += made.length;
        if (oldest.length === 0) oldest.push(...made.slice(0, TRIES));
      }
      await db.transaction(() => db.change(db.dialect === 'postgres' ? 'analyze' : 'pragma optimize'));
      const [{ n } = { n: 0 }] = await db.query<{ n: number | string }>(
        'select count(*) as n from lookup_key',
      );
      const probes = {
        new: Array.from({ length: TRIES }, (): Probe => ({ mention: person(), knownAs: null })),
        known: writtenAgain(oldest, chance),
      };
      for (const who of ['new', 'known'] as const) {
        const found = await measure(db, lookup, probes[who]);
        const first = results.find((one) => one.who === who)?.p50Ms ?? found.p50Ms;
        const growth = rounded(found.p50Ms / first);
        results.push({ database: at.kind, world, who, people, keys: Number(n), growth, ...found });
      }
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
  person: () => Mention,
): Promise<Probe[]> {
  const made = Array.from({ length: count }, () => ({ id: newId(), mention: person() }));
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
  return made.map(({ id, mention }) => ({ mention, knownAs: id }));
}

function writtenAgain(people: readonly Probe[], chance: Chance): Probe[] {
  return people.map(({ mention, knownAs }, at) => {
    const change = VARIATIONS[WRITTEN_AGAIN[at % WRITTEN_AGAIN.length]!]!;
    return { mention: { ...mention, ...change(mention, (bound) => chance.below(bound)) }, knownAs };
  });
}

function asRow(id: string, caseId: string, mention: Mention) {
  const { firstName, lastName, alias, bornOn, gender, address, postcode, phones } = mention;
  return {
    ...{ id, caseId, role: 'suspect', firstName, lastName, alias, bornOn, gender, address, postcode },
    ...{ phone: phones[0] ?? '', safeToCall: 'unknown', handles: [], identityKey: id },
  };
}

/** Looks each of them up, as a referral does: keys, candidates, their rows opened, every pair compared. */
async function measure(db: Database, lookup: Lookup, probes: readonly Probe[]) {
  const [whole, single, counted]: [number[], number[], number[]] = [[], [], []];
  let found = 0;
  for (const { mention: written, knownAs } of probes) {
    const mention = comparedMention(written);
    const [key] = await lookup.rowsOf('x', mention);
    const oneRead = 'select mention_id from lookup_key where hash = :hash limit 1';
    single.push(await timed(() => db.query(oneRead, { hash: key!.hash })));
    whole.push(
      await timed(async () => {
        const ids = await lookup.candidates(mention, 'x');
        const people = ids.length === 0 ? [] : await db.reading.findBy(CasePerson, { id: In(ids) });
        const like = people.filter((person) => matchOf(mention, mentionOf(person)).result !== 'none');
        counted.push(people.length);
        if (like.some(({ id }) => id === knownAs)) found += 1;
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
    candidates: median(counted),
    candidatesP99: quantile(counted, 0.99),
    foundPercent: rounded((100 * found) / probes.length),
  };
}
