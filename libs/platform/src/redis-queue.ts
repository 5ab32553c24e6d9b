import { type ConnectionOptions, createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queue-connection.js';

/**
 * The queue on Redis, the backend for production. Redis must be set to `noeviction`, or it drops jobs silently.
 * Two connections, and one more per consumer: adding fails fast, taking waits.
 */
export async function redisQueue(url: string): Promise<QueueBackend> {
  const common = {
    connectTimeout: 5000,
    keepAlive: 10_000,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, 1000),
  };
  const producer = new Redis(url, {
    ...common,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  });
  const consumer = new Redis(url, { ...common, maxRetriesPerRequest: null });
  const listeners: ((error: Error) => void)[] = [];
  for (const client of [producer, consumer].map(endingSurely)) {
    client.on('error', (error: Error) => listeners.forEach((listener) => listener(error)));
  }
  // BullMQ copies this client for each consumer's blocking command.
  const duplicate = consumer.duplicate.bind(consumer);
  consumer.duplicate = (options) => endingSurely(duplicate(options));
  await firstAnswer(producer);
  return {
    factory: createRedisBackend,
    producer: producer as unknown as ConnectionOptions,
    consumer: consumer as unknown as ConnectionOptions,
    lockMs: 15_000,
    stalledMs: 10_000,
    isUp: () => producer.status === 'ready',
    ping: async () => void (await producer.ping()),
    onError: (listener) => void listeners.push(listener),
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

/** Waits a moment for the first connection, so that what is asked right after the start finds it open. */
function firstAnswer(client: Redis): Promise<void> {
  return new Promise((resolve) => {
    if (client.status === 'ready') return resolve();
    client.once('ready', resolve);
    client.once('error', () => resolve());
    client.once('close', () => resolve());
  });
}

/**
 * A client that is told to end while it waits for its next try to connect drops that try and never says that it has
 * ended, for which BullMQ would wait for ever. This one makes its last try first.
 */
function endingSurely(client: Redis): Redis {
  const disconnect = client.disconnect.bind(client);
  client.disconnect = (reconnect) => {
    if (reconnect || client.status !== 'reconnecting') return disconnect(reconnect);
    client.options.retryStrategy = () => null;
    client.once('connect', () => disconnect());
  };
  return client;
}
