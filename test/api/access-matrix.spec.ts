import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLField, type GraphQLSchema, getNamedType, isLeafType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aToken } from '#testkit';
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

/** The smallest document that runs the operation with these arguments as variables. */
function documentOf(root: string, field: GraphQLField<unknown, unknown>, names: readonly string[]): string {
  const args = field.args.filter(({ name }) => names.includes(name));
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const refusal = isUnionType(type) ? ' ... on Refusal { code }' : '';
  const selection = isLeafType(type) ? '' : ` { __typename${refusal} }`;
  return `${root}${variables && ` (${variables})`} { ${field.name}${given && `(${given})`}${selection} }`;
}

const cellsOf = (row: MatrixRow, place: Place): string[] => row.cells[place]?.split(/\s+/) ?? [];

describe('who may do what', () => {
  let world: PlantedWorld;
  let schema: GraphQLSchema;

  beforeAll(async () => {
    world = await aPlantedWorld();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
  });
  afterAll(() => world.api.close());

  /** What came of one attempt: an outcome of the table, and the words of the error, if there is one. */
  async function attempt(asker: Asker, document: string, row: MatrixRow, variables: Record<string, unknown>) {
    let token = world.tokens[asker];
    if (row.spendsToken && asker !== 'signedOut') {
      token = await aToken(world.api.db, world.api.clock, world.people[asker]);
    }
    const { data, errors } = await world.api.send(token, document, variables);
    if (errors[0]) return { outcome: errors[0].extensions.code, message: errors[0].message };
    const answer = Object.values(data ?? {})[0] as { code?: string } | null;
    if (answer?.code !== row.refusedAs) return { outcome: answer?.code ?? 'CHANGED THE WORLD', message: '' };
    return { outcome: 'ALLOWED', message: '' };
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
    for (const asker of ASKERS) found[asker] = (await attempt(asker, document, row, variables)).outcome;
    const cells = cellsOf(row, place).map((cell) => OUTCOMES[cell as keyof typeof OUTCOMES]);
    expect(found).toEqual(Object.fromEntries(ASKERS.map((asker, i) => [asker, cells[i]])));
  });

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
        await attempt(asker, document, row, real),
        await attempt(asker, document, row, unreal),
      ];
      expect({ asker, ...there }).toEqual({ asker, ...notThere });
    }
  });
});

/** Ids of nothing in place of those that give a thing away; a restricted case stands at a meeting that is known. */
function nothing(things: Things, place: Place): Things {
  const none = { caseId: NOBODY, closedCaseId: NOBODY, listingId: NOBODY, actionId: NOBODY };
  return { ...things, ...none, ...(place === 'other' && { meetingId: NOBODY, attendanceId: NOBODY }) };
}
