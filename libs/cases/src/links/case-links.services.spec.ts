import { afterAll, beforeAll, describe } from '@jest/globals';
import { FixedClock, type Moment } from '#kernel';
import { type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import { startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { linkScenarios } from './case-links.scenarios.fixture.js';

describe('links between cases on PostgreSQL', () => {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  let server: TestService;
  let db: Database;
  beforeAll(async () => {
    server = await startPostgres();
    const at = { kind: 'postgres', url: server.url } as const;
    await migrate(at, tables, TEST_KEYS);
    db = await openDatabase(at, tables, TEST_KEYS);
  });
  afterAll(async () => {
    await db.close();
    await server.stop();
  });

  linkScenarios(() => ({ db, clock }));
});
