import type { DataSource } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { Database } from './database.js';
import { isSealed } from './sealed-fields.js';

/**
 * The columns of one entity in a statement written by hand that joins several: what to select, and how to read the
 * entity back from a row, with true, false and JSON as the entity has them.
 */
export class JoinedColumns<E extends object, K extends keyof E & string = keyof E & string> {
  /** To be put after `select`: every column under a name of its own. */
  readonly sql: string;
  private readonly columns: { as: string; name: string; read: ((value: unknown) => unknown) | null }[];

  constructor(db: Database, entity: new () => E, alias: string, only?: readonly K[]) {
    // The columns of one connection, and the driver of the same: another one does not know them.
    const { connection } = db.reading;
    const all = connection.getMetadata(entity).columns;
    const wanted = all.filter((column) => !only || only.includes(column.propertyName as K));
    this.columns = wanted.map((column) => ({
      as: `${alias}_${column.propertyName}`,
      name: column.propertyName,
      read: reader(connection, column),
    }));
    this.sql = wanted
      .map((column) => `${alias}.${column.databaseName} as "${alias}_${column.propertyName}"`)
      .join(', ');
  }

  /** The entity of this row; null when the join found none. */
  read(row: Readonly<Record<string, unknown>>): Pick<E, K> | null {
    const first = this.columns[0];
    if (!first || row[first.as] === null) return null;
    const entity: Record<string, unknown> = {};
    for (const { as, name, read } of this.columns) entity[name] = read ? read(row[as]) : row[as];
    return entity as Pick<E, K>;
  }
}

function reader({ driver }: DataSource, column: ColumnMetadata): ((value: unknown) => unknown) | null {
  if (isSealed(column)) return (value) => driver.prepareHydratedValue(value, column) as unknown;
  if (column.type === 'boolean') return Boolean;
  if (column.type === 'simple-json') return (value) => (value === null ? null : JSON.parse(String(value)));
  return null;
}
