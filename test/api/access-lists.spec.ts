import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseRestriction, type RestrictionKind } from '#cases';
import { newId } from '#kernel';
import { rewriteAll } from '../access/planted-hole.js';
import { documentOf, outcomeOf } from './access-attempts.js';
import { type MatrixRow, MUTATION_ROWS, OUTCOMES, QUERY_ROWS } from './access-matrix.js';
import { aPlantedWorld, type Asker, ASKERS, type Place, type PlantedWorld } from './planted-world.js';

/** Everybody who knows of the case as long as no list says otherwise, and one who never does. */
const AROUND = ['chair', 'coordinator', 'owner', 'member', 'lead', 'advocate', 'chairElsewhere'] as const;

type Entry = { kind: RestrictionKind; personId: string | null; agencyId: string | null };

const people = (kind: RestrictionKind, { people: all }: PlantedWorld): Entry[] =>
  AROUND.map((asker) => ({ kind, personId: all[asker].id, agencyId: null }));

const agencies = (kind: RestrictionKind, { agencies: all }: PlantedWorld): Entry[] =>
  [all.police, all.housing, all.probation, all.advocacy].map(({ id }) => ({
    ...{ kind, personId: null, agencyId: id },
  }));

/** Where the lists put those around a case, the entries that do so, and whether they are kept away then. */
const LISTS: [string, boolean, (world: PlantedWorld) => Entry[]][] = [
  ['excluded by name', true, (world) => people('exclude', world)],
  ['of an excluded agency', true, (world) => agencies('exclude', world)],
  ['with a declared conflict', true, (world) => people('conflict', world)],
  [
    'outside an only-these list',
    true,
    ({ agencies: { oversight } }) => [{ kind: 'only_these', personId: null, agencyId: oversight.id }],
  ],
  ['inside an only-these list, by name', false, (world) => people('only_these', world)],
  ['inside an only-these list, by agency', false, (world) => agencies('only_these', world)],
  [
    'inside an only-these list and excluded',
    true,
    (world) => [...agencies('only_these', world), ...people('exclude', world)],
  ],
];

/** The operations about one case: those for which it matters whether the asker may know of it. */
const ABOUT_A_CASE = [
  ...Object.entries(QUERY_ROWS).map(([name, row]) => ({ root: 'query', name, row })),
  ...Object.entries(MUTATION_ROWS).map(([name, row]) => ({ root: 'mutation', name, row })),
].filter(({ row }) => row.cells.restricted);

const cellOf = (row: MatrixRow, place: Place, asker: Asker) =>
  OUTCOMES[row.cells[place]!.split(/\s+/)[ASKERS.indexOf(asker)] as keyof typeof OUTCOMES];

/** What somebody gets whom the lists keep away: what the same role gets where it has no need. */
function keptAway(row: MatrixRow, asker: Asker): string {
  const runsIt = asker === 'chair' || asker === 'coordinator';
  return cellOf(row, runsIt ? 'other' : 'restricted', asker);
}

describe('who may do what with a case that has lists', () => {
  let world: PlantedWorld;
  let schema: GraphQLSchema;
  let cells = 0;

  beforeAll(async () => {
    world = await aPlantedWorld();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
  });
  afterAll(async () => {
    const all = `${ABOUT_A_CASE.length} operations x ${AROUND.length} askers x ${LISTS.length} lists`;
    process.stdout.write(`Cells of the lists, all decided: ${cells} (${all})\n`);
    await world.api.close();
  });

  /** Puts the entries on the open and on the closed case, does something, and takes them off again. */
  async function whileListed(entries: readonly Entry[], work: () => Promise<void>): Promise<void> {
    const { db, clock } = world.api;
    const { caseId, closedCaseId } = world.things.own;
    const made = { reason: '', since: clock.now(), madeById: null, liftedAt: null, liftedById: null };
    const rows = [caseId, closedCaseId].flatMap((id) =>
      entries.map((entry) => ({ id: newId(), caseId: id, ...entry, ...made, liftedReason: null })),
    );
    await db.transaction(async () => void (await db.writing.insert(CaseRestriction, rows)));
    try {
      await work();
    } finally {
      const ids = rows.map(({ id }) => id);
      await db.transaction(async () => void (await db.writing.delete(CaseRestriction, ids)));
    }
  }

  async function expectCells(isKept: boolean): Promise<void> {
    const [found, rule]: Record<string, string>[] = [{}, {}];
    for (const { root, name, row } of ABOUT_A_CASE) {
      const variables = row.variables(world.things.own, world, 'own');
      const fields = root === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
      const document = documentOf(root, fields.getFields()[name]!, Object.keys(variables));
      for (const asker of AROUND) {
        const answer = await world.api.send(world.tokens[asker], document, variables);
        found![`${name} by ${asker}`] = outcomeOf(row, answer).outcome;
        rule![`${name} by ${asker}`] = isKept ? keptAway(row, asker) : cellOf(row, 'own', asker);
        cells += 1;
      }
    }
    expect(found).toEqual(rule);
  }

  it.each(LISTS)('people %s (kept away: %s)', async (_, isKept, entriesOf) => {
    await whileListed(entriesOf(world), () => expectCells(isKept));
  });

  it('decides every cell', () => {
    expect(cells).toBe(ABOUT_A_CASE.length * AROUND.length * LISTS.length);
  });

  // The last one: the statements of this world stay rewritten.
  it('is seen to be broken when one line of the condition is taken out', async () => {
    let rewritten = 0;
    const line = "r.kind in ('exclude', 'conflict')";
    const counted = cells;
    rewriteAll(
      world.api.db,
      (sql) => sql.replaceAll(line, "r.kind = 'exclude'"),
      () => (rewritten += 1),
    );
    await whileListed(people('exclude', world), () => expectCells(true));
    await whileListed(people('conflict', world), async () => {
      await expect(expectCells(true)).rejects.toThrow(/case by chair/);
    });
    expect(rewritten).toBeGreaterThan(0);
    cells = counted;
  });
});
