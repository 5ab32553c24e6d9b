import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { FixedClock, type Moment } from '#kernel';
import { Letter } from '#letters';
import type { Meeting } from '#meetings';
import { plantPublishedAgenda, tellOfAgenda } from '../harness/agenda-letters.js';
import { aCrashSetting, type CrashSetting, LONG } from '../harness/crash-setting.js';

const LETTERS = 150;

/** How many letters one worker may have on their way at the moment of a crash. */
const SENDERS = 5;

const MORNING = '2026-11-24T09:00:00.000Z';

/** When the letters that a dead worker had taken are free again. */
const LEASES_PAST = '2026-11-24T09:06:00.000Z';

describe('150 due letters about an agenda on PostgreSQL and Redis', () => {
  let s: CrashSetting;
  let meeting: Meeting;
  const clock = new FixedClock(MORNING as Moment);

  beforeAll(async () => {
    s = await aCrashSetting();
    meeting = await plantPublishedAgenda(s.database, clock, LETTERS);
  }, LONG);
  afterAll(() => s?.close());
  beforeEach(async () => {
    await s.renew();
    await s.database.transaction(() => s.database.change('delete from letter'));
    await tellOfAgenda(s.database, clock, meeting);
  });
  afterEach(() => s.rest());

  const rowsIn = (state: Letter['state']) => s.database.reading.findBy(Letter, { state });
  async function allSent(): Promise<Letter[]> {
    for (;;) {
      const rows = await rowsIn('sent');
      if (rows.length >= LETTERS) return rows;
      await pause(100);
    }
  }
  const taken = () => s.mailbox.received.map(({ messageId }) => messageId.replace(/^<|@.*$/g, ''));

  /** None missing, none planned twice, and what the mail server saw twice it saw under one Message-ID, made of the letter. */
  function check(rows: readonly Letter[], crashes: number): void {
    expect(rows).toHaveLength(LETTERS);
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(LETTERS);
    expect(new Set(s.mailbox.received.map(({ to }) => to)).size).toBe(LETTERS);
    expect(new Set(taken())).toEqual(new Set(rows.map(({ id }) => id)));
    expect(taken().length).toBeLessThanOrEqual(LETTERS + crashes * SENDERS);
  }

  it(
    'are each sent when the worker is killed in the middle and started again; what was noted is not sent again',
    async () => {
      const first = await s.start(MORNING);
      await s.received(40);
      await first.kill9();
      const noted = new Set((await rowsIn('sent')).map(({ id }) => id));
      expect(noted.size).toBeGreaterThan(0);
      expect(taken().length).toBeLessThan(LETTERS);
      await s.start(LEASES_PAST);
      check(await allSent(), 1);
      const times = taken().filter((id) => noted.has(id));
      expect(times.length).toBe(noted.size);
    },
    LONG,
  );

  it(
    'are each sent when the worker is killed and Redis is emptied',
    async () => {
      const first = await s.start(MORNING);
      await s.received(40);
      await first.kill9();
      await s.emptyRedis();
      await s.start(LEASES_PAST);
      check(await allSent(), 1);
    },
    LONG,
  );

  it(
    'are sent once and no more by two workers at once',
    async () => {
      await Promise.all([s.start(MORNING), s.start(MORNING)]);
      check(await allSent(), 0);
    },
    LONG,
  );
});
