import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BreakGlass, CasePerson, ConflictDismissal, glassEnds } from '#cases';
import { newId } from '#kernel';
import { aPerson } from '#testkit';
import {
  FIELD_ASKERS,
  FIELD_ROWS,
  type FieldAsker,
  OPEN_FIELDS,
  OTHER_ROOMS,
  OWN_FIELDS,
  WHOLE,
} from './access-fields.js';
import { aPlantedWorld, type PlantedWorld } from './planted-world.js';

const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean);

/** Things that are asked for as a whole on the way down from a case, and what hangs on them. */
const PARTS = Object.keys(OPEN_FIELDS);

/** The same thing is met on several ways, of which some readers have fewer. */
const distinct = (values: unknown[] = []) => [...new Set(values.map((one) => JSON.stringify(one)))].sort();

/** Lists that are empty where nothing of them is shown; all else is null. */
const isList = (field: string) => /\.(actions|reminders)$/.test(field);

describe('which fields of a case are shown to whom', () => {
  let world: PlantedWorld;
  let schema: GraphQLSchema;
  let cells = 0;
  /** What each asker was shown: by field, all its values in the order of the answer. */
  const seen = new Map<FieldAsker, Map<string, unknown[]>>();

  beforeAll(async () => {
    world = await aPlantedWorld();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
    await breakGlass();
    await resembling();
    for (const asker of FIELD_ASKERS) {
      const token = world.tokens[asker === 'glass' ? 'chairElsewhere' : asker];
      const { data, errors } = await world.api.send(
        token,
        `query ($id: ID!) { case(id: $id) ${allOf('Case', [])} }`,
        {
          id: world.things.own.caseId,
        },
      );
      expect({ asker, errors }).toEqual({ asker, errors: [] });
      const found = new Map<string, unknown[]>();
      gather(data!['case'], found);
      seen.set(asker, found);
    }
  });
  afterAll(async () => {
    process.stdout.write(
      `Cells of the fields, all decided: ${cells} (fields x ${FIELD_ASKERS.length} askers)\n`,
    );
    await world.api.close();
  });

  /** The chair of the other panel has the case open by break-glass. */
  async function breakGlass(): Promise<void> {
    const { db, clock } = world.api;
    const { id: personId, agencyId, role } = world.people.chairElsewhere;
    const [openedAt, endsAt] = [clock.now(), glassEnds(clock.now())];
    const unjudged = { reviewedAt: null, reviewedById: null, verdict: null, note: null, version: 1 };
    const who = { personId, agencyId, role, caseId: world.things.own.caseId };
    await db.transaction(async () => {
      const use = { id: newId(), ...who, reason: 'In danger', openedAt, endsAt, ...unjudged };
      await db.writing.insert(BreakGlass, use);
    });
  }

  /** Two members of staff have the names of people of the case; one was looked at and found to be nothing. */
  async function resembling(): Promise<void> {
    const { api, agencies, things, people } = world;
    const { caseId } = things.own;
    const victim = await api.db.reading.findOneByOrFail(CasePerson, { caseId, role: 'victim' });
    const name = `${victim.firstName} ${victim.lastName}`;
    for (let i = 0; i < 2; i += 1) {
      const one = await aPerson(api.db, api.clock, agencies.probation, 'agency_member', { name });
      if (i === 1) continue;
      const row = { id: newId(), caseId, personId: one.id, casePersonId: victim.id };
      const looked = { dismissedAt: api.clock.now(), dismissedById: people.chair.id, reason: 'Nothing' };
      const signs = ['name_same' as const];
      await api.db.transaction(
        async () => void (await api.db.writing.insert(ConflictDismissal, { ...row, ...looked, signs })),
      );
    }
  }

  /** Everything of a part of a case, with the parts below it that are not on the way already. */
  function allOf(name: string, passed: readonly string[]): string {
    const fields = Object.values((schema.getType(name) as GraphQLObjectType).getFields());
    const inner = fields.map((field) => {
      const type = getNamedType(field.type);
      if (!isObjectType(type)) return field.name;
      if ([...passed, name].includes(type.name)) return '';
      if (PARTS.includes(type.name)) return `${field.name} ${allOf(type.name, [...passed, name])}`;
      return `${field.name} { ${'id' in type.getFields() ? 'id' : '__typename'} }`;
    });
    return `{ __typename ${inner.join(' ')} }`;
  }

  function gather(thing: unknown, found: Map<string, unknown[]>): void {
    if (Array.isArray(thing)) return thing.forEach((one) => gather(one, found));
    if (typeof thing !== 'object' || thing === null) return;
    const { __typename: type, ...fields } = thing as Record<string, unknown>;
    for (const [name, value] of Object.entries(fields)) {
      const key = `${String(type)}.${name}`;
      if (type && PARTS.includes(String(type))) found.set(key, [...(found.get(key) ?? []), shallow(value)]);
      gather(value, found);
    }
  }

  /** A value without what is below: whether it is there, and how many there are. */
  function shallow(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(shallow);
    return typeof value === 'object' && value !== null ? 'there' : value;
  }

  it.each(PARTS)('%s: every field of the schema is open, somebody’s own, or has a row', (name) => {
    const rows = Object.keys(FIELD_ROWS)
      .filter((row) => row.startsWith(`${name}.`))
      .map((row) => row.slice(name.length + 1));
    const classified = [...words(OPEN_FIELDS[name]), ...words(OWN_FIELDS[name]), ...rows];
    const fields = Object.keys((schema.getType(name) as GraphQLObjectType).getFields());
    expect(classified.sort()).toEqual(fields.sort());
  });

  it('leaves out no type that hangs on a case', () => {
    const found = new Set<string>(['Case']);
    for (const name of found) {
      if (OTHER_ROOMS.includes(name)) continue;
      for (const field of Object.values((schema.getType(name) as GraphQLObjectType).getFields())) {
        const type = getNamedType(field.type);
        if (isObjectType(type)) found.add(type.name);
      }
    }
    expect([...found].sort()).toEqual([...PARTS, ...Object.keys(WHOLE), ...OTHER_ROOMS].sort());
  });

  it('is asked of a case that has one of everything', () => {
    const chair = seen.get('chair')!;
    expect(PARTS.filter((name) => !chair.has(`${name}.id`))).toEqual([]);
  });

  it.each(FIELD_ASKERS)('is the same to %s as to the chair where it is open', (asker) => {
    // What is on no way of theirs has a row where the way begins.
    const open = PARTS.filter((name) => seen.get(asker)!.has(`${name}.id`)).flatMap((name) =>
      words(OPEN_FIELDS[name]).map((field) => `${name}.${field}`),
    );
    const values = (who: FieldAsker) =>
      Object.fromEntries(open.map((field) => [field, distinct(seen.get(who)!.get(field))]));
    expect(values(asker)).toEqual(values('chair'));
    cells += open.length;
  });

  it.each(Object.entries(FIELD_ROWS))('%s is shown to %s', (field, row) => {
    const shown = FIELD_ASKERS.map((asker) => {
      const values = seen.get(asker)!.get(field) ?? [];
      const isThere = values.some(
        (value) => value !== null && !(Array.isArray(value) && value.length === 0 && isList(field)),
      );
      if (isThere) expect(distinct(values)).toEqual(distinct(seen.get('chair')!.get(field)));
      return isThere ? 'yes' : '--';
    });
    cells += shown.length;
    expect(shown.join(' ')).toBe(words(row).join(' '));
  });
});
