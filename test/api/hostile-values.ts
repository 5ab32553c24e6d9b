import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isUnionType,
} from 'graphql';

/** A word that must not come back in any error. */
export const MARK = 'Zqxhostile';

/** An id of ours that belongs to nothing. */
const NOBODY = '01999999-9999-7999-8999-999999999999';

/** One way in which an input can be wrong: the path to the field, what is wrong, and the whole variables. */
export type Attack = {
  path: string;
  what: string;
  value: unknown;
  variables: Record<string, unknown>;
};

type Bad = { what: string; value: unknown };

const TEXTS: Bad[] = [
  { what: 'empty', value: '' },
  { what: 'blank', value: ' \t\n ' },
  { what: 'invisible', value: '\u200b\u200b\u200b' },
  { what: 'too long', value: MARK.repeat(2000) },
  { what: 'NUL', value: `${MARK}\0${MARK}` },
  { what: 'bidi override', value: `${MARK}\u202e${MARK}` },
  { what: 'half a surrogate pair', value: `${MARK}\ud83d${MARK}` },
  { what: 'SQL', value: `${MARK}'); delete from person; --` },
  { what: 'another type', value: { [MARK]: MARK } },
];

const DAYS = [
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '1900-01-01',
  '2026-11-21',
  '2026-12-25',
  '2026-12-28',
];

const BAD_BY_TYPE: Record<string, Bad[]> = {
  String: TEXTS,
  Day: [...DAYS, '9999-12-31', '', MARK, '2026-11-23T00:00:00Z'].map((value) => ({ what: 'day', value })),
  TimeOfDay: ['25:00', '9:30', '09:60', '', MARK].map((value) => ({ what: 'time', value })),
  Int: [-1, 0, 999, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1e300, 1.5, MARK].map((value) => ({
    what: 'number',
    value,
  })),
  Boolean: [{ what: 'another type', value: MARK }],
};

/** Every attack on one field at a time of sound variables. `foreign`: ids of another panel or agency. */
export function attacksOn(
  args: readonly { name: string; type: GraphQLInputType }[],
  sound: Record<string, unknown>,
  foreign: readonly string[],
): Attack[] {
  return args.flatMap(({ name, type }) =>
    badValues(type, sound[name], name, foreign).map(({ path, what, value, whole }) => ({
      path,
      what,
      value,
      variables: whole === undefined ? without(sound, name) : { ...sound, [name]: whole },
    })),
  );
}

/** A document that calls one mutation with all of its arguments as variables. */
export function documentOf(field: GraphQLField<unknown, unknown>): string {
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const refusal = isUnionType(getNamedType(field.type)) ? '... on Refusal { code message field }' : '';
  return `mutation ${variables && `(${variables})`} { ${field.name}${given && `(${given})`} { __typename ${refusal} } }`;
}

type Placed = { path: string; what: string; value: unknown; whole: unknown };

function badValues(
  type: GraphQLInputType,
  sound: unknown,
  path: string,
  foreign: readonly string[],
): Placed[] {
  const inner = getNullableType(type);
  const here = (bad: Bad[]) => bad.map((one) => ({ ...one, path, whole: one.value }));
  const gone = here([
    { what: 'null', value: null },
    { what: 'left out', value: undefined },
  ]);
  if (isListType(inner)) {
    const first = (sound as unknown[] | null | undefined)?.[0];
    const lists = here([
      { what: 'empty list', value: [] },
      { what: 'list of null', value: [null] },
      { what: 'twice the same', value: [first, first] },
      { what: 'long list', value: Array.from({ length: 500 }, () => first) },
    ]);
    const each = badValues(inner.ofType, first, `${path}.0`, foreign).map((one) => ({
      ...one,
      whole: [one.whole ?? null],
    }));
    return [...gone, ...lists, ...each];
  }
  if (isInputObjectType(inner)) {
    const given = (sound ?? {}) as Record<string, unknown>;
    const fields = Object.values(inner.getFields()).flatMap((field) =>
      badValues(field.type, given[field.name], `${path}.${field.name}`, foreign).map((one) => ({
        ...one,
        whole: one.whole === undefined ? without(given, field.name) : { ...given, [field.name]: one.whole },
      })),
    );
    const more = { path, what: 'a field too many', value: MARK, whole: { ...given, [MARK]: MARK } };
    return [...gone, ...fields, more];
  }
  if (isEnumType(inner)) return [...gone, ...here([MARK, '', 5].map((value) => ({ what: 'code', value })))];
  const name = getNamedType(inner).name;
  return [...gone, ...here(name === 'ID' ? ids(foreign) : (BAD_BY_TYPE[name] ?? []))];
}

function ids(foreign: readonly string[]): Bad[] {
  return [
    ...['', MARK, MARK.repeat(2000), `${MARK}\0`, '%'].map((value) => ({ what: 'malformed id', value })),
    { what: 'unknown id', value: NOBODY },
    ...foreign.map((value) => ({ what: 'foreign id', value })),
  ];
}

function without(given: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => key !== name));
}
