import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { FixedClock, type Moment } from '#kernel';
import { ReminderMessage } from '#reminders';
import { temporaryDatabase, type TemporaryDatabase } from '#testkit';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { plantOpenActions } from '../harness/open-actions.js';
import { plantOpenReferrals } from '../harness/open-referrals.js';
import { type BuiltWorker, buildWorker, startWorkerProcess } from '../harness/worker-process.js';

/** How many reminders may be on their way at the moment of a crash. */
const SENDERS = 8;

// Both are due once on Tuesday at 9: nobody has acknowledged the actions, and the clocks of the referrals are red.
const DUTIES = [
  { what: 'actions', plant: plantOpenActions },
  { what: 'decisions on referrals', plant: plantOpenReferrals },
];

describe.each(DUTIES)(
  'a worker that is killed, on SQLite with the queue in the process: $what',
  ({ plant }) => {
    let built: BuiltWorker;
    let store: TemporaryDatabase;
    let mailbox: Mailbox;

    beforeAll(async () => {
      built = buildWorker();
      store = await temporaryDatabase();
      mailbox = await aMailbox();
      await plant(store.database, new FixedClock('2026-11-20T15:00:00.000Z' as Moment), 60);
    }, 120_000);
    afterAll(async () => {
      await mailbox?.close();
      await store?.remove();
      built?.remove();
    });

    const ledger = () => store.database.reading.find(ReminderMessage);

    it('loses no reminder, sends none anew under another id, and stops in good order when asked', async () => {
      const env = {
        ACCORD_DATA: store.folder,
        SMTP_URL: mailbox.url,
        ACCORD_SWEEP_SECONDS: '1',
        ACCORD_CLOCK: '2026-11-24T09:00:00.000Z',
      };
      mailbox.beforeTaking = () => pause(15);
      const first = await startWorkerProcess(built, env);
      while (mailbox.received.length < 20) await pause(10);
      await first.kill9();
      expect(mailbox.received.length).toBeLessThan(60);
      const second = await startWorkerProcess(built, env);
      while ((await ledger()).filter(({ state }) => state === 'sent').length < 60) await pause(50);
      const { code, ms } = await second.stop();
      expect(code).toBe(0);
      expect(ms).toBeLessThan(10_000);
      const rows = await ledger();
      expect(rows).toHaveLength(60);
      expect(new Set(rows.map((row) => `${row.dutyId} ${row.stepKey}`)).size).toBe(60);
      const ids = mailbox.received.map(({ messageId }) => messageId);
      expect(new Set(ids)).toEqual(new Set(rows.map(({ messageId }) => messageId)));
      expect(ids.length).toBeLessThanOrEqual(60 + SENDERS);
    }, 120_000);
  },
);
