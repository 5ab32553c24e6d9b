import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

describe('GraphQL over HTTP', () => {
  let api: ApiUnderTest;
  let token: string;
  beforeAll(async () => {
    api = await anApi();
    const agency = await anAgency(api.db, api.clock);
    token = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_member'));
  });
  afterAll(() => api.close());

  it('passes every audit of the public suite: what must, what should and what may be', async () => {
    const asSignedIn: typeof fetch = (url, init) =>
      fetch(url, { ...init, headers: { ...(init?.headers as object), authorization: `Bearer ${token}` } });
    const results = await auditServer({ url: api.url, fetchFn: asSignedIn });
    const failed = results
      .filter(({ status }) => status !== 'ok')
      .map(({ id, name, status }) => `${status} ${id} ${name}`);
    expect(failed).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });
});
