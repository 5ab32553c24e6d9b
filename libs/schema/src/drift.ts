import { DataSource } from 'typeorm';
import { dataSourceOptions, type DatabaseAddress } from '#platform';
import { tables } from './tables.js';

/** The statements that TypeORM would still run to bring a migrated database in step with the entities; none: no drift. */
export async function drift(at: DatabaseAddress): Promise<string[]> {
  const source = await new DataSource(dataSourceOptions(at, tables)).initialize();
  try {
    const log = await source.driver.createSchemaBuilder().log();
    return log.upQueries.map((query) => query.query);
  } finally {
    await source.destroy();
  }
}
