import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FixedClock, type Moment } from '#kernel';
import { migrate, openDatabase, type Database } from '#platform';
import { tables } from '#schema';
import { anAudit, startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { isEmpty, seedDemo } from './seed-demo.js';

let postgres: TestService;
let db: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  const at = { kind: 'postgres', url: postgres.url } as const;
  await migrate(at, tables, TEST_KEYS);
  db = await openDatabase(at, tables, TEST_KEYS);
});

afterAll(async () => {
  await db.close();
  await postgres.stop();
});

it('writes the demo area into PostgreSQL, once', async () => {
  const clock = new FixedClock('2026-11-23T08:30:00.000Z' as Moment);
  const summary = await seedDemo(db, clock, anAudit(db, clock));
  expect(await isEmpty(db)).toBe(false);
  await expect(seedDemo(db, clock, anAudit(db, clock))).rejects.toThrow('empty record');
  expect(summary).toMatchObject({ agencies: 16, people: 60, panels: 3 });
  const rows = await db.query<{ open: number }>('select count(*)::int as open from action where is_open');
  expect(rows[0]!.open).toBe(summary.openActions);
});
