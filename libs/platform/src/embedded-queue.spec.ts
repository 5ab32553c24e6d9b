import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openQueue } from './open-queue.js';
import type { JobQueue, ReceivedJob } from './queue.js';

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };

async function until(holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not happen in time');
    await wait(20);
  }
}

describe('the embedded queue', () => {
  let queue: JobQueue;
  let startGapMs: number;
  const received: ReceivedJob[] = [];

  beforeAll(async () => {
    const gaps = monitorEventLoopDelay({ resolution: 5 });
    gaps.enable();
    queue = openQueue({ kind: 'embedded' }, silent, { answerMs: 60_000, healMs: 200 });
    await queue.ping();
    gaps.disable();
    startGapMs = gaps.max / 1e6;
  });
  afterAll(() => queue.close());

  it('does not stop the process while it starts', () => {
    expect(startGapMs).toBeLessThan(1000);
  });

  it('hands each job over once, and an id that is still queued is not added twice', async () => {
    const jobs = Array.from({ length: 50 }, (_, n) => ({ name: 'remind', data: { n }, jobId: `rem-a-${n}` }));
    await queue.addBulk('once', [...jobs, ...jobs]);
    await queue.addBulk('once', jobs);
    expect(await queue.counts('once')).toEqual({ waiting: 50, active: 0, delayed: 0 });
    queue.consume('once', async (job) => void received.push(job), { concurrency: 5 });
    await until(() => received.length >= 50);
    await wait(100);
    expect(received).toHaveLength(50);
    expect(received.find((job) => job.jobId === 'rem-a-7')).toEqual(jobs[7]);
    expect(await queue.counts('once')).toEqual({ waiting: 0, active: 0, delayed: 0 });
  });

  it('forgets a job that failed, so that its id can be queued again', async () => {
    let tries = 0;
    queue.consume('failing', async () => {
      tries += 1;
      throw new Error('no');
    });
    const job = { name: 'remind', data: {}, jobId: 'rem-b-1' };
    await queue.addBulk('failing', [job]);
    await until(() => tries === 1);
    await until(async () => (await queue.counts('failing')).active === 0);
    await queue.addBulk('failing', [job]);
    await until(() => tries === 2);
  });

  it('keeps a schedule although it is asked for again more often than it is due', async () => {
    const ticks: number[] = [];
    queue.consume('ticks', async (job) => void (job.name === 'sweep' && ticks.push(performance.now())));
    queue.everySeconds('ticks', 'sweep', 1, 'sweep');
    queue.everySeconds('ticks', 'sweep', 1, 'sweep');
    await until(() => ticks.length >= 4);
    const gaps = ticks.slice(1).map((at, index) => at - ticks[index]!);
    expect(Math.min(...gaps)).toBeGreaterThan(400);
    expect(Math.max(...gaps)).toBeLessThan(2500);
  });

  it('leaves the event loop free under load', async () => {
    let done = 0;
    queue.consume('load', async () => void (done += 1), { concurrency: 20 });
    const gaps = monitorEventLoopDelay({ resolution: 5 });
    gaps.enable();
    const jobs = Array.from({ length: 500 }, (_, n) => ({ name: 'remind', data: { n }, jobId: `load-${n}` }));
    await queue.addBulk('load', jobs);
    await until(() => done === 500, 30_000);
    gaps.disable();
    expect(gaps.max / 1e6).toBeLessThan(1000);
  });

  it('waits for the job at hand when it closes, and then is away', async () => {
    let finished = false;
    let started = false;
    queue.consume('slow', async () => {
      started = true;
      await wait(300);
      finished = true;
    });
    await queue.addBulk('slow', [{ name: 'x', data: {}, jobId: 'slow-1' }]);
    await until(() => started);
    await queue.close();
    expect(finished).toBe(true);
    await expect(queue.ping()).rejects.toMatchObject({ name: 'QueueAway' });
    await expect(queue.addBulk('slow', [{ name: 'x', data: {}, jobId: 'a' }])).rejects.toMatchObject({
      name: 'QueueAway',
    });
  });
});
