import { BullQueue } from './bull-queue.js';
import type { QueueConfig } from './config.js';
import { embeddedQueue } from './embedded-queue.js';
import type { Log } from './logging.js';
import { postgresQueue } from './postgres-queue.js';
import type { JobQueue, QueuePatience } from './queue.js';
import { QueueConnection } from './queue-connection.js';
import { redisQueue } from './redis-queue.js';

const STANDARD_PATIENCE: QueuePatience = { answerMs: 5000, healMs: 60_000, closeMs: 5000 };

/**
 * Opens the queue that the configuration names. Returns at once: the connection is made, and when it breaks made
 * again, in the background. `ping` tells whether it is there.
 */
export function openQueue(config: QueueConfig, log: Log, patience: Partial<QueuePatience> = {}): JobQueue {
  const open = {
    embedded: () => embeddedQueue(),
    redis: () => redisQueue(config.kind === 'redis' ? config.url : ''),
    postgres: () => postgresQueue(config.kind === 'postgres' ? config.url : ''),
  }[config.kind];
  const full = { ...STANDARD_PATIENCE, ...patience };
  return new BullQueue(new QueueConnection(open, log, full), log, full);
}
