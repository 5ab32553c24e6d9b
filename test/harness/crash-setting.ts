import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Database } from '#platform';
import { aMailbox, type Mailbox } from './mailbox.js';
import { realServices } from './services.js';
import { buildWorker, startWorkerProcess, type WorkerProcess } from './worker-process.js';

/** How long starting, crashing and catching up may take on a busy machine, milliseconds. */
export const LONG = 240_000;

/** PostgreSQL, Redis and a mail server of one's own, and workers in processes of their own that a test may kill. */
export type CrashSetting = {
  database: Database;
  /** That of the present test; slow enough for a worker to be caught in the middle. */
  mailbox: Mailbox;
  /** Starts a worker whose clock runs on from this moment. */
  start(clock: string): Promise<WorkerProcess>;
  /** Waits until the mail server has taken so many messages. */
  received(howMany: number): Promise<void>;
  /** Takes everything out of Redis. */
  emptyRedis(): Promise<void>;
  /** A new mail server: before each test. */
  renew(): Promise<void>;
  /** Stops the workers and the mail server: after each test. */
  rest(): Promise<void>;
  close(): Promise<void>;
};

/** Compiles the worker and starts what it needs; some seconds. */
export async function aCrashSetting(): Promise<CrashSetting> {
  const built = buildWorker();
  const services = await realServices();
  const workers: WorkerProcess[] = [];
  const setting: CrashSetting = {
    database: services.database,
    mailbox: null as never,
    start: async (clock) => {
      const worker = await startWorkerProcess(built, {
        ACCORD_DATA: '/tmp',
        ...services.env,
        SMTP_URL: setting.mailbox.url,
        ACCORD_SWEEP_SECONDS: '1',
        ACCORD_CLOCK: clock,
      });
      workers.push(worker);
      return worker;
    },
    received: async (howMany) => {
      while (setting.mailbox.received.length < howMany) await pause(5);
    },
    emptyRedis: async () => {
      const client = new Redis(services.env.QUEUE_URL);
      await client.flushall();
      client.disconnect();
    },
    renew: async () => {
      setting.mailbox = await aMailbox();
      setting.mailbox.beforeTaking = () => pause(20);
    },
    rest: async () => {
      for (const worker of workers.splice(0)) await worker.stop();
      await setting.mailbox.close();
    },
    close: async () => {
      await services.close();
      built.remove();
    },
  };
  return setting;
}
