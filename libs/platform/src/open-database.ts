import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import sqlite3 from 'sqlite3';
import { DataSource, type DataSourceOptions, type EntitySchema, type MixedList } from 'typeorm';
import { Database } from './database.js';
import { mustFit, sealPlainTexts } from './field-sealing.js';
import type { KeyRing } from './key-ring.js';
import { SealedFields } from './sealed-fields.js';
import { SnakeNaming } from './snake-naming.js';

/** Where the record is kept. */
export type DatabaseAddress = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** Classes that TypeORM maps, and migrations in order. */
export type Tables = {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
  entities: MixedList<Function | string | EntitySchema>;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
  migrations: MixedList<Function | string>;
};

/** Read connections beside the one writer on SQLite. */
const SQLITE_READERS = 3;

/** How long SQLite waits for another process' write, milliseconds. */
const BUSY_MS = 10_000;

/**
 * TypeORM switches on the stack traces of `sqlite3`, for every statement of the process: they cost more than most
 * statements. This keeps them off.
 */
const QUIET_SQLITE = Object.assign(Object.create(sqlite3) as typeof sqlite3, { verbose: () => sqlite3 });

/** The options of a data source; `readOnly` is for the extra SQLite connections. */
export function dataSourceOptions(at: DatabaseAddress, tables: Tables, readOnly = false): DataSourceOptions {
  const shared = {
    ...tables,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    // Without this `findBy({ id: undefined })` gives every row: with need-to-know data, never.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
  } as const;
  if (at.kind === 'postgres') {
    return {
      ...shared,
      type: 'postgres',
      url: at.url,
      poolSize: 10,
      // `plan_cache_mode`: prepared statements keep one plan instead of planning anew at every call.
      extra: { options: '-c plan_cache_mode=force_generic_plan -c statement_timeout=30000', keepAlive: true },
      migrationsTransactionMode: 'each',
    };
  }
  return {
    ...shared,
    type: 'sqlite',
    driver: QUIET_SQLITE,
    database: at.file,
    enableWAL: !readOnly,
    busyTimeout: BUSY_MS,
    migrationsTransactionMode: 'each',
  };
}

/**
 * Opens the database: one pool on PostgreSQL; one writer and some readers on SQLite (WAL, foreign keys on). Throws
 * `KeysDoNotFit` when what is sealed in it cannot be read with these keys.
 */
export async function openDatabase(at: DatabaseAddress, tables: Tables, keys: KeyRing): Promise<Database> {
  if (at.kind === 'sqlite') mkdirSync(dirname(at.file), { recursive: true });
  const writer = await new DataSource(dataSourceOptions(at, tables)).initialize();
  const readers = at.kind === 'postgres' ? [writer] : await sqliteReaders(writer, at, tables);
  const database = new Database(writer, readers, new SealedFields(writer, keys));
  try {
    await mustFit(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function sqliteReaders(writer: DataSource, at: DatabaseAddress, tables: Tables): Promise<DataSource[]> {
  await writer.query('PRAGMA foreign_keys = ON');
  await writer.query('PRAGMA synchronous = NORMAL');
  const readers: DataSource[] = [];
  for (let i = 0; i < SQLITE_READERS; i += 1) {
    const reader = await new DataSource(dataSourceOptions(at, tables, true)).initialize();
    await reader.query('PRAGMA query_only = ON');
    await reader.query('PRAGMA cache_size = -16000');
    readers.push(reader);
  }
  return readers;
}

/**
 * Runs the migrations that this database has not had, oldest first, and gives their names. Then seals what stands in
 * plain text where it should not: nobody else may use the database meanwhile. Throws `KeysDoNotFit`.
 */
export async function migrate(at: DatabaseAddress, tables: Tables, keys: KeyRing): Promise<string[]> {
  if (at.kind === 'sqlite') mkdirSync(dirname(at.file), { recursive: true });
  const source = await new DataSource(dataSourceOptions(at, tables)).initialize();
  const database = new Database(source, [source], new SealedFields(source, keys));
  try {
    const done = await source.runMigrations();
    await sealPlainTexts(database);
    return done.map((migration) => migration.name);
  } finally {
    await database.close();
  }
}
