import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Fault } from '#kernel';

/** What one statement gave. */
export type StatementResult = { rows: unknown[]; rowCount: number };

/** A PostgreSQL of one session inside this process, in memory. Statements run in the order they are asked. */
export type PgliteThread = {
  run(text: string, params: readonly unknown[]): Promise<StatementResult>;
  /** Called for every notification of every channel. */
  onNotification(listener: (channel: string, payload: string) => void): void;
  /** Why the thread is gone, or null while it runs. */
  failure(): Error | null;
  close(): Promise<void>;
};

type Asked = { id: number; text: string; params: readonly unknown[] };
type Said =
  | { ready: true }
  | { channel: string; payload: string }
  | { id: number; rows: unknown[]; rowCount: number }
  | { id: number; failure: { message: string; code?: string; detail?: string } };
type Waiting = { resolve: (result: StatementResult) => void; reject: (error: Error) => void };

/**
 * Starts PGlite in a thread of its own. Its first seconds (it makes a whole database cluster) and its long
 * statements would otherwise stop every timer and socket of the process.
 */
export async function startPgliteThread(): Promise<PgliteThread> {
  // Given as text so that it runs the same from compiled JavaScript and from TypeScript sources under the tests.
  const thread = new Worker(`(${insideThread.toString()})()`, {
    eval: true,
    workerData: { pglite: createRequire(import.meta.url).resolve('@electric-sql/pglite') },
  });
  const waiting = new Map<number, Waiting>();
  const listeners: ((channel: string, payload: string) => void)[] = [];
  let lastId = 0;
  let failure: Error | null = null;
  const ready = new Promise<void>((resolve, reject) => {
    const end = (error: Error): void => {
      failure ??= error;
      reject(failure);
      for (const { reject: fail } of waiting.values()) fail(failure);
      waiting.clear();
    };
    thread.on('error', end);
    thread.on('exit', () => end(new Fault('The embedded queue has stopped')));
    thread.on('message', (said: Said) => {
      if ('ready' in said) return resolve();
      if ('channel' in said) return listeners.forEach((listener) => listener(said.channel, said.payload));
      const asked = waiting.get(said.id);
      waiting.delete(said.id);
      if (!('failure' in said)) return asked?.resolve({ rows: said.rows, rowCount: said.rowCount });
      asked?.reject(Object.assign(new Error(said.failure.message), said.failure));
    });
  });
  await ready;
  return {
    run: (text, params) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        thread.postMessage({ id: lastId, text, params } satisfies Asked);
      }),
    onNotification: (listener) => void listeners.push(listener),
    failure: () => failure,
    close: async () => void (await thread.terminate()),
  };
}

/** The thread's whole program. It may use nothing from this module: only its text reaches the thread. */
/* istanbul ignore next */
function insideThread(): void {
  const load = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`);
  const { parentPort, workerData } = load('node:worker_threads') as typeof import('node:worker_threads');
  const { PGlite } = load((workerData as { pglite: string }).pglite) as typeof import('@electric-sql/pglite');
  const port = parentPort!;
  void (async () => {
    const db = await PGlite.create({ dataDir: 'memory://', postgresqlconf: ['shared_buffers=8MB'] });
    db.onNotification((channel, payload) => port.postMessage({ channel, payload }));
    port.on('message', async ({ id, text, params }: Asked) => {
      try {
        // Only the simple protocol (exec) takes several statements in one text, as migrations have.
        const result = params.length > 0 ? await db.query(text, [...params]) : (await db.exec(text)).at(-1);
        const rows = result?.rows ?? [];
        port.postMessage({ id, rows, rowCount: rows.length || (result?.affectedRows ?? 0) });
      } catch (error) {
        const { message, code, detail } = error as { message: string; code?: string; detail?: string };
        port.postMessage({ id, failure: { message, code, detail } });
      }
    });
    port.postMessage({ ready: true });
  })();
}
