import { type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import { startPostgres, startRedis, TEST_KEYS } from '#testkit';

/** A migrated, empty PostgreSQL database and a Redis of one's own. */
export type RealServices = {
  database: Database;
  /** The settings by which a process finds both. */
  env: { DATABASE_URL: string; QUEUE_URL: string };
  close(): Promise<void>;
};

/** Starts both; some seconds. */
export async function realServices(): Promise<RealServices> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const at = { kind: 'postgres', url: postgres.url } as const;
  await migrate(at, tables, TEST_KEYS);
  const database = await openDatabase(at, tables, TEST_KEYS);
  return {
    database,
    env: { DATABASE_URL: postgres.url, QUEUE_URL: redis.url },
    close: async () => {
      await database.close();
      await redis.stop();
      await postgres.stop();
    },
  };
}
