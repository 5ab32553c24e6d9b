import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BLANK_ITEM } from '#meetings';
import { QUERY_ROWS } from './access-matrix.js';
import { aPlantedWorld, type Asker, ASKERS, PLACES, type Place, type PlantedWorld } from './planted-world.js';

/** The places whose cases an asker may know of; those of the other places must never show. */
const KNOWN: Record<Asker, readonly Place[]> = {
  chair: ['own', 'restricted'],
  coordinator: ['own', 'restricted'],
  chairElsewhere: ['other'],
  owner: ['own'],
  member: ['own'],
  lead: ['own'],
  advocate: ['own'],
  strategic: [],
  auditor: [],
  administrator: [],
  former: [],
  signedOut: [],
};

/** Things that hold what must not get out: every way to them is walked. */
const TARGETS = ['Case', 'Listing', 'Action', 'Agenda', 'Meeting', 'ReminderMessage', 'AccessRequest'];

/** Most things passed on the way from the root to such a thing. */
const LONGEST_WAY = 3;

const objectOf = (field: GraphQLField<unknown, unknown>): GraphQLObjectType | null => {
  const type = getNamedType(field.type);
  return isObjectType(type) ? type : null;
};

/** Everything of a thing that has no fields below it, and the same of what hangs on it directly. */
function everythingOf(type: GraphQLObjectType, deeper: number): string {
  return Object.values(type.getFields())
    .map((field) => {
      if (isLeafType(getNamedType(field.type))) return field.name;
      const inner = deeper > 0 && objectOf(field);
      return inner ? `${field.name} { ${everythingOf(inner, deeper - 1)} }` : '';
    })
    .filter(Boolean)
    .join(' ');
}

/** Every short way from an object to a target that passes through no type twice, with all of the target. */
function waysFrom(type: GraphQLObjectType, passed: readonly string[]): string[] {
  if (passed.length > LONGEST_WAY) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = objectOf(field);
    if (!inner || passed.includes(inner.name)) return [];
    const here = TARGETS.includes(inner.name) ? [`{ ${everythingOf(inner, 1)} }`] : [];
    const beyond = waysFrom(inner, [...passed, inner.name]).map((way) => `{ ${way} }`);
    return [...here, ...beyond].map((way) => `${field.name} ${way}`);
  });
}

type Walk = { name: string; document: string; variables: Record<string, unknown> };

/** Every way from every query, with the ids of one place. */
function walksTo(place: Place, schema: GraphQLSchema, world: PlantedWorld): Walk[] {
  return Object.values(schema.getQueryType()!.getFields()).flatMap((field) => {
    const type = objectOf(field);
    const row = QUERY_ROWS[field.name]!;
    if (!type) return [];
    const variables = row.variables(world.things[place], world, place);
    const args = field.args.filter(({ name }) => name in variables);
    const head = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
    const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const own = TARGETS.includes(type.name) ? [everythingOf(type, 1)] : [];
    // The first way asks for nothing: who is refused there gets nowhere on the others.
    return ['__typename', ...own, ...waysFrom(type, [type.name])].map((way) => ({
      name: field.name,
      document: `query ${head && `(${head})`} { ${field.name}${given && `(${given})`} { ${way} } }`,
      variables,
    }));
  });
}

/** Leaves out of an agenda the slots that hold no case of the reader's. */
function withoutBlankItems(name: string, value: unknown): unknown {
  if (name !== 'slots' || !Array.isArray(value)) return value;
  return value.filter((slot: { label?: string; listing?: object | null }) =>
    slot.label === undefined ? slot.listing !== null : slot.label !== BLANK_ITEM,
  );
}

describe('cases that somebody may not know of', () => {
  let world: PlantedWorld;
  let schema: GraphQLSchema;

  beforeAll(async () => {
    world = await aPlantedWorld();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
  });
  afterAll(() => world.api.close());

  /** All that an asker is told on all ways to a place. */
  async function toldTo(asker: Asker, place: Place, walked = new Set<string>()): Promise<string[]> {
    const told: string[] = [];
    const refused = new Set<string>();
    for (const { name, document, variables } of walksTo(place, schema, world)) {
      const walk = JSON.stringify([document, variables]);
      if (refused.has(name) || walked.has(walk)) continue;
      walked.add(walk);
      const { data, errors } = await world.api.send(world.tokens[asker], document, variables);
      const codes = errors.map(({ extensions, message }) => `${extensions.code} ${message}`);
      expect(codes.filter((code) => !/^(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED) /.test(code))).toEqual([]);
      if (errors.length > 0 && document.includes('{ __typename }')) refused.add(name);
      told.push(JSON.stringify([document, data, codes]));
    }
    return told;
  }
  const toldBefore = new Map<Asker, unknown[]>();
  // The clock times of an agenda are those of all of it for every reader, and a case that is not theirs to know is an
  // item without a word of it: people must know when to come and when to leave.
  const answersOf = (told: readonly string[]) =>
    told
      .map((one) => one.replaceAll(/"(startsAt|endsAt)":"[^"]*"/g, '"$1":"then"'))
      .map((one) => (JSON.parse(one, withoutBlankItems) as unknown[]).slice(1));

  it.each(ASKERS)('never show to %s on any way through the schema', async (asker) => {
    const hidden = PLACES.filter((place) => !KNOWN[asker].includes(place));
    const secrets = hidden.flatMap((place) => world.things[place].secrets);
    // What somebody has begun to write is nobody else's, whoever runs the panel.
    if (asker !== 'owner') secrets.push(world.draftSecret);
    const walked = new Set<string>();
    let seen = '';
    for (const place of PLACES) {
      const everything = await toldTo(asker, place, walked);
      if (place === 'own') toldBefore.set(asker, answersOf(everything));
      for (const told of everything) {
        seen += told;
        const found = secrets.filter((secret) => told.includes(secret));
        expect({ found, told: found.length > 0 ? told : '' }).toEqual({ found: [], told: '' });
      }
    }
    // The ways do lead there: who may know the case is shown all of it.
    const { secrets: all } = world.things[KNOWN[asker][0] ?? 'own'];
    const shown = all.filter((secret) => seen.includes(secret));
    const runsIt = ['chair', 'coordinator', 'chairElsewhere'].includes(asker);
    if (runsIt) expect(all.filter((secret) => !shown.includes(secret))).toEqual([]);
    if (KNOWN[asker].length === 0) expect(shown).toEqual([]);
  });

  it.each(['owner', 'member', 'lead', 'advocate'] as const)(
    'are not found by %s when they search',
    async (asker) => {
      const references = world.things.restricted.secrets.filter((secret) => secret.includes('Reference'));
      for (const search of references.flatMap((one) => [one, one.slice(0, -2), one.slice(0, 18)])) {
        const { data } = await world.api.send(
          world.tokens[asker],
          'query ($search: String) { cases(search: $search) { totalCount edges { node { reference } } } }',
          { search },
        );
        const known = data!['cases'].edges.map(
          (edge: { node: { reference: string } }) => edge.node.reference,
        );
        expect(known.filter((reference: string) => references.includes(reference))).toEqual([]);
        expect(data!['cases'].totalCount).toBe(known.length);
      }
    },
  );

  it('change nothing that those outside of them are told, down to the counts', async () => {
    const outside = ['owner', 'member', 'lead', 'advocate', 'auditor', 'administrator'] as const;
    await world.plantRestricted();
    for (const asker of outside) {
      expect({ [asker]: answersOf(await toldTo(asker, 'own')) }).toEqual({ [asker]: toldBefore.get(asker) });
    }
  });
});
