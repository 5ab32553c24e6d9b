import { FixedClock, newId } from '#kernel';
import { Panels } from '#panels';
import {
  AppLog,
  type DatabaseAddress,
  type JobQueue,
  openDatabase,
  openQueue,
  type QueuedJob,
} from '#platform';
import { ChaseReader, Reminders } from '#reminders';
import { tables } from '#schema';
import { anAudit, startRedis, TEST_KEYS } from '#testkit';
import { median, timed } from './figures.js';
import { NOW } from './world.js';

/** Claiming and queueing what is due, beside adding the same jobs alone. */
export type SweepResult = {
  database: string;
  due: number;
  addBulkPerSecond: number;
  sweepPerSecond: number;
  /** The sweep as a share of adding alone, of the same pair; median. */
  percentOfAddBulk: number;
};

const BATCH = 500;
const LEASE_SECONDS = 120;
const QUEUE = 'reminders';
const PAIRS = 3;

/** Takes ten thousand due reminders and queues them in Redis, as the worker does. */
export async function sweepBench(at: DatabaseAddress): Promise<SweepResult> {
  const redis = await startRedis();
  const db = await openDatabase(at, tables, TEST_KEYS);
  const clock = new FixedClock(NOW);
  const chases = new ChaseReader(db, clock, new Panels(db, clock, anAudit(db, clock)));
  const reminders = new Reminders(db, clock, chases);
  const queue = openQueue({ kind: 'redis', url: redis.url }, new AppLog('worker', 'test'));
  try {
    await ready(queue);
    await add(queue, jobs('warm', 2000));
    const pairs: { alone: number; sweep: number; due: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      let due = 0;
      await db.transaction(() => db.change('update reminder set leased_until = null'));
      const sweepMs = await timed(async () => (due = await sweep(reminders, queue, pair)));
      const alone = jobs(`alone-${pair}`, due);
      const aloneMs = await timed(() => add(queue, alone));
      pairs.push({ alone: (1000 * due) / aloneMs, sweep: (1000 * due) / sweepMs, due });
    }
    return {
      database: at.kind,
      due: pairs[0]!.due,
      addBulkPerSecond: Math.round(median(pairs.map((pair) => pair.alone))),
      sweepPerSecond: Math.round(median(pairs.map((pair) => pair.sweep))),
      percentOfAddBulk: Math.round(median(pairs.map((pair) => (100 * pair.sweep) / pair.alone))),
    };
  } finally {
    await queue.close();
    await db.close();
    await redis.stop();
  }
}

function jobs(name: string, count: number): QueuedJob[] {
  return Array.from({ length: count }, (_, n) => ({
    name: 'remind',
    jobId: `rem-${name}-${n}-0`,
    data: { reminderId: newId(), occasion: 0 },
  }));
}

async function add(queue: JobQueue, all: readonly QueuedJob[]): Promise<void> {
  for (let at = 0; at < all.length; at += BATCH) await queue.addBulk(QUEUE, all.slice(at, at + BATCH));
}

async function sweep(reminders: Reminders, queue: JobQueue, pair: number): Promise<number> {
  let taken = 0;
  for (;;) {
    const due = await reminders.claimDue(BATCH, LEASE_SECONDS);
    await queue.addBulk(
      QUEUE,
      due.map((one) => ({
        name: 'remind',
        jobId: `rem-${pair}-${one.reminderId}-${one.occasion}`,
        data: one,
      })),
    );
    taken += due.length;
    if (due.length < BATCH) return taken;
  }
}

async function ready(queue: JobQueue): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await queue.ping();
    } catch (error) {
      if (attempt > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
