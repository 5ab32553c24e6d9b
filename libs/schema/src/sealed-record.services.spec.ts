import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type DatabaseAddress, migrate, openDatabase } from '#platform';
import { startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { SEALED_PROMISES } from './sealed-record.fixture.js';
import { plant, PLANTED } from './sealed-world.fixture.js';
import { tables } from './tables.js';

describe('sensitive texts on PostgreSQL', () => {
  let server: TestService;
  let made = 0;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server.stop());

  async function asked<T>(at: string, sql: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: at });
    await client.connect();
    return (await client.query(sql).finally(() => client.end())).rows as T[];
  }

  async function emptyDatabase(): Promise<DatabaseAddress & { kind: 'postgres' }> {
    made += 1;
    const own = new URL(server.url);
    own.pathname = `${own.pathname}_sealed${made}`;
    await asked(server.url, `drop database if exists ${own.pathname.slice(1)}`);
    await asked(server.url, `create database ${own.pathname.slice(1)}`);
    return { kind: 'postgres', url: own.href };
  }

  // The first one: the others write in plain text, too, which stays in the log of writes for a while.
  it('stand in no row of any table, and in no file of the server, its log of writes included', async () => {
    const at = await emptyDatabase();
    await migrate(at, tables, TEST_KEYS);
    const db = await openDatabase(at, tables, TEST_KEYS);
    await plant(db);
    await db.close();
    const names = await asked<{ name: string }>(
      at.url,
      `select table_name as name from information_schema.tables where table_schema = current_schema()`,
    );
    let dump = '';
    for (const { name } of names)
      for (const { line } of await asked<{ line: string }>(at.url, `select t::text as line from "${name}" t`))
        dump += `${line}\n`;
    expect(dump).toContain('Riverside Police');
    expect(Object.values(PLANTED).filter((text) => dump.includes(text))).toEqual([]);
    await asked(at.url, 'checkpoint');
    const [settings] = await asked<{ data_directory: string }>(at.url, 'show data_directory');
    const files = filesIn(settings!.data_directory);
    const holding = (text: string) => files.filter((file) => readFileSync(file).includes(text));
    if (files.length > 0) expect(holding('Riverside Police').length).toBeGreaterThan(1);
    expect(Object.values(PLANTED).filter((text) => holding(text).length > 0)).toEqual([]);
  }, 120_000);

  it.each(Object.entries(SEALED_PROMISES))(
    '%s',
    async (_promise, holds) => holds(await emptyDatabase()),
    120_000,
  );
});

/** The server's files, when it runs on this machine. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => existsSync(path) && statSync(path).isFile());
}
