import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Database } from '#platform';

/** A row by property names. */
export type BulkRow = Record<string, unknown>;

const AT_ONCE = 2000;

/**
 * Writes rows with one statement for two thousand of them, given as one JSON parameter: TypeORM's own insert takes
 * minutes for what is needed here. Inside a transaction only.
 */
export async function insertBulk(
  db: Database,
  entity: EntityTarget<ObjectLiteral>,
  rows: readonly BulkRow[],
): Promise<void> {
  const { columns, tableName } = db.writing.connection.getMetadata(entity);
  const sealed = new Set<string>(db.sealed.all.map(({ place }) => place));
  const names = columns.map((column) => `"${column.databaseName}"`).join(', ');
  const taken = columns.map((column) => `json_extract(value, '$.${column.databaseName}')`).join(', ');
  const sql =
    db.dialect === 'postgres'
      ? `insert into "${tableName}" (${names}) select ${names} from json_populate_recordset(null::"${tableName}", cast(:rows as json))`
      : `insert into "${tableName}" (${names}) select ${taken} from json_each(:rows)`;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE).map((row) =>
      Object.fromEntries(
        columns.map(({ databaseName, propertyName, type }) => {
          const value = row[propertyName];
          if (value === undefined) throw new Error(`${tableName}.${propertyName} is missing`);
          const written = type === 'simple-json' && value !== null ? JSON.stringify(value) : value;
          const place = `${tableName}.${databaseName}` as const;
          const isSealed = sealed.has(place) && typeof written === 'string';
          return [databaseName, isSealed ? db.sealed.seal(place, written) : written];
        }),
      ),
    );
    await db.change(sql, { rows: JSON.stringify(some) });
  }
}
