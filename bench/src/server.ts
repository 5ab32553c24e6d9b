import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import { FixedClock } from '#kernel';
import { type DatabaseAddress, openDatabase, openText, readConfig } from '#platform';
import { tables } from '#schema';
import { startApi } from '../../apps/api/src/start-api.js';
import { hotReads, type Question } from './questions.js';
import { NOW, type WorldSize } from './world.js';
import { TEST_KEYS } from '#testkit';

/** What a server process is started with. */
export type ServerOrder = { kind: 'accord' | 'raw'; at: DatabaseAddress; size: WorldSize };

/** What it says: where it answers, or the processor time it has used, in milliseconds. */
export type ServerWord = { port: number } | { cpuMs: number; rssMiB: number };

async function accord({ at }: ServerOrder): Promise<number> {
  const database = await openDatabase(at, tables, TEST_KEYS);
  const config = readConfig({ ACCORD_ENV: 'test', ACCORD_DATA: '/tmp/accord-bench' });
  if (!config.ok) throw new Error(config.refusal.message);
  const app = await startApi({ config: config.value, clock: new FixedClock(NOW), database }, 0);
  return (app.getHttpServer().address() as AddressInfo).port;
}

/** The limit: one prepared statement, its JSON sent as it comes with its sealed texts opened. Nobody is asked who they are. */
async function raw({ at, size }: ServerOrder): Promise<number> {
  const dialect = at.kind;
  const questions = hotReads(size);
  const statements = questions.map((question) => question.sql(dialect));
  const read =
    at.kind === 'postgres' ? fromPostgres(at.url, statements) : await fromSqlite(at.file, statements);
  const server = createServer((request, response) => {
    const [, which, value] = request.url!.split('/');
    read(Number(which), value!).then(
      (body) =>
        response.setHeader('content-type', 'application/json').end(opened(body, questions[Number(which)]!)),
      (error: Error) => {
        response.statusCode = 500;
        response.end(error.message);
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const SEALED_MEMBER = /"(\w+)"\s*:\s*"(s1\.[\w.-]+)"/g;

/** Sealed as JSON: goes into the body as it is. */
const LISTS: ReadonlySet<string> = new Set(['listing.reasons']);

/** The body with every sealed text opened in its place, without reading the rest of it. */
function opened(body: string, { sealed }: Question): string {
  return body.replace(SEALED_MEMBER, (member, name: string, text: string) => {
    const place = sealed[name];
    if (!place) return member;
    const found = openText(TEST_KEYS, place, text);
    return `"${name}":${LISTS.has(place) ? found : JSON.stringify(found)}`;
  });
}

type Read = (which: number, value: string) => Promise<string>;

function fromPostgres(url: string, statements: readonly string[]): Read {
  const options = '-c plan_cache_mode=force_generic_plan';
  const pool = new pg.Pool({ connectionString: url, max: 10, options });
  return async (which, value) => {
    const answer = await pool.query({
      name: `q${which}`,
      // The body leaves as text: parsing it here only to write it again would slow the limit down.
      text: `select body::text from (${statements[which]}) b`,
      values: [value],
    });
    return (answer.rows[0] as { body: string }).body;
  };
}

async function fromSqlite(file: string, statements: readonly string[]): Promise<Read> {
  const readers: sqlite3.Statement[][] = [];
  for (let i = 0; i < 3; i += 1) {
    const connection = new sqlite3.Database(file, sqlite3.OPEN_READONLY);
    connection.run('PRAGMA cache_size = -16000');
    readers.push(statements.map((sql) => connection.prepare(sql)));
  }
  let turn = 0;
  return (which, value) =>
    new Promise((resolve, reject) => {
      turn = (turn + 1) % readers.length;
      readers[turn]![which]!.all([value], (error: Error | null, rows: unknown[]) =>
        error ? reject(error) : resolve((rows as { body: string }[])[0]!.body),
      );
    });
}

const order = JSON.parse(process.argv[2]!) as ServerOrder;
const port = await (order.kind === 'accord' ? accord(order) : raw(order));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send!({
    cpuMs: (user + system) / 1000,
    rssMiB: process.memoryUsage().rss / 2 ** 20,
  } satisfies ServerWord);
});
process.on('disconnect', () => process.exit(0));
process.send!({ port } satisfies ServerWord);
