import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isLeafType,
  isListType,
  isUnionType,
} from 'graphql';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { tables } from '#schema';
import { MUTATION_ROWS, QUERY_ROWS } from './access-matrix.js';
import { NOBODY, type PlantedWorld } from './planted-world.js';

/** One operation with a place for an id: what is sent, with any id put there. */
export type Probe = {
  name: string;
  /** Where the id goes: `input.caseId`. */
  path: string;
  document: string;
  variablesWith(id: string): Record<string, unknown>;
};

/** What everybody signed in may know of: the directory, and one's own way in; unread messages are of no panel. */
const DIRECTORY =
  /^(Agency|Person|Panel|PanelMember|BankHoliday|AccessToken|LocalAccount|MailboxMessage|RecoveryCode|SignIn\w+)$/;

/** A probe for every place for an id in every operation; the rest of the variables is sound for somebody of a panel. */
export function probesOf(schema: GraphQLSchema, world: PlantedWorld): Probe[] {
  const roots = [
    { root: 'query', fields: schema.getQueryType()!.getFields(), rows: QUERY_ROWS },
    { root: 'mutation', fields: schema.getMutationType()!.getFields(), rows: MUTATION_ROWS },
  ];
  return roots.flatMap(({ root, fields, rows }) =>
    Object.values(fields).flatMap((field) => {
      const sound = () => rows[field.name]!.variables(world.things.other, world, 'other');
      return field.args.flatMap((arg) =>
        placesIn(arg.type, [arg.name]).flatMap((place) => {
          const document = documentOf(root, field, new Set([...Object.keys(sound()), arg.name]));
          const probe = { name: field.name, path: place.join('.'), document };
          const variablesWith = (id: string) => put(sound(), place, id) as Record<string, unknown>;
          // An action belongs to a listing or to a case: what is told of one must not depend on the other.
          if (probe.path !== 'input.caseId' || !('listingId' in (sound()['input'] as object)))
            return [{ ...probe, variablesWith }];
          const alone = (id: string) => {
            const { listingId: _, ...input } = variablesWith(id)['input'] as Record<string, unknown>;
            return { input };
          };
          return [
            { ...probe, variablesWith },
            { ...probe, path: `${probe.path}, alone`, variablesWith: alone },
          ];
        }),
      );
    }),
  );
}

/** Paths to everything that takes an id; a list is entered at its first place. */
function placesIn(type: GraphQLInputType, path: string[]): string[][] {
  const inner = getNullableType(type);
  if (isListType(inner)) return placesIn(inner.ofType, [...path, '0']);
  if (isInputObjectType(inner)) {
    if (path.length > 4) return [];
    return Object.values(inner.getFields()).flatMap((field) => placesIn(field.type, [...path, field.name]));
  }
  return getNamedType(inner).name === 'ID' ? [path] : [];
}

function put(given: unknown, [first, ...rest]: readonly string[], id: string): unknown {
  if (first === undefined) return id;
  if (first === '0') return [put((given as unknown[] | undefined)?.[0], rest, id)];
  const object = (given ?? {}) as Record<string, unknown>;
  return { ...object, [first]: put(object[first], rest, id) };
}

function documentOf(root: string, field: GraphQLField<unknown, unknown>, names: ReadonlySet<string>): string {
  const args = field.args.filter(({ name }) => names.has(name));
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const refusal = isUnionType(type) ? ' ... on Refusal { code message field }' : '';
  const paged = 'getFields' in type && 'totalCount' in type.getFields() ? ' totalCount' : '';
  const selection = isLeafType(type) ? '' : ` { __typename${refusal}${paged} }`;
  return `${root} (${variables}) { ${field.name}(${given})${selection} }`;
}

/** Ids of everything in the record that only some may know of, by what it is; some of each kind. */
export async function harvest({ api, things }: PlantedWorld, ofEach: number): Promise<Map<string, string[]>> {
  const { panelId, agencyId: _agency, secrets: _secrets, ...other } = things.other;
  const known = [panelId, ...Object.values(other).flat()];
  const found = new Map<string, string[]>();
  for (const entity of tables.entities as (EntityTarget<ObjectLiteral> & { name: string })[]) {
    if (DIRECTORY.test(entity.name)) continue;
    const rows = await api.db.reading.find(entity, { take: 2000 });
    const hidden = rows.filter((row) => {
      const text = JSON.stringify(row);
      return (
        typeof row['id'] === 'string' && row['id'].length === 36 && !known.some((id) => text.includes(id))
      );
    });
    const every = Math.max(1, Math.floor(hidden.length / ofEach));
    const some = hidden.filter((_, index) => index % every === 0).slice(0, ofEach);
    if (some.length > 0)
      found.set(
        entity.name,
        some.map((row) => row['id'] as string),
      );
  }
  return found;
}

/** What was told, with the id that was asked for taken out. */
export function without(id: string, told: string): string {
  return told.replaceAll(id, NOBODY);
}

/** The kind of a statement: its text without what differs from call to call. */
export function kindOfStatement(sql: string): string {
  return sql
    .replace(/\s+/g, ' ')
    .replace(/'[^']*'/g, '?')
    .trim();
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0;
}
