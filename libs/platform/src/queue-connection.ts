import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectionOptions, createRedisBackend } from 'bullmq';
import { errorFacts } from './error-facts.js';
import type { Log } from './logging.js';
import { QueueAway, type QueuePatience } from './queue.js';

/** An open way to one kind of queue: what BullMQ's classes are built with, and how to try and end it. */
export type QueueBackend = {
  /** Handed to each Queue and Worker; never set for the whole process, so that several kinds can live side by side. */
  factory: typeof createRedisBackend;
  /** For adding jobs: fails fast. */
  producer: ConnectionOptions;
  /** For taking jobs: waits for the connection to come back. */
  consumer: ConnectionOptions;
  /** How long a job belongs to a worker that shows no life, and how often such jobs are looked for, milliseconds. */
  lockMs: number;
  stalledMs: number;
  /** Whether asking makes sense now; false when the connection is known to be broken. */
  isUp(): boolean;
  ping(): Promise<void>;
  /** Called for each error of the connection itself. */
  onError(listener: (error: Error) => void): void;
  close(): Promise<void>;
};

const RETRY_MS = 2000;

/** Signs that the connection, not the work, is at fault. */
const CONNECTION_CODES =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST\w+|ENETUNREACH|57P0\d|08\w{3}|NR_CLOSED)$/;
const CONNECTION_WORDS =
  /connection (is closed|terminated|timeout)|isn't writeable|not reachable|starting up|LOADING/i;

/**
 * The connection to the queue over its whole life: opened in the background, known to be there or away, each change
 * logged once, tried again until it is back.
 */
export class QueueConnection {
  private readonly opening: Promise<QueueBackend>;
  private backend: QueueBackend | null = null;
  private away = false;
  private closed = false;
  private retry: NodeJS.Timeout | null = null;
  private readonly returned: (() => void)[] = [];
  private readonly lastLogged = new Map<string, number>();

  constructor(
    open: () => Promise<QueueBackend>,
    private readonly log: Log,
    private readonly patience: QueuePatience,
  ) {
    this.opening = this.openUntilItWorks(open);
    this.opening.catch(() => undefined);
  }

  /** Called each time the queue answers again after it was away. */
  onReturn(listener: () => void): void {
    this.returned.push(listener);
  }

  /** The open backend, however long it takes. Rejects only when closed before. */
  whenOpen(): Promise<QueueBackend> {
    return this.opening;
  }

  /** Asks something of the queue and throws {@link QueueAway} instead of waiting for ever. */
  async ask<T>(question: (backend: QueueBackend) => Promise<T>): Promise<T> {
    if (this.closed) throw new QueueAway();
    const answer = this.opening.then((backend) => {
      if (!backend.isUp()) throw new QueueAway();
      return question(backend);
    });
    try {
      const given = await within(this.patience.answerMs, answer);
      this.markBack();
      return given;
    } catch (error) {
      if (!(error instanceof QueueAway) && !isConnectionError(error)) throw error;
      this.markAway(error);
      throw new QueueAway();
    }
  }

  /** Takes note of an error that BullMQ or a driver announced: the connection is away, or a line in the log. */
  notice(error: Error): void {
    if (this.closed) return;
    if (isConnectionError(error)) return this.markAway(error);
    const now = performance.now();
    const key = JSON.stringify(errorFacts(error));
    if (now - (this.lastLogged.get(key) ?? -Infinity) < 60_000) return;
    if (this.lastLogged.size > 100) this.lastLogged.clear();
    this.lastLogged.set(key, now);
    this.log.error('The job queue reports a problem', error);
  }

  /** Ends the connection; can be called twice. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.retry) clearTimeout(this.retry);
    await this.backend?.close();
  }

  private async openUntilItWorks(open: () => Promise<QueueBackend>): Promise<QueueBackend> {
    while (!this.closed) {
      try {
        const backend = await open();
        if (this.closed) {
          await backend.close();
          break;
        }
        backend.onError((error) => this.notice(error));
        this.backend = backend;
        this.markBack();
        return backend;
      } catch (error) {
        this.logAway(error);
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
    throw new QueueAway();
  }

  private markAway(error: unknown): void {
    this.logAway(error);
    if (!this.backend || this.retry || this.closed) return;
    this.retry = setTimeout(() => void this.tryAgain(), RETRY_MS);
    this.retry.unref();
  }

  private logAway(error: unknown): void {
    if (this.away || this.closed) return;
    this.away = true;
    // Drivers put addresses and user names in their messages.
    const { code } = error as { code?: unknown };
    this.log.warn('The job queue is away; trying again', {
      code: typeof code === 'string' ? code : 'NO_ANSWER',
    });
  }

  private async tryAgain(): Promise<void> {
    this.retry = null;
    const backend = this.backend;
    if (!backend || this.closed) return;
    try {
      await within(this.patience.answerMs, backend.ping());
      this.markBack();
    } catch (error) {
      this.markAway(error);
    }
  }

  private markBack(): void {
    if (this.closed || !this.away) return;
    this.away = false;
    this.log.log('The job queue is back');
    for (const listener of this.returned) listener();
  }
}

function isConnectionError(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return CONNECTION_CODES.test(String(code ?? '')) || CONNECTION_WORDS.test(String(message ?? ''));
}

/** Rejects with {@link QueueAway} when there is no answer in time; a late answer is ignored. */
export async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new QueueAway()), timeoutMs);
  });
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
