import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemActor } from '#access';
import { ActionsExport, type ImportKind, Imports, ImportsModule } from '#imports';
import { type Day, FixedClock, type Moment } from '#kernel';
import { type Database, migrate, openDatabase, PlatformModule } from '#platform';
import { auditProblems, missingMigrations, tables } from '#schema';
import { startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { testConfig } from '../harness/api.js';

const CLERK = systemActor('command line');

let postgres: TestService;
let database: Database;
let rooms: INestApplicationContext;

beforeAll(async () => {
  postgres = await startPostgres();
  const at = { kind: 'postgres', url: postgres.url } as const;
  database = await openDatabase(at, tables, TEST_KEYS);
  expect(await missingMigrations(database)).toBe((tables.migrations as unknown[]).length);
  await migrate(at, tables, TEST_KEYS);
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  const parts = { config: testConfig(), clock, database };
  rooms = await NestFactory.createApplicationContext(
    { module: class Rooms {}, imports: [PlatformModule.with(parts), ImportsModule] },
    { logger: false, abortOnError: false },
  );
});
afterAll(async () => {
  await rooms?.close();
  await database?.close();
  await postgres?.stop();
});

async function importFile(kind: ImportKind, name: string) {
  const bytes = readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
  const done = await rooms.get(Imports).importFile(CLERK, kind, bytes, { createPanels: true });
  if (!done.ok) throw new Error(done.refusal.message);
  const { created, unchanged, rejected } = done.value;
  return [created, unchanged, rejected];
}

it.each([
  ['agencies', 'agencies.csv', [16, 0, 0], [0, 16, 0]],
  ['people', 'people.csv', [60, 0, 0], [0, 60, 0]],
  ['referrals', 'referrals-clean.csv', [120, 0, 0], [0, 120, 0]],
  ['referrals', 'referrals-messy.csv', [55, 0, 5], [0, 55, 5]],
  ['actions', 'open-actions.csv', [180, 0, 0], [0, 180, 0]],
] as const)('takes in %s of %s on PostgreSQL, once', async (kind, name, first, again) => {
  expect(await importFile(kind, name)).toEqual(first);
  expect(await importFile(kind, name)).toEqual(again);
});

it('exports and checks what was taken in', async () => {
  const period = { from: '2026-07-01' as Day, to: '2026-11-23' as Day };
  expect(await rooms.get(ActionsExport).rows(CLERK, period)).toHaveLength(180);
  const { entries, problems } = await auditProblems(database, '2026-11-23T09:00:00.000Z' as Moment);
  expect(entries).toBeGreaterThan(350);
  expect(problems.filter(({ count }) => count > 0)).toEqual([]);
});
