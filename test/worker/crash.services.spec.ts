import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { FixedClock, type Moment } from '#kernel';
import { type Database, migrate, openDatabase } from '#platform';
import { ReminderMessage } from '#reminders';
import { tables } from '#schema';
import { startPostgres, startRedis, TEST_KEYS, type TestService } from '#testkit';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { plantOpenActions } from '../harness/open-actions.js';
import {
  type BuiltWorker,
  buildWorker,
  startWorkerProcess,
  type WorkerProcess,
} from '../harness/worker-process.js';

const REMINDERS = 200;

/** How many reminders one worker may have on their way at the moment of a crash. */
const SENDERS = 8;

const LONG = 240_000;

describe('200 due reminders on PostgreSQL and Redis', () => {
  let built: BuiltWorker;
  let postgres: TestService;
  let redis: TestService;
  let database: Database;
  let mailbox: Mailbox;
  let env: Record<string, string>;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    built = buildWorker();
    postgres = await startPostgres();
    redis = await startRedis();
    const at = { kind: 'postgres', url: postgres.url } as const;
    await migrate(at, tables, TEST_KEYS);
    database = await openDatabase(at, tables, TEST_KEYS);
    await plantOpenActions(database, new FixedClock('2026-11-20T15:00:00.000Z' as Moment), REMINDERS);
  }, LONG);
  afterAll(async () => {
    await database?.close();
    await redis?.stop();
    await postgres?.stop();
    built?.remove();
  });
  beforeEach(async () => {
    mailbox = await aMailbox();
    mailbox.beforeTaking = () => pause(20);
    env = {
      ACCORD_DATA: '/tmp',
      DATABASE_URL: postgres.url,
      QUEUE_URL: redis.url,
      SMTP_URL: mailbox.url,
      ACCORD_SWEEP_SECONDS: '1',
      ACCORD_CLOCK: '2026-11-24T09:00:00.000Z',
    };
    await database.transaction(async () => {
      await database.change('delete from reminder_message');
      await database.change('delete from reminder');
    });
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    await mailbox.close();
  });

  const start = async () => {
    const worker = await startWorkerProcess(built, env);
    workers.push(worker);
    return worker;
  };
  const received = async (howMany: number) => {
    while (mailbox.received.length < howMany) await pause(5);
  };

  async function allSent(): Promise<ReminderMessage[]> {
    for (;;) {
      const rows = await database.reading.find(ReminderMessage);
      if (rows.filter(({ state }) => state === 'sent').length >= REMINDERS) return rows;
      await pause(100);
    }
  }

  /** None missing, none twice for the same step, and what the mail server saw twice had the same Message-ID. */
  function check(rows: readonly ReminderMessage[], crashes: number): void {
    expect(rows).toHaveLength(REMINDERS);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(new Set(rows.map((row) => `${row.dutyId} ${row.stepKey}`)).size).toBe(REMINDERS);
    const ids = mailbox.received.map(({ messageId }) => messageId);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ messageId }) => messageId)));
    expect(ids.length).toBeLessThanOrEqual(REMINDERS + crashes * SENDERS);
  }

  it(
    'are each in the ledger once when the worker is killed in the middle and started again',
    async () => {
      const first = await start();
      await received(60);
      await first.kill9();
      expect(mailbox.received.length).toBeLessThan(REMINDERS);
      await start();
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are each in the ledger once when Redis is emptied in the middle',
    async () => {
      await start();
      await received(60);
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are each in the ledger once when the worker is killed and Redis is emptied',
    async () => {
      const first = await start();
      await received(60);
      await first.kill9();
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
      await start();
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are sent once and no more when a worker is stopped in good order and another takes over',
    async () => {
      const first = await start();
      await received(60);
      const { code, ms } = await first.stop();
      expect(code).toBe(0);
      expect(ms).toBeLessThan(10_000);
      await start();
      check(await allSent(), 0);
    },
    LONG,
  );

  it(
    'are shared by two workers, each sent once',
    async () => {
      await Promise.all([start(), start()]);
      check(await allSent(), 0);
    },
    LONG,
  );
});
