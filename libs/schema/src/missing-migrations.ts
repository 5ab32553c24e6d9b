import type { Database } from '#platform';
import { migrations } from './migrations/index.js';

/** How many migrations this database has not had; all of them when it is empty. */
export async function missingMigrations(db: Database): Promise<number> {
  const table =
    db.dialect === 'postgres'
      ? `select 1 as one from information_schema.tables where table_name = 'migration' and table_schema = current_schema()`
      : `select 1 as one from sqlite_master where type = 'table' and name = 'migration'`;
  if ((await db.query(table)).length === 0) return migrations.length;
  const rows = await db.query<{ name: string }>('select name from migration');
  const done = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !done.has(migration.name)).length;
}
