import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type PersonActor, ROLES, reachOf, type Role } from '#access';
import type { Agency, Person } from '#agencies';
import { addDays, type Day, FixedClock, type Moment, newId } from '#kernel';
import type { Panel } from '#panels';
import type { Database } from '#platform';
import { aCase, anAgency, aPanel, aPerson, temporaryDatabase, type TemporaryDatabase } from '#testkit';
import { CaseFile } from '../case-file.entity.js';
import { ACCESS_REASONS, CaseAccess } from './case-access.entity.js';
import { CaseRestriction, RESTRICTION_KINDS } from './case-restriction.entity.js';
import { type KeptCase, mayKnow, partsFor, type WhoAsks } from './need-to-know.rules.js';
import {
  type CaseCondition,
  contactShown,
  keepsAway,
  notesShown,
  openTo,
  visibleCases,
} from './visible-cases.js';

const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
const TODAY = clock.today();

/** How many cases, agencies, people and panels a random world has. */
const SIZE = { cases: 4, agencies: 3, people: 5, panels: 2 };

const among = (size: number) => fc.nat(size - 1);
const grant = fc.record({
  ofCase: among(SIZE.cases),
  agency: among(SIZE.agencies),
  reason: fc.constantFrom(...ACCESS_REASONS),
  endsIn: fc.option(fc.integer({ min: -2, max: 2 }), { nil: null }),
});
const entry = fc.record({
  ofCase: among(SIZE.cases),
  kind: fc.constantFrom(...RESTRICTION_KINDS),
  person: fc.option(among(SIZE.people), { nil: null }),
  agency: among(SIZE.agencies),
  isLifted: fc.boolean(),
});
const asker = fc.record({
  person: among(SIZE.people),
  role: fc.constantFrom(...ROLES),
  panels: fc.uniqueArray(among(SIZE.panels)),
});
const worlds = fc.record({
  grants: fc.uniqueArray(grant, {
    maxLength: 8,
    selector: ({ ofCase, agency, reason }) => [ofCase, agency, reason].join(),
  }),
  entries: fc.array(entry, { maxLength: 6 }),
  askers: fc.array(asker, { minLength: 1, maxLength: 4 }),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;

/** A change of the statement by which a hole is planted, to see that it would be found. */
type Rewrite = (sql: string) => string;

describe('who may know of a case', () => {
  let temporary: TemporaryDatabase;
  let db: Database;
  const agencies: Agency[] = [];
  const people: Person[] = [];
  const panels: Panel[] = [];
  const cases: CaseFile[] = [];

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    db = temporary.database;
    for (let i = 0; i < SIZE.agencies; i += 1) agencies.push(await anAgency(db, clock));
    for (let i = 0; i < SIZE.people; i += 1)
      people.push(await aPerson(db, clock, agencies[i % SIZE.agencies]!, 'agency_member'));
    for (let i = 0; i < SIZE.panels; i += 1) panels.push(await aPanel(db, clock, agencies));
    for (let i = 0; i < SIZE.cases; i += 1)
      cases.push(await aCase(db, clock, panels[i % SIZE.panels]!, agencies[0]!));
  });
  afterAll(() => temporary.remove());

  const keptOf = ({ grants, entries }: World, at: number): KeptCase => ({
    panelId: cases[at]!.panelId,
    access: grants
      .filter(({ ofCase }) => ofCase === at)
      .map(({ agency, reason, endsIn }) => ({ agencyId: agencies[agency]!.id, reason, endsOn: day(endsIn) })),
    restrictions: entries
      .filter(({ ofCase, isLifted }) => ofCase === at && !isLifted)
      .map(({ kind, person, agency }) => ({ kind, ...about(person, agency) })),
  });
  const day = (endsIn: number | null): Day | null => (endsIn === null ? null : addDays(TODAY, endsIn));
  const about = (person: number | null, agency: number) => ({
    personId: person === null ? null : people[person]!.id,
    agencyId: person === null ? agencies[agency]!.id : null,
  });
  const actorOf = ({ person, role, panels: run }: World['askers'][number]): PersonActor => {
    const { id: personId, name, agencyId } = people[person]!;
    return {
      kind: 'person',
      personId,
      name,
      agencyId,
      role,
      lpa: null,
      panelIds: run.map((i) => panels[i]!.id),
    };
  };
  const asks = (actor: PersonActor): WhoAsks & { isAdvocate: boolean } => ({
    ...actor,
    reach: reachOf(actor, 'case:read'),
    isAdvocate: actor.role === 'advocate',
  });

  /** Writes the rows of the world, does something among them, and takes them back. */
  async function within<T>({ grants, entries }: World, work: () => Promise<T>): Promise<T> {
    let found: T;
    await db.transaction(async () => {
      await db.writing.clear(CaseAccess);
      const at = clock.now();
      for (const { ofCase, agency, reason, endsIn } of grants)
        await db.writing.insert(CaseAccess, {
          ...{ id: newId(), caseId: cases[ofCase]!.id, agencyId: agencies[agency]!.id, reason },
          ...{ grantedAt: at, endsOn: day(endsIn) },
        });
      for (const { ofCase, kind, person, agency, isLifted } of entries)
        await db.writing.insert(CaseRestriction, {
          ...{ id: newId(), caseId: cases[ofCase]!.id, kind, ...about(person, agency), reason: 'So' },
          ...{ since: at, madeById: null, liftedAt: isLifted ? at : null, liftedById: null },
          liftedReason: null,
        });
      found = await work();
      return { ok: false };
    });
    return found!;
  }

  const idsOf = async ({ sql, params }: CaseCondition, rewrite: Rewrite): Promise<string[]> => {
    const rows = await db.query<{ id: string }>(
      `select c.id from case_file c where ${rewrite(sql)} order by c.id`,
      params,
    );
    return rows.map((row) => row.id);
  };
  const both = (...conditions: CaseCondition[]): CaseCondition => ({
    sql: conditions.map(({ sql }) => `(${sql})`).join(' and '),
    params: Object.assign({}, ...conditions.map(({ params }) => params)) as Record<string, unknown>,
  });

  /** The rule for one and the condition for sets, of every asker on every case of random worlds: the same. */
  const agree = (rewrite: Rewrite = (sql) => sql) =>
    fc.asyncProperty(worlds, (world) =>
      within(world, async () => {
        for (const each of world.askers) {
          const actor = actorOf(each);
          const seen = visibleCases(actor, TODAY);
          const among = (holds: (kept: KeptCase) => boolean) =>
            cases.flatMap(({ id }, at) => (holds(keptOf(world, at)) ? [id] : [])).sort();
          const parts = (kept: KeptCase) => partsFor(asks(actor), kept, TODAY);
          expect({
            knows: await idsOf(seen, rewrite),
            contact: await idsOf(both(seen, contactShown(actor, TODAY)), rewrite),
            notes: await idsOf(both(seen, notesShown(actor, TODAY)), rewrite),
          }).toEqual({
            knows: among((kept) => mayKnow(asks(actor), kept, TODAY).knows),
            contact: among((kept) => parts(kept).contact),
            notes: among((kept) => parts(kept).notes),
          });
        }
      }),
    );

  it('is the same rule for one case and for sets of them, down to the parts', async () => {
    await fc.assert(agree(), { numRuns: 150 });
  });

  it('keeps the same people away who stand around a case as ask for it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, (world) =>
        within(world, async () => {
          for (const { id: caseId } of cases) {
            const rows = await db.query<{ id: string }>(
              `select p.id from person p where not (${keepsAway('p')})`,
              { caseId },
            );
            const left = new Set(rows.map((row) => row.id));
            for (const [person, { id }] of people.entries()) {
              const actor = actorOf({ person, role: 'agency_member', panels: [] });
              const open = await idsOf(openTo(actor), (sql) => sql);
              expect({ caseId, id, left: left.has(id) }).toEqual({ caseId, id, left: open.includes(caseId) });
            }
          }
        }),
      ),
      { numRuns: 30 },
    );
  });

  // What the first property is worth: take a condition out, and it must say so.
  const holes: [string, Rewrite][] = [
    ['the exclude list', (sql) => sql.replaceAll("r.kind in ('exclude', 'conflict')", '1 = 0')],
    [
      'declared conflicts',
      (sql) => sql.replaceAll("r.kind in ('exclude', 'conflict')", "r.kind = 'exclude'"),
    ],
    [
      'people on the exclude list',
      (sql) => sql.replaceAll('(r.person_id = :seenBy or r.agency_id', '(r.agency_id'),
    ],
    ['agencies on the exclude list', (sql) => sql.replaceAll('or r.agency_id = :seenAs', '')],
    ['only-these lists', (sql) => sql.replaceAll("r.kind = 'only_these'", '1 = 0')],
    ['the end of a need', (sql) => sql.replaceAll('x.ends_on >= :seenOn', '1 = 1')],
    ['what was lifted', (sql) => sql.replaceAll('r.lifted_at is null and', '')],
    ['the panels that somebody runs', (sql) => sql.replaceAll(/c\.panel_id in \([^)]*\)/g, '1 = 1')],
    ['the reasons that open contact details', (sql) => sql.replaceAll(/ and x\.reason in \([^)]*\)/g, '')],
  ];
  it.each(holes)('is seen to be broken when %s no longer counts', async (_, rewrite) => {
    expect(rewrite(openSql())).not.toBe(openSql());
    await expect(fc.assert(agree(rewrite), { numRuns: 300 })).rejects.toThrow(/Property failed/);
  });

  /** Every condition as text, to see that a rewriting changes something. */
  function openSql(): string {
    const actor = (role: Role): Actor => actorOf({ person: 0, role, panels: [0] });
    const parts = (who: Actor) => [visibleCases(who, TODAY), contactShown(who, TODAY)].map(({ sql }) => sql);
    return [...parts(actor('chair')), ...parts(actor('agency_member'))].join('\n');
  }
});
