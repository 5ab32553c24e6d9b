import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAgency, aPerson, aToken } from '#testkit';
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
    const get = await fetch(`${api.url}?query=${encodeURIComponent('{ me { now } }')}`);
    expect(await get.json()).toEqual({ data: { me: null } });
    const mutation = await fetch(
      `${api.url}?query=${encodeURIComponent('mutation { signOut { __typename } }')}`,
    );
    expect(mutation.status).toBe(405);
    const page = await fetch(api.url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Accord GraphQL');
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
