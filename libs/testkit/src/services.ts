import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';

/** A real server for a services spec. Every starter gives one; stop it in `afterAll`. */
export type TestService = {
  /** Where it answers: `redis://...` or `postgres://...`. */
  readonly url: string;
  /** Ends it politely and removes its files. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would; its files stay. Refused for a server that was given by a variable. */
  kill9(): Promise<void>;
  /** Starts it again on the same port with the same files, after `kill9`. Refused for a server that was given by a variable. */
  restart(): Promise<void>;
};

/** A port of this machine that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * A Redis of one's own on a private port, `noeviction`, nothing kept across a restart.
 * With `TEST_QUEUE_URL` (redis) it is that server instead, emptied first: kill and restart are then refused.
 */
export async function startRedis(): Promise<TestService> {
  const given = process.env.TEST_QUEUE_URL;
  if (given?.startsWith('redis')) return givenRedis(given);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'accord-redis-'));
  const flags = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  return ownService({
    url: `redis://127.0.0.1:${port}`,
    folder,
    command: ['redis-server', ...flags, '--maxmemory-policy', 'noeviction'],
    ready: () => listens(port),
  });
}

/**
 * A PostgreSQL of one's own on a private port with an empty database `accord`. PostgreSQL refuses to run as root,
 * so under root it runs as `postgres` or `nobody`.
 * With `TEST_DATABASE_URL` it is a fresh database on that server, dropped by `stop`: kill and restart are then refused.
 */
export async function startPostgres(): Promise<TestService> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return givenPostgres(given);
  const bin = postgresFolder();
  const account = serverAccount();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'accord-postgres-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const init = [
    '-D',
    data,
    '-U',
    'accord',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ];
  execFileSync(join(bin, 'initdb'), init, { ...account, cwd: folder, stdio: 'ignore' });
  const flags = ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
  const service = await ownService({
    url: `postgres://accord@127.0.0.1:${port}/accord`,
    folder,
    command: [join(bin, 'postgres'), ...flags, '-c', 'fsync=off', '-c', 'max_connections=200'],
    account,
    ready: () => answers(`postgres://accord@127.0.0.1:${port}/postgres`),
  });
  await runSql(`postgres://accord@127.0.0.1:${port}/postgres`, 'CREATE DATABASE accord');
  return service;
}

/** The operating system account a server runs under; null is our own. */
type Account = { uid: number; gid: number } | null;
type OwnService = {
  url: string;
  folder: string;
  command: string[];
  account?: Account;
  ready: () => Promise<boolean>;
};

/** Servers that would outlive a test run that was stopped half-way. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function ownService(service: OwnService): Promise<TestService> {
  let child = await launch(service);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    url: service.url,
    stop: async () => {
      // SIGINT is PostgreSQL's "fast" shutdown: it does not wait for clients that are still connected.
      await end('SIGINT');
      rmSync(service.folder, { recursive: true, force: true });
    },
    kill9: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGKILL');
      child = await launch(service);
    },
  };
}

async function launch({ command, folder, account, ready }: OwnService): Promise<ChildProcess> {
  const child = spawn(command[0]!, command.slice(1), { ...account, cwd: folder, stdio: 'ignore' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let failed: string | undefined;
  child.once('error', (error) => (failed = error.message));
  child.once('exit', (code) => (failed ??= `it ended with code ${code}`));
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (failed) throw new Error(`${command[0]} did not start: ${failed}`);
    if (await ready()) return child;
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`${command[0]} did not answer in 15 seconds`);
}

async function givenRedis(url: string): Promise<TestService> {
  const empty = async (): Promise<void> => {
    const client = new Redis(url, { maxRetriesPerRequest: 3 });
    await client.flushdb();
    client.disconnect();
  };
  await empty();
  return { url, stop: empty, kill9: notOurs, restart: notOurs };
}

async function givenPostgres(url: string): Promise<TestService> {
  const name = `accord_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await runSql(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const drop = () => runSql(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { url: own.href, stop: drop, kill9: notOurs, restart: notOurs };
}

async function notOurs(): Promise<void> {
  throw new Error('This server was given by TEST_DATABASE_URL or TEST_QUEUE_URL: a test may not kill it');
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function postgresFolder(): string {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions)
    ? readdirSync(versions).map((name) => join(versions, name, 'bin'))
    : [];
  const onPath = (process.env.PATH ?? '').split(':');
  const newestFirst = installed.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const found = [...onPath, ...newestFirst].find((folder) => existsSync(join(folder, 'initdb')));
  if (!found)
    throw new Error('PostgreSQL is not installed here: set TEST_DATABASE_URL to use another server');
  return found;
}

function serverAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // This account does not exist here; try the next one.
    }
  }
  throw new Error('PostgreSQL refuses to run as root and there is no account postgres or nobody');
}
