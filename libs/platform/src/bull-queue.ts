import { Queue, Worker } from 'bullmq';
import { Fault } from '#kernel';
import type { Log } from './logging.js';
import {
  JobQueue,
  QueueAway,
  type QueueConsumer,
  type QueueCounts,
  type QueuedJob,
  type QueuePatience,
  type ReceivedJob,
} from './queue.js';
import { type QueueBackend, type QueueConnection, within } from './queue-connection.js';

/** A kept failed job would silently block its id, and a kept finished one would fill the memory. */
const FORGET = { removeOnComplete: true, removeOnFail: true } as const;

/** Jobs that lost their worker more often than this fail: several hard restarts in a row must not be enough. */
const MAX_STALLED = 5;

/** All that the queue itself gets to know of a failure. */
const JOB_FAILED = 'The job failed; the log of the worker says why';

class JobFailed extends Fault {
  constructor() {
    super(JOB_FAILED);
    this.name = 'JobFailed';
    // BullMQ keeps the stack, too.
    this.stack = `${this.name}: ${JOB_FAILED}`;
  }
}

type Schedule = { queueName: string; schedulerId: string; seconds: number; jobName: string };

/** {@link JobQueue} by BullMQ, whatever it stands on. */
export class BullQueue extends JobQueue {
  private readonly queues = new Map<string, Promise<Queue>>();
  private readonly workers = new Set<Worker>();
  private readonly schedules = new Map<string, Schedule>();
  private readonly healing: NodeJS.Timeout;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly connection: QueueConnection,
    private readonly log: Log,
    private readonly patience: QueuePatience,
  ) {
    super();
    this.healing = setInterval(() => this.askForAllSchedules(), patience.healMs);
    this.healing.unref();
    connection.onReturn(() => this.askForAllSchedules());
  }

  async addBulk(queueName: string, jobs: readonly QueuedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const entries = jobs.map(({ name, data, jobId }) => ({ name, data, opts: { jobId, ...FORGET } }));
    await this.connection.ask(async (backend) => (await this.queue(queueName, backend)).addBulk(entries));
  }

  consume(
    queueName: string,
    handler: (job: ReceivedJob) => Promise<void>,
    options: { concurrency?: number } = {},
  ): QueueConsumer {
    let wanted = true;
    let worker: Worker | null = null;
    const start = this.connection.whenOpen().then((backend) => {
      if (wanted && !this.closing)
        worker = this.worker(queueName, handler, options.concurrency ?? 1, backend);
    });
    start.catch((error: unknown) => {
      if (!(error instanceof QueueAway)) this.log.error('A job queue could not be consumed', error);
    });
    return {
      close: async () => {
        wanted = false;
        if (worker) await this.closeWorker(worker);
      },
    };
  }

  everySeconds(queueName: string, schedulerId: string, seconds: number, jobName: string): void {
    const schedule = { queueName, schedulerId, seconds, jobName };
    this.schedules.set(`${queueName} ${schedulerId}`, schedule);
    this.connection
      .whenOpen()
      .then(() => this.askFor(schedule))
      .catch(() => undefined);
  }

  counts(queueName: string): Promise<QueueCounts> {
    return this.connection.ask(async (backend) => {
      const queue = await this.queue(queueName, backend);
      const counted = await queue.getJobCounts('waiting', 'active', 'delayed');
      return { waiting: counted.waiting ?? 0, active: counted.active ?? 0, delayed: counted.delayed ?? 0 };
    });
  }

  ping(): Promise<void> {
    return this.connection.ask((backend) => backend.ping());
  }

  close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    return this.closing;
  }

  /** Consumers first, so that jobs at hand can still finish; the connection last. */
  private async closeInOrder(): Promise<void> {
    clearInterval(this.healing);
    await Promise.all([...this.workers].map((worker) => this.closeWorker(worker)));
    const queues = [...this.queues.values()].map(async (queue) => (await queue).close());
    await within(this.patience.closeMs, Promise.allSettled(queues)).catch(() => undefined);
    await within(this.patience.closeMs, this.connection.close()).catch(() => undefined);
  }

  private async closeWorker(worker: Worker): Promise<void> {
    this.workers.delete(worker);
    try {
      await within(this.patience.closeMs, worker.close());
    } catch {
      this.log.warn('A job was still running when its worker was closed; it will run again', {
        queue: worker.name,
      });
      // A second close() only waits for the first, which waits for the job: end the connection under it.
      await within(1000, worker.disconnect()).catch(() => undefined);
    }
  }

  private queue(name: string, backend: QueueBackend): Promise<Queue> {
    const known = this.queues.get(name);
    if (known) return known;
    const opened = this.openedQueue(name, backend);
    this.queues.set(name, opened);
    // A queue whose first connection broke stays broken: the next caller makes another.
    opened.catch(() => this.queues.delete(name));
    return opened;
  }

  private async openedQueue(name: string, backend: QueueBackend): Promise<Queue> {
    const queue = new Queue(
      name,
      { connection: backend.producer, defaultJobOptions: FORGET },
      backend.factory,
    );
    queue.on('error', (error) => this.connection.notice(error));
    await queue.waitUntilReady();
    return queue;
  }

  private worker(
    queueName: string,
    handler: (job: ReceivedJob) => Promise<void>,
    concurrency: number,
    backend: QueueBackend,
  ): Worker {
    const worker = new Worker(
      queueName,
      async ({ name, data, id }) => {
        const jobId = id ?? '';
        try {
          await handler({ name, data: data as Record<string, unknown>, jobId });
        } catch (error) {
          this.log.warn('A job failed', { queue: queueName, jobId, job: name, error });
          // What is thrown on, BullMQ writes into the queue's own record of events.
          throw new JobFailed();
        }
      },
      {
        connection: backend.consumer,
        concurrency,
        lockDuration: backend.lockMs,
        stalledInterval: backend.stalledMs,
        maxStalledCount: MAX_STALLED,
        runRetryDelay: 1000,
      },
      backend.factory,
    );
    worker.on('error', (error) => this.connection.notice(error));
    worker.on('failed', (job, error) => {
      if (error.message === JOB_FAILED) return;
      this.log.warn('A job was given up', { queue: queueName, jobId: job?.id, job: job?.name, error });
    });
    this.workers.add(worker);
    return worker;
  }

  private askForAllSchedules(): void {
    for (const schedule of this.schedules.values()) this.askFor(schedule).catch(() => undefined);
  }

  private async askFor({ queueName, schedulerId, seconds, jobName }: Schedule): Promise<void> {
    if (this.closing) return;
    await this.connection.ask(async (backend) => {
      const queue = await this.queue(queueName, backend);
      await queue.upsertJobScheduler(schedulerId, { every: seconds * 1000 }, { name: jobName, opts: FORGET });
    });
  }
}
