import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '#platform';
import { startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { drift } from './drift.js';
import { tables } from './tables.js';

describe('migrations on PostgreSQL', () => {
  let server: TestService;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it('build every table from nothing, leave no drift, and do nothing the second time', async () => {
    const at = { kind: 'postgres', url: server.url } as const;
    expect(await migrate(at, tables, TEST_KEYS)).not.toEqual([]);
    expect(await drift(at)).toEqual([]);
    expect(await migrate(at, tables, TEST_KEYS)).toEqual([]);
  });
});
