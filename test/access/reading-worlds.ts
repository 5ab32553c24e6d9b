import { Actions } from '#actions';
import type { PersonActor } from '#access';
import { SignIn } from '#agencies';
import { CaseFactsReader, CaseHandling, CaseLists, CaseReading, Cases } from '#cases';
import { type Clock, NotFound, NotPermitted } from '#kernel';
import { Agendas } from '#meetings';
import { Panels } from '#panels';
import type { Database } from '#platform';
import { anAudit } from '#testkit';
import { testConfig } from '../harness/api.js';
import { type Rewrite, rewriteWhatSends } from './planted-hole.js';
import { type Patterns, type PlantedIds, plantWorlds } from './planted-worlds.js';
import { mayRead } from './written-rule.js';
import type { Way, World } from './random-world.js';

/** What was read otherwise than the rule says. */
export type Broken = { way: Way; who: number; shown: number[]; rule: number[]; world: World };

/** What came of reading worlds: how often a case was shown or not, and where that was not the rule. */
export type Judged = { people: number; shown: number; hidden: number; rewritten: number; broken: Broken[] };

/** Worlds that stand in the database together: one more person's lists must not slow down those of all others. */
const AT_ONCE = 50;

/** Reads one way as this person; the ids of the cases that were shown. `own`: of the world, `all`: of every world. */
type Reads = Record<Way, (actor: PersonActor, own: string[], all: string[]) => Promise<Iterable<string>>>;

/** The rooms that read cases, over one database, and the door through which people come. */
function readersOf(db: Database, clock: Clock): { signIn: SignIn; reads: Reads } {
  const audit = anAudit(db, clock);
  const facts = new CaseFactsReader(db, clock);
  const cases = new Cases(db, clock, facts, new CaseLists(db));
  const reading = new CaseReading(db, clock, audit, new Panels(db, clock, audit), cases, facts);
  const handling = new CaseHandling(db, clock, audit, cases);
  const actions = new Actions(db, clock, audit);
  const agendas = new Agendas(db, clock, audit);
  const page = { first: 100 };
  const each = async (own: string[], read: (id: string) => Promise<{ id: string }>) => {
    const found: string[] = [];
    for (const id of own) {
      const one = await orNothing(read(id));
      if (one) found.push(one.id);
    }
    return found;
  };
  const reads: Reads = {
    visibleIds: (actor, _, all) => cases.visibleIds(actor, all),
    mustSee: (actor, own) => each(own, (id) => cases.mustSee(actor, id)),
    get: (actor, own) => each(own, (id) => reading.get(actor, id)),
    list: async (actor) => {
      const found = await orNothing(reading.list(actor, {}, page));
      const ids = found?.rows.map(({ node }) => node.id) ?? [];
      // The number beside a list must give no case away either.
      return found && found.totalCount !== ids.length ? ['another total'] : ids;
    },
    people: async (actor, own) => (await reading.peopleOf(actor, own)).map(({ caseId }) => caseId),
    contact: async (actor, own) =>
      (await reading.peopleOf(actor, own)).flatMap((one) => (one.contactWithheld ? [] : [one.caseId])),
    notes: async (actor, own) => (await handling.notesOf(actor, own)).map(({ caseId }) => caseId),
    openActions: async (actor) => {
      const found = await orNothing(actions.list(actor, { which: 'open' }, page));
      return found?.rows.map(({ node }) => node.caseId) ?? [];
    },
    listings: async (actor, _, all) => (await agendas.ofCases(actor, all)).map(({ caseId }) => caseId),
    knownListings: async (actor, own) => {
      const rows = await db.query<{ id: string; caseId: string }>(
        'select l.id, l.case_id as "caseId" from listing l where l.case_id in (select value from json_each(:own))',
        { own: JSON.stringify(own) },
      );
      const known = await agendas.knownListings(
        actor,
        rows.map(({ id }) => id),
      );
      return rows.flatMap(({ id, caseId }) => (known.has(id) ? [caseId] : []));
    },
  };
  const signIn = new SignIn(db, clock, testConfig(), audit);
  return { signIn, reads };
}

/** Plants the worlds, has everybody read what they can, and holds it against the written rule; nothing is kept. */
export async function judge(
  { db, clock, from }: { db: Database; clock: Clock; from: Patterns },
  worlds: readonly World[],
  rewrite?: Rewrite,
): Promise<Judged> {
  const readers = readersOf(db, clock);
  const judged: Judged = { people: 0, shown: 0, hidden: 0, rewritten: 0, broken: [] };
  for (let at = 0; at < worlds.length && judged.broken.length === 0; at += AT_ONCE) {
    const some = worlds.slice(at, at + AT_ONCE);
    await db.transaction(async () => {
      const planted = await plantWorlds(db, clock, from, some);
      if (rewrite) rewriteWhatSends(db.writing.queryRunner!, rewrite, () => (judged.rewritten += 1));
      const all = planted.flatMap(({ cases }) => cases);
      for (const [i, world] of some.entries()) await judgeWorld(readers, world, planted[i]!, all, judged);
      return { ok: false };
    });
  }
  return judged;
}

async function judgeWorld(
  { signIn, reads }: ReturnType<typeof readersOf>,
  world: World,
  ids: PlantedIds,
  all: string[],
  judged: Judged,
): Promise<void> {
  for (const [who, { ways }] of world.people.entries()) {
    judged.people += 1;
    const actor = await signIn.actorOf(ids.tokens[who]!);
    for (const way of ways) {
      const found = new Set(actor ? await reads[way](actor, ids.cases, all) : []);
      const shown = world.cases.flatMap((_, at) => (found.has(ids.cases[at]!) ? [at] : []));
      const rule = world.cases.flatMap((_, at) => (mayRead(way, world, who, at) ? [at] : []));
      // More than those of this world: a case of another world, or a total that is none.
      const isMore = found.size > shown.length;
      judged.shown += shown.length;
      judged.hidden += world.cases.length - shown.length;
      if (isMore || shown.join() !== rule.join())
        judged.broken.push({ way, who, shown: isMore ? [...shown, NaN] : shown, rule, world });
    }
  }
}

async function orNothing<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof NotFound || error instanceof NotPermitted) return null;
    throw error;
  }
}
