import { PartNotWorking } from './health.js';

/** A job to add. `data` holds ids, never personal data; `jobId` may not contain `:` and may not be a bare number. */
export type QueuedJob = { name: string; data: Record<string, unknown>; jobId: string };

/** A job as its handler gets it. */
export type ReceivedJob = { name: string; data: Record<string, unknown>; jobId: string };

/** How many jobs of a queue are in each state. Finished ones are forgotten at once, so they are not counted. */
export type QueueCounts = { waiting: number; active: number; delayed: number };

/** One running consumer of a queue. */
export type QueueConsumer = {
  /** Stops taking jobs and waits for those at hand, at most some seconds. */
  close(): Promise<void>;
};

/** The queue is not reachable now. It is temporary: try again later; what matters is in the database. */
export class QueueAway extends PartNotWorking {
  constructor() {
    super('The job queue does not answer');
    this.name = 'QueueAway';
  }
}

/**
 * What wakes the worker. Also the injection token. Nothing may depend on a job surviving here: the database is the
 * truth, jobs are re-derived from it, and every job may run twice.
 * A job is tried once and forgotten, whether it works or fails, so that its id can be queued again.
 */
export abstract class JobQueue {
  /** Adds jobs in one round trip. An id that is still in the queue is not added again. Throws {@link QueueAway}. */
  abstract addBulk(queueName: string, jobs: readonly QueuedJob[]): Promise<void>;

  /** Starts handling the jobs of a queue, as soon as it is reachable and again whenever it comes back. */
  abstract consume(
    queueName: string,
    handler: (job: ReceivedJob) => Promise<void>,
    options?: { concurrency?: number },
  ): QueueConsumer;

  /**
   * Adds a job every so many seconds, from now on. One schedule per id, however many processes ask for it; asked
   * again every minute, so that it survives a queue that was emptied.
   */
  abstract everySeconds(queueName: string, schedulerId: string, seconds: number, jobName: string): void;

  /** Counts the jobs of a queue. Throws {@link QueueAway}. */
  abstract counts(queueName: string): Promise<QueueCounts>;

  /** Resolves when the queue answers; throws {@link QueueAway} when it does not. */
  abstract ping(): Promise<void>;

  /** Stops schedules and consumers, then the connection. Takes at most some seconds; can be called twice. */
  abstract close(): Promise<void>;
}

/** How patient a {@link JobQueue} is, milliseconds. The standard values suit production; specs shorten them. */
export type QueuePatience = {
  /** Longest wait for an answer before {@link QueueAway}. */
  answerMs: number;
  /** Between two times that all schedules are asked for again. */
  healMs: number;
  /** Longest wait for jobs at hand when closing. */
  closeMs: number;
};
