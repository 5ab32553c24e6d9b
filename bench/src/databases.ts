import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type DatabaseAddress, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import { startPostgres, TEST_KEYS } from '#testkit';
import { type WorldSize, writeWorld } from './world.js';

/** A database with a world of its own, thrown away afterwards. */
export type BenchDatabase = { at: DatabaseAddress; remove(): Promise<void> };

const KEPT = '/tmp/accord-bench';

/** The same for the same world and the same tables: what was made once is used again. */
function contentKey(size: WorldSize): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  const here = fileURLToPath(new URL('.', import.meta.url));
  hash.update(readFileSync(join(here, 'world.js')));
  const migrations = join(here, '../../libs/schema/src/migrations');
  for (const file of readdirSync(migrations).sort()) hash.update(readFileSync(join(migrations, file)));
  return hash.digest('hex').slice(0, 12);
}

async function fill(at: DatabaseAddress, size: WorldSize): Promise<void> {
  await migrate(at, tables, TEST_KEYS);
  const db = await openDatabase(at, tables, TEST_KEYS);
  await writeWorld(db, size);
  await db.transaction(() => db.change(at.kind === 'postgres' ? 'analyze' : 'pragma optimize'));
  await db.close();
}

/** A SQLite file with the world. */
export async function sqliteWorld(size: WorldSize): Promise<BenchDatabase> {
  mkdirSync(KEPT, { recursive: true });
  const made = join(KEPT, `${contentKey(size)}.sqlite`);
  if (!existsSync(made)) {
    const making = join(KEPT, `making-${process.pid}.sqlite`);
    rmSync(making, { force: true });
    await fill({ kind: 'sqlite', file: making }, size);
    renameSync(making, made);
  }
  const file = join(KEPT, `run-${process.pid}.sqlite`);
  copyFileSync(made, file);
  const remove = async () => {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  };
  return { at: { kind: 'sqlite', file }, remove };
}

/** The PostgreSQL server to use: the one given, the usual local one, or one of our own. */
async function postgresServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const usual = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  try {
    await runSql(usual, 'select 1');
    return { url: usual, stop: async () => undefined };
  } catch {
    return startPostgres();
  }
}

/** A PostgreSQL database with the world, made from a template that is kept on the server. */
export async function postgresWorld(size: WorldSize): Promise<BenchDatabase> {
  const server = await postgresServer();
  const template = `accord_bench_${contentKey(size)}`;
  const named = (name: string) => Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  const known = await runSql(server.url, `select 1 from pg_database where datname = '${template}'`);
  if (known.length === 0) {
    const making = `accord_bench_making_${process.pid}`;
    await runSql(server.url, `create database ${making}`);
    await fill({ kind: 'postgres', url: named(making) }, size);
    await runSql(named(making), 'vacuum analyze');
    await runSql(server.url, `alter database ${making} rename to ${template}`);
  }
  const name = `accord_bench_run_${process.pid}`;
  await runSql(server.url, `create database ${name} template ${template}`);
  const remove = async () => {
    await runSql(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  };
  return { at: { kind: 'postgres', url: named(name) }, remove };
}

async function runSql(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(sql).then(
    (answer) => client.end().then(() => answer.rows),
    (error: Error) => client.end().then(() => Promise.reject(error)),
  );
}
