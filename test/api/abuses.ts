import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';

/** One request that nobody means well by. */
export type Abuse = {
  name: string;
  method?: 'GET' | 'POST' | 'PUT';
  headers?: Record<string, string>;
  /** Added to the address. */
  search?: string;
  body?: string | Buffer;
  /** What the refusal must say, where more than one would do. */
  code?: RegExp;
};

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');
const asJson = (query: string, variables?: unknown) => JSON.stringify({ query, variables });
const COSTLY = /TOO_COSTLY/;
const WRONG = /BAD_USER_INPUT|TOO_COSTLY/;

const DOCUMENTS: [name: string, query: string, code?: RegExp][] = [
  ['deep', `{ agencies ${'{ people '.repeat(600)} { id } ${'}'.repeat(600)} }`],
  ['deep without end', `{ agencies ${'{ a '.repeat(5000)}`],
  ['wide', `{ ${times(640, () => 'agencies { id }')} }`],
  ['the same leaf again and again', `{ agencies { ${'id '.repeat(1990)} } }`],
  ['aliases', `{ ${times(300, (i) => `a${i}: agencies { id }`)} }`],
  [
    'aliases of one change',
    `mutation { ${times(100, (i) => `a${i}: signInAsDemoPerson(personId: "x") { __typename }`)} }`,
  ],
  ['a fragment in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', WRONG],
  ['a fragment in itself', '{ ...A } fragment A on Query { agencies { id } ...A }', WRONG],
  [
    'fragments that double',
    `{ ...F0 } ${times(30, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Query { agencies { id } }`,
  ],
  [
    'fragments that double nothing',
    `{ ...F0 } ${times(100, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F100 on Query { __typename }`,
  ],
  ['inline fragments', `{ ${'... { '.repeat(400)} agencies { id } ${'} '.repeat(400)} }`, WRONG],
  ['directives', `{ agencies ${'@skip(if: false) '.repeat(250)} { id } }`],
  ['unknown directives', `{ agencies ${'@x '.repeat(900)} { id } }`, WRONG],
  ['a name of 100,000 letters', `{ ${'a'.repeat(100_000)} }`, WRONG],
  ['a comment of 250,000 signs and no document', `# ${'x'.repeat(250_000)}`, WRONG],
  ['a string of 200,000 signs', `{ agency(id: "${'x'.repeat(200_000)}") { id } }`, WRONG],
  ['a list in lists', `{ people(first: ${'['.repeat(900)}${']'.repeat(900)}) { totalCount } }`, WRONG],
  ['many operations', times(600, (i) => `query Q${i} { __typename }`)],
  ['many unused variables', `query (${times(600, (i) => `$v${i}: Int`)}) { __typename }`],
  [
    'rows without end',
    '{ cases(first: 2147483647) { edges { node { actions { case { actions { case { people { id } } } } } } } } }',
    COSTLY,
  ],
  [
    'the schema inside the schema',
    `{ __schema { types { ${'fields { type { '.repeat(6)} name ${'} } '.repeat(6)} } } }`,
    WRONG,
  ],
  [
    'many questions about the schema',
    `{ ${times(9, (i) => `a${i}: __schema { types { fields { args { type { ofType { ofType { name } } } } } } }`)} ${times(45, () => '__schema { types { name fields { name } } }')} }`,
    WRONG,
  ],
  ['signs that are no letters', '{ 𝖆𝖌𝖊𝖓𝖈𝖎𝖊𝖘 { id } }', WRONG],
  ['marks that turn text round', '{ agencies { \u202eid } }', WRONG],
];

const deepJson = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const SOUND = '{ agencies { id } }';

/** Every abuse; all are sent as somebody signed in. */
export const ABUSES: readonly Abuse[] = [
  ...DOCUMENTS.map(([name, query, code = COSTLY]) => ({ name, body: asJson(query), code })),
  { name: 'many at once', body: JSON.stringify(Array.from({ length: 50 }, () => ({ query: SOUND }))) },
  { name: 'variables in lists in lists', body: `{"query":"${SOUND}","variables":{"a":${deepJson(50_000)}}}` },
  {
    name: 'many variables',
    body: asJson(SOUND, Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`v${i}`, i]))),
    code: COSTLY,
  },
  { name: 'a variable of 200,000 signs', body: asJson(SOUND, { a: 'x'.repeat(200_000) }), code: COSTLY },
  { name: 'a body over the limit', body: asJson(`${SOUND} # ${'x'.repeat(400_000)}`) },
  { name: 'JSON without end', body: '['.repeat(290_000) },
  { name: 'JSON that is a number', body: '1' },
  { name: 'JSON that is nothing', body: 'null' },
  { name: 'an empty body', body: '' },
  { name: 'a key __proto__', body: `{"query":"${SOUND}","__proto__":{"polluted":"yes"}}` },
  {
    name: 'a key __proto__ among variables',
    body: `{"query":"${SOUND}","variables":{"__proto__":{"polluted":"yes"}}}`,
  },
  {
    name: 'a key constructor.prototype',
    body: `{"query":"${SOUND}","variables":{"constructor":{"prototype":{"polluted":"yes"}}}}`,
  },
  { name: 'a query that is an object', body: '{"query":{"kind":"Document"}}' },
  { name: 'variables that are text', body: '{"query":"{ agencies { id } }","variables":"x"}' },
  {
    name: 'bytes that are no UTF-8',
    body: Buffer.concat([
      Buffer.from('{"query":"{ agencies { '),
      Buffer.from([0xc3, 0x28, 0xff, 0xfe]),
      Buffer.from(' } }"}'),
    ]),
  },
  {
    name: 'a change by GET',
    method: 'GET',
    search: `?query=${encodeURIComponent('mutation { signOut { __typename } }')}`,
  },
  {
    name: 'GET of another site',
    method: 'GET',
    search: `?query=${encodeURIComponent(SOUND)}`,
    headers: { authorization: '' },
  },
  {
    name: 'GET with variables that are no JSON',
    method: 'GET',
    search: `?query=${encodeURIComponent(SOUND)}&variables=%7B`,
  },
  { name: 'an address of 14,000 signs', method: 'GET', search: `?query=${'x'.repeat(14_000)}` },
  { name: 'PUT', method: 'PUT', body: asJson(SOUND) },
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=utf-16',
    'text/json;;;',
  ].map((type) => ({
    name: `content of type ${type}`,
    headers: { 'content-type': type },
    body: type.includes('utf-16') ? Buffer.from(asJson(SOUND), 'utf16le') : asJson(SOUND),
  })),
  {
    name: 'a compressed bomb',
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(asJson(`${SOUND} # ${'x'.repeat(50_000_000)}`)),
  },
  {
    name: 'the usual question about the schema, by somebody who is no developer',
    body: asJson(getIntrospectionQuery()),
    code: /BAD_USER_INPUT/,
  },
];
