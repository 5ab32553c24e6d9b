import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** The parts of the two drivers that are used here. */
type PostgresPool = {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
};
type SqliteStatement = {
  all(values: unknown[], done: (error: Error | null, rows: unknown[]) => void): void;
  finalize(done: () => void): void;
};
type SqliteConnection = { prepare(sql: string, done: (error: Error | null) => void): SqliteStatement };

/** Most statements that are kept prepared on one connection. */
const MOST_KEPT = 300;

/**
 * Runs reading statements of one connection prepared: the database parses and plans each text once. TypeORM cannot
 * do that, and its own layers cost more than the reading itself on the busiest pages.
 */
export class PreparedStatements {
  private readonly kept = new Map<string, SqliteStatement>();
  private readonly names = new Map<string, string>();

  constructor(private readonly source: DataSource) {}

  /** The rows of one reading statement with placeholders of this database's own kind. */
  all(text: string, values: unknown[]): Promise<unknown[]> {
    this.source.logger.logQuery(text, values);
    return this.source.options.type === 'postgres'
      ? this.onPostgres(text, values)
      : this.onSqlite(text, values);
  }

  private async onPostgres(text: string, values: unknown[]): Promise<unknown[]> {
    const pool = (this.source.driver as unknown as { master: PostgresPool }).master;
    let name = this.names.get(text);
    if (!name) {
      if (this.names.size >= MOST_KEPT) return (await this.source.query(text, values)) as unknown[];
      name = createHash('sha1').update(text).digest('base64url');
      this.names.set(text, name);
    }
    return (await pool.query({ name, text, values })).rows;
  }

  private onSqlite(text: string, values: unknown[]): Promise<unknown[]> {
    const kept = this.kept.get(text);
    if (kept) return rowsOf(kept, values);
    if (this.kept.size >= MOST_KEPT) return this.source.query(text, values) as Promise<unknown[]>;
    const connection = (this.source.driver as unknown as { databaseConnection: SqliteConnection })
      .databaseConnection;
    return new Promise((resolve, reject) => {
      const statement: SqliteStatement = connection.prepare(text, (error) => {
        if (error) return reject(error);
        // Somebody else may have prepared it meanwhile; two of them would be one too many to close.
        const other = this.kept.get(text);
        if (other) statement.finalize(() => undefined);
        else this.kept.set(text, statement);
        rowsOf(other ?? statement, values).then(resolve, reject);
      });
    });
  }

  /** SQLite cannot be closed while statements are held. */
  async release(): Promise<void> {
    const held = [...this.kept.values()];
    this.kept.clear();
    await Promise.all(held.map((statement) => new Promise<void>((resolve) => statement.finalize(resolve))));
  }
}

function rowsOf(statement: SqliteStatement, values: unknown[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    statement.all(values, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}
