import { createHash } from 'node:crypto';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCOPES, type Scope } from '#access';
import { AccessToken } from '#agencies';
import { aToken } from '#testkit';
import { documentOf, outcomeOf } from './access-attempts.js';
import { type MatrixRow, MUTATION_ROWS, OUTCOMES, QUERY_ROWS } from './access-matrix.js';
import {
  aPlantedWorld,
  type Asker,
  ASKERS,
  NOBODY,
  type Place,
  PLACES,
  type PlantedWorld,
  type Things,
} from './planted-world.js';

const ROOTS = [
  {
    root: 'query',
    rows: QUERY_ROWS,
    fieldsOf: (schema: GraphQLSchema) => schema.getQueryType()!.getFields(),
  },
  {
    root: 'mutation',
    rows: MUTATION_ROWS,
    fieldsOf: (schema: GraphQLSchema) => schema.getMutationType()!.getFields(),
  },
] as const;

/** What asks nothing of anybody: who is asking is told, and a token can end itself. */
const ASKS_NOTHING = ['me', 'signOut'];

/** Whose tokens are tried: together they may do everything that anybody may. */
const TOKEN_HOLDERS = ['chair', 'owner', 'strategic', 'administrator'] as const;

const cellsOf = (row: MatrixRow, place: Place): string[] => row.cells[place]?.split(/\s+/) ?? [];

describe('who may do what', () => {
  let world: PlantedWorld;
  let schema: GraphQLSchema;
  let decided = 0;

  beforeAll(async () => {
    world = await aPlantedWorld();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
  });
  afterAll(async () => {
    process.stdout.write(`Cells of the matrix, all decided: ${decided} (operations x places x askers)\n`);
    await world.api.close();
  });

  /** What came of one attempt: an outcome of the table, and the words of the error, if there is one. */
  async function attempt(
    token: string | null,
    document: string,
    row: MatrixRow,
    variables: Record<string, unknown>,
  ) {
    return outcomeOf(row, await world.api.send(token, document, variables));
  }

  /** The token with which this asker asks; of their own where asking ends it. */
  async function tokenOf(asker: Asker, row: MatrixRow): Promise<string | null> {
    if (!row.spendsToken || asker === 'signedOut') return world.tokens[asker];
    return aToken(world.api.db, world.api.clock, world.people[asker]);
  }

  it.each(ROOTS)('has a row for every $root of the schema, and none too many', ({ rows, fieldsOf }) => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(fieldsOf(schema)).sort());
  });

  const cases = ROOTS.flatMap(({ root, rows, fieldsOf }) =>
    Object.entries(rows).flatMap(([name, row]) =>
      PLACES.filter((place) => row.cells[place]).map((place) => ({ root, name, row, place, fieldsOf })),
    ),
  );
  it.each(cases)('$root $name, $place', async ({ root, name, row, place, fieldsOf }) => {
    const variables = row.variables(world.things[place], world, place);
    const document = documentOf(root, fieldsOf(schema)[name]!, Object.keys(variables));
    const found: Record<string, string> = {};
    for (const asker of ASKERS) {
      found[asker] = (await attempt(await tokenOf(asker, row), document, row, variables)).outcome;
      decided += 1;
    }
    const cells = cellsOf(row, place).map((cell) => OUTCOMES[cell as keyof typeof OUTCOMES]);
    expect(found).toEqual(Object.fromEntries(ASKERS.map((asker, i) => [asker, cells[i]])));
  });

  it.each(cases.filter(({ place }) => place === 'own'))(
    '$root $name by the token of a program: nothing without a scope, never more than the role',
    async ({ root, name, row, fieldsOf }) => {
      const variables = row.variables(world.things.own, world, 'own');
      const document = documentOf(root, fieldsOf(schema)[name]!, Object.keys(variables));
      const cells = cellsOf(row, 'own');
      const isForAnybody = cells.at(-1) === 'yes' || ASKS_NOTHING.includes(name);
      for (const holder of TOKEN_HOLDERS) {
        const ask = async (scopes: Scope[]) =>
          (await attempt(await scopedToken(holder, scopes), document, row, variables)).outcome;
        if (!isForAnybody) expect([holder, await ask([])]).not.toEqual([holder, 'ALLOWED']);
        const isAllowed = (await ask([...SCOPES])) === 'ALLOWED';
        const roleIs = cells[ASKERS.indexOf(holder)] === 'yes';
        expect([holder, isAllowed && !roleIs]).toEqual([holder, false]);
      }
    },
  );

  /** A token of this person with these scopes and no others. */
  async function scopedToken(holder: (typeof TOKEN_HOLDERS)[number], scopes: Scope[]): Promise<string> {
    const { db, clock } = world.api;
    const token = await aToken(db, clock, world.people[holder]);
    const tokenHash = createHash('sha256').update(token).digest('hex');
    await db.transaction(async () => {
      await db.writing.update(AccessToken, { tokenHash }, { kind: 'api_token', scopes });
    });
    return token;
  }

  const hidden = cases.filter(({ place }) => place !== 'own');
  it.each(hidden)('$root $name says of what is hidden the same as of nothing, $place', async (one) => {
    const { root, name, row, place, fieldsOf } = one;
    const real = row.variables(world.things[place], world, place);
    const unreal = row.variables(nothing(world.things[place], place), world, place);
    const document = documentOf(root, fieldsOf(schema)[name]!, Object.keys(real));
    const cells = cellsOf(row, place);
    for (const [i, asker] of ASKERS.entries()) {
      const isHidden = cells[i] === '--' || (cells[i] === 'no' && place === 'restricted');
      if (!isHidden) continue;
      const [there, notThere] = [
        await attempt(await tokenOf(asker, row), document, row, real),
        await attempt(await tokenOf(asker, row), document, row, unreal),
      ];
      expect({ asker, ...there }).toEqual({ asker, ...notThere });
    }
  });
});

/** Ids of nothing in place of those that give a thing away; a restricted case stands at a meeting that is known. */
function nothing(things: Things, place: Place): Things {
  const entries = {
    restrictionId: NOBODY,
    conflictId: NOBODY,
    requestId: NOBODY,
    transferId: NOBODY,
    secondLookId: NOBODY,
  };
  const none = { caseId: NOBODY, closedCaseId: NOBODY, listingId: NOBODY, actionId: NOBODY, ...entries };
  return { ...things, ...none, ...(place === 'other' && { meetingId: NOBODY, attendanceId: NOBODY }) };
}
