import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { FixedClock, type Moment } from '#kernel';
import { ReminderMessage } from '#reminders';
import { aCrashSetting, type CrashSetting, LONG } from '../harness/crash-setting.js';
import { plantOpenActions } from '../harness/open-actions.js';

const REMINDERS = 200;

/** How many reminders one worker may have on their way at the moment of a crash. */
const SENDERS = 8;

describe('200 due reminders on PostgreSQL and Redis', () => {
  let s: CrashSetting;

  beforeAll(async () => {
    s = await aCrashSetting();
    await plantOpenActions(s.database, new FixedClock('2026-11-20T15:00:00.000Z' as Moment), REMINDERS);
  }, LONG);
  afterAll(() => s?.close());
  beforeEach(async () => {
    await s.renew();
    await s.database.transaction(async () => {
      await s.database.change('delete from reminder_message');
      await s.database.change('delete from reminder');
    });
  });
  afterEach(() => s.rest());

  const start = () => s.start('2026-11-24T09:00:00.000Z');

  async function allSent(): Promise<ReminderMessage[]> {
    for (;;) {
      const rows = await s.database.reading.find(ReminderMessage);
      if (rows.filter(({ state }) => state === 'sent').length >= REMINDERS) return rows;
      await pause(100);
    }
  }

  /** None missing, none twice for the same step, and what the mail server saw twice had the same Message-ID. */
  function check(rows: readonly ReminderMessage[], crashes: number): void {
    expect(rows).toHaveLength(REMINDERS);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(new Set(rows.map((row) => `${row.dutyId} ${row.stepKey}`)).size).toBe(REMINDERS);
    const ids = s.mailbox.received.map(({ messageId }) => messageId);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ messageId }) => messageId)));
    expect(ids.length).toBeLessThanOrEqual(REMINDERS + crashes * SENDERS);
  }

  it(
    'are each in the ledger once when the worker is killed in the middle and started again',
    async () => {
      const first = await start();
      await s.received(60);
      await first.kill9();
      expect(s.mailbox.received.length).toBeLessThan(REMINDERS);
      await start();
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are each in the ledger once when Redis is emptied in the middle',
    async () => {
      await start();
      await s.received(60);
      await s.emptyRedis();
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are each in the ledger once when the worker is killed and Redis is emptied',
    async () => {
      const first = await start();
      await s.received(60);
      await first.kill9();
      await s.emptyRedis();
      await start();
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are sent once and no more when a worker is stopped in good order and another takes over',
    async () => {
      const first = await start();
      await s.received(60);
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
