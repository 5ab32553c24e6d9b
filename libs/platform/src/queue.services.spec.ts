import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort, startPostgres, startRedis, type TestService } from '#testkit';
import type { QueueConfig } from './config.js';
import { openQueue } from './open-queue.js';
import type { JobQueue } from './queue.js';

const given = process.env.TEST_QUEUE_URL || process.env.TEST_DATABASE_URL;
const onOwnServers = given ? it.skip : it;
const opened: { close(): Promise<void> }[] = [];
const lines: string[] = [];
const log = {
  log: (line: string) => void lines.push(line),
  warn: (line: string) => void lines.push(line),
  error: (line: string, error?: Error) => void lines.push(`${line}: ${error?.message ?? ''}`),
};

function open(config: QueueConfig): JobQueue {
  const queue = openQueue(config, log, { answerMs: 1000, healMs: 500, closeMs: 3000 });
  opened.push(queue);
  return queue;
}

async function until(holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not happen in time');
    await wait(20);
  }
}

async function answers(queue: JobQueue): Promise<boolean> {
  return queue.ping().then(
    () => true,
    () => false,
  );
}

function jobs(prefix: string, count: number) {
  return Array.from({ length: count }, (_, n) => ({ name: 'remind', data: { n }, jobId: `${prefix}-${n}` }));
}

async function millis(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work.catch(() => undefined);
  return performance.now() - start;
}

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
  lines.length = 0;
});

async function started(kind: 'redis' | 'postgres'): Promise<{ service: TestService; config: QueueConfig }> {
  const service = await (kind === 'redis' ? startRedis() : startPostgres());
  opened.push({ close: () => service.stop() });
  return { service, config: { kind, url: service.url } };
}

describe.each(['redis', 'postgres'] as const)('the queue on %s', (kind) => {
  it('hands each job over once and forgets it, failed or not', async () => {
    const { config } = await started(kind);
    const queue = open(config);
    const received: string[] = [];
    await queue.addBulk('once', [...jobs('a', 200), ...jobs('a', 200)]);
    await queue.addBulk('once', jobs('a', 200));
    expect((await queue.counts('once')).waiting).toBe(200);
    const other = open(config);
    for (const consumer of [queue, other]) {
      const handler = async (job: { jobId: string }) => {
        received.push(job.jobId);
        if (job.jobId.endsWith('7')) throw new Error('no');
      };
      consumer.consume('once', handler, { concurrency: 5 });
    }
    await until(() => received.length === 200);
    expect(new Set(received).size).toBe(200);
    await until(async () => (await queue.counts('once')).active === 0);
    await queue.addBulk('once', jobs('a', 10));
    await until(() => received.length === 210);
  });

  onOwnServers('goes on by itself after the server was killed and started again', async () => {
    const { service, config } = await started(kind);
    const queue = open(config);
    const received: string[] = [];
    let ticks = 0;
    queue.consume('work', async (job) => void received.push(job.jobId), { concurrency: 5 });
    queue.consume('ticks', async () => void (ticks += 1));
    queue.everySeconds('ticks', 'sweep', 1, 'sweep');
    await queue.addBulk('work', jobs('before', 20));
    await until(() => received.length === 20 && ticks >= 1);

    await service.kill9();
    await wait(300);
    expect(await millis(queue.addBulk('work', jobs('away', 1)))).toBeLessThan(1500);
    await expect(queue.addBulk('work', jobs('away', 1))).rejects.toMatchObject({ name: 'QueueAway' });
    await expect(queue.ping()).rejects.toMatchObject({ name: 'QueueAway' });
    await expect(queue.counts('work')).rejects.toMatchObject({ name: 'QueueAway' });
    await wait(2500);
    expect(lines.filter((line) => line.includes('away'))).toHaveLength(1);

    await service.restart();
    await until(() => answers(queue));
    const ticksBefore = ticks;
    await queue.addBulk('work', jobs('after', 20));
    await until(() => received.filter((id) => id.startsWith('after')).length >= 20);
    await until(() => ticks >= ticksBefore + 2);
    expect(lines.filter((line) => line.includes('back'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('away'))).toHaveLength(1);
  });

  onOwnServers('starts before its server and closes while it is away', async () => {
    const { service, config } = await started(kind);
    await service.kill9();
    const queue = open(config);
    let done = 0;
    queue.consume('early', async () => void (done += 1));
    queue.everySeconds('early', 'sweep', 1, 'sweep');
    await expect(queue.ping()).rejects.toMatchObject({ name: 'QueueAway' });
    await service.restart();
    await until(() => done >= 2);
    await service.kill9();
    await wait(200);
    expect(await millis(queue.close())).toBeLessThan(2900);
  });
});

describe('the queue on redis', () => {
  it('ticks again after everything in Redis was deleted', async () => {
    const { service, config } = await started('redis');
    const queue = open(config);
    let ticks = 0;
    queue.consume('ticks', async () => void (ticks += 1));
    queue.everySeconds('ticks', 'sweep', 1, 'sweep');
    await until(() => ticks >= 1);
    const client = new Redis(service.url);
    await client.flushall();
    client.disconnect();
    const before = ticks;
    await until(() => ticks >= before + 2);
  });

  it('shows neither address nor password when the server is not there', async () => {
    const shown: unknown[] = [];
    const keep = (...parts: unknown[]) => void shown.push(...parts);
    const url = `redis://:hunter2@127.0.0.1:${await freePort()}`;
    const queue = openQueue(
      { kind: 'redis', url },
      { log: keep, warn: keep, error: keep },
      { answerMs: 300 },
    );
    opened.push(queue);
    const failure = await queue.ping().catch((error: Error) => error);
    expect(String(failure)).toBe('QueueAway: The job queue does not answer');
    await until(() => shown.length > 0);
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|127\.0\.0\.1/);
  });
});
