import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { anAgency, aPerson, aToken } from '#testkit';
import { LIMITS } from '../../apps/api/src/graphql/limits.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';

describe('what one request may ask for', () => {
  let api: ApiUnderTest;
  let token: string;
  beforeAll(async () => {
    api = await anApi();
    const agency = await anAgency(api.db, api.clock);
    token = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_member'));
  });
  afterAll(() => api.close());

  const codeOf = async (query: string) => (await api.send(token, query)).errors[0]?.extensions.code;

  it('refuses many aliases, many fields and fragments that multiply', async () => {
    const aliases = Array.from({ length: 1000 }, (_, i) => `a${i}: agencies { id }`).join(' ');
    expect(await codeOf(`{ ${aliases} }`)).toBe('TOO_COSTLY');
    const fields = Array.from({ length: 700 }, () => 'agencies { id }').join(' ');
    expect(await codeOf(`{ ${fields} }`)).toBe('TOO_COSTLY');
    const doubling = Array.from(
      { length: 12 },
      (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
    );
    expect(
      await codeOf(`{ ...F0 } ${doubling.join(' ')} fragment F12 on Query { agencies { id name } }`),
    ).toBe('TOO_COSTLY');
  });

  it('refuses fragments that multiply nothing, directives, many roots and long documents', async () => {
    const empty = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
    );
    expect(await codeOf(`{ ...F0 } ${empty.join(' ')} fragment F40 on Query { __typename }`)).toBe(
      'TOO_COSTLY',
    );
    expect(await codeOf(`{ agencies { id ${'@include(if: true) '.repeat(21)} } }`)).toBe('TOO_COSTLY');
    const roots = Array.from({ length: LIMITS.roots + 1 }, (_, i) => `a${i}: agencies { id }`);
    expect(await codeOf(`{ ${roots.join(' ')} }`)).toBe('TOO_COSTLY');
    expect(await codeOf(`{ agencies { ${'id '.repeat(2100)} } }`)).toBe('TOO_COSTLY');
  });

  it('counts what lists multiply, with numbers written out or given as variables', async () => {
    const within = '{ cases(first: 100) { edges { node { id panel { id } } } } }';
    expect(await codeOf(within)).not.toBe('TOO_COSTLY');
    const row = 'actions { case { actions { case { people { id } } } } }';
    expect(await codeOf(`{ cases(first: 100) { edges { node { ${row} } } } }`)).toBe('TOO_COSTLY');
    const asked = `query ($n: Int) { cases(first: $n) { edges { node { ...R } } } } fragment R on Case { ${row} }`;
    const answer = async (n: number) => (await api.send(token, asked, { n })).errors[0]?.extensions.code;
    expect([await answer(100), await answer(10)]).toEqual(['TOO_COSTLY', undefined]);
  });

  it('refuses variables that hold more than any form of ours', async () => {
    const query = 'query ($id: ID!, $x: Int) { panel(id: $id) { id } }';
    const deep = JSON.parse('['.repeat(50) + ']'.repeat(50)) as unknown;
    for (const x of ['x'.repeat(130_000), Array(5000).fill(1), deep]) {
      expect((await api.send(token, query, { id: 'x', x })).errors[0]?.extensions.code).toMatch(
        /TOO_COSTLY|BAD_USER_INPUT/,
      );
      expect((await api.send(token, '{ agencies { id } }', { x })).errors[0]?.extensions.code).toBe(
        'TOO_COSTLY',
      );
    }
  });

  it('asks for 1 to 100 rows at a time, and for cursors of its own', async () => {
    for (const first of [-1, 0, 101, 1_000_000]) {
      expect(await codeOf(`{ people(first: ${first}) { totalCount } }`)).toBe('BAD_USER_INPUT');
    }
    expect(await codeOf('{ people(after: "nonsense") { totalCount } }')).toBe('BAD_USER_INPUT');
  });

  it('answers what is malformed with BAD_USER_INPUT and without a stack', async () => {
    const answer = await api.send(token, '{ nonsense }');
    expect(answer.status).toBe(200);
    expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
  });
});

describe('the API as a server', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.close());

  const at = (path: string) => api.url.replace('/graphql', path);

  it('tells whether it lives, whether it is ready, and its metrics', async () => {
    expect((await fetch(at('/health/live'))).status).toBe(200);
    const ready = await fetch(at('/health/ready'));
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ok', checks: [{ name: 'database', ok: true }] });
    expect(await (await fetch(at('/metrics'))).text()).toContain('accord_api_request_seconds');
  });

  it('answers queries by GET, gives a page to browsers, and takes no mutation by GET', async () => {
    const headers = { 'apollo-require-preflight': 'yes' };
    const query = `${api.url}?query=${encodeURIComponent('{ me { now } }')}`;
    expect(await (await fetch(query, { headers })).json()).toEqual({ data: { me: null } });
    const mutation = `${api.url}?query=${encodeURIComponent('mutation { signOut { __typename } }')}`;
    expect((await fetch(mutation, { headers })).status).toBe(405);
    const page = await fetch(api.url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Accord GraphQL');
  });

  it('takes nothing that a page of another site could send without asking', async () => {
    const query = `${api.url}?query=${encodeURIComponent('{ me { now } }')}`;
    expect(await (await fetch(query)).text()).not.toContain('"data"');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const body = JSON.stringify({ query: '{ me { now } }' });
      const answer = await fetch(api.url, { method: 'POST', headers: { 'content-type': type }, body });
      expect([type, (await answer.text()).includes('"data"')]).toEqual([type, false]);
    }
    const asked = await fetch(api.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('refuses a body that is too large', async () => {
    const answer = await fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ me { now } } # ${'x'.repeat(1_100_000)}` }),
    });
    expect(answer.status).toBe(413);
  });
});

describe('questions about the schema', () => {
  const asked = [
    '{ __schema { types { name } } }',
    '{ ...F } fragment F on Query { ... { x: __type(name: "Case") { name } } }',
  ];

  it.each([
    ['everybody', ['administrator', 'agency_member', null]],
    ['developers', ['administrator']],
    ['nobody', []],
  ] as const)('with INTROSPECTION=%s are answered to %j', async (setting, let_) => {
    const api = await anApi({ env: { INTROSPECTION: setting } });
    const agency = await anAgency(api.db, api.clock);
    for (const role of ['administrator', 'agency_member', null] as const) {
      const person = role && (await aPerson(api.db, api.clock, agency, role));
      const token = person && (await aToken(api.db, api.clock, person));
      const isLet = (let_ as readonly unknown[]).includes(role);
      for (const query of asked) {
        const { data, errors } = await api.send(token, query);
        expect([role, data !== null, errors[0]?.extensions.code]).toEqual([
          role,
          isLet,
          isLet ? undefined : 'BAD_USER_INPUT',
        ]);
      }
      const headers = { accept: 'text/html', ...(token && { authorization: `Bearer ${token}` }) };
      const page = await (await fetch(api.url, { headers })).text();
      expect([role, page.includes('Accord GraphQL')]).toEqual([role, isLet]);
    }
    await api.close();
  });

  it('are refused as a field is that is not there', async () => {
    const api = await anApi({ env: { INTROSPECTION: 'nobody' } });
    const [schema, nonsense] = [
      await api.send(null, '{ __schema { x: __typename } }'),
      await api.send(null, '{ nonsense }'),
    ];
    const without = (answer: object) => JSON.stringify(answer).replaceAll(/__schema|nonsense/g, 'x');
    expect({ ...JSON.parse(without(schema)) }).toMatchObject({ status: nonsense.status, data: null });
    expect(schema.errors[0]!.message).toBe(nonsense.errors[0]!.message);
    expect(schema.errors[0]!.extensions.code).toBe(nonsense.errors[0]!.extensions.code);
    await api.close();
  });

  it('of the usual tools are within the limits, deeper ones are not', async () => {
    const api = await anApi();
    expect((await api.send(null, getIntrospectionQuery())).errors).toEqual([]);
    const deep = `{ __type(name: "Case") { ${'ofType { '.repeat(20)} name ${'} '.repeat(20)} } }`;
    expect((await api.send(null, deep)).errors[0]?.extensions.code).toBe('TOO_COSTLY');
    const wide = `{ __type(name: "Case") { ${'fields { '.repeat(8)} name ${'} '.repeat(8)} } }`;
    expect((await api.send(null, wide)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    await api.close();
  });
});

describe('requests too many', () => {
  it('of one token or address are told to wait, and nobody else is', async () => {
    const api = await anApi({ env: { RATE_API_PER_MINUTE: '10' } });
    const agency = await anAgency(api.db, api.clock);
    const tokenOf = async () =>
      aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_member'));
    const [one, other] = [await tokenOf(), await tokenOf()];
    const answers = await Promise.all(Array.from({ length: 14 }, () => api.send(one, '{ agencies { id } }')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]!.errors[0]).toMatchObject({
      message: expect.stringMatching(/^There were too many requests\. Wait \d+ seconds?, then try again\.$/),
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
    });
    expect((await api.send(other, '{ agencies { id } }')).status).toBe(200);
    // Tokens that are nobody's are counted with the address.
    const guesses = Array.from({ length: 14 }, (_, i) => api.send(`${'x'.repeat(30)}${i}`, '{ me { now } }'));
    expect((await Promise.all(guesses)).some(({ status }) => status === 429)).toBe(true);
    await api.close();
  });

  it('to get in, from one address; to search, by one person', async () => {
    const api = await anApi({ env: { RATE_SIGN_INS_PER_MINUTE: '3', RATE_SEARCHES_PER_MINUTE: '3' } });
    const agency = await anAgency(api.db, api.clock);
    const person = await aPerson(api.db, api.clock, agency, 'agency_member');
    const token = await aToken(api.db, api.clock, person);
    const many = async (query: string, as: string | null, times: number) => {
      const codes: (string | undefined)[] = [];
      for (let i = 0; i < times; i += 1) codes.push((await api.send(as, query)).errors[0]?.extensions.code);
      return codes;
    };
    const four = [undefined, undefined, undefined, 'RATE_LIMITED'];
    expect(
      await many('mutation { askForPasswordLink(email: "a@agency.example") { __typename } }', null, 4),
    ).toEqual(four);
    expect(
      await many('{ passwordLinkIsGood(token: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") }', null, 1),
    ).toEqual(['RATE_LIMITED']);
    expect(await many('{ cases(search: "NB") { totalCount } }', token, 4)).toEqual(four);
    expect(await many('{ cases { totalCount } }', token, 2)).toEqual([undefined, undefined]);
    const aliased = 'mutation { a: askForPasswordLink(email: "a@agency.example") { __typename } }';
    expect(await many(aliased, token, 1)).toEqual(['RATE_LIMITED']);
    await api.close();
  });
});
