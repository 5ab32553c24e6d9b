import { type ConnectionOptions, createPostgresBackend, runMigrations } from 'bullmq';
import { PglitePool } from './pglite-pool.js';
import { startPgliteThread } from './pglite-thread.js';
import type { QueueBackend } from './queue-connection.js';

/** PGlite has no background process that would clean up after finished jobs: without this its tables only grow. */
const VACUUM_EVERY_MS = 5 * 60_000;
const VACUUMED = ['job', 'event', 'meta', 'metrics', 'scheduler'];

/**
 * The queue inside this process, in memory: nothing to install, for a laptop or a small site. It is empty after a
 * restart, which is no loss, because jobs are re-derived from the database. Only this process can see it.
 */
export async function embeddedQueue(): Promise<QueueBackend> {
  const thread = await startPgliteThread();
  const pool = new PglitePool(thread);
  const client = await pool.connect();
  await runMigrations(client as unknown as Parameters<typeof runMigrations>[0]);
  client.release();
  await pool.query('SET search_path = bullmq, public');
  const vacuuming = setInterval(() => void vacuum(pool), VACUUM_EVERY_MS);
  vacuuming.unref();
  return {
    factory: createPostgresBackend as unknown as QueueBackend['factory'],
    producer: pool as unknown as ConnectionOptions,
    consumer: pool as unknown as ConnectionOptions,
    lockMs: 10_000,
    stalledMs: 5000,
    isUp: () => thread.failure() === null,
    ping: async () => void (await pool.query('SELECT 1')),
    onError: () => undefined,
    close: async () => {
      clearInterval(vacuuming);
      await pool.end();
      await thread.close();
    },
  };
}

async function vacuum(pool: PglitePool): Promise<void> {
  for (const table of VACUUMED) {
    // One statement each: several in one text would be a transaction, in which VACUUM is not allowed.
    await pool.query(`VACUUM bullmq.${table}`).catch(() => undefined);
  }
}
