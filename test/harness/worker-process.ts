import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, TEST_FIELD_KEYS } from '#testkit';
import { compileProject } from './compiled-project.js';

/** The worker, compiled as for production into a folder of its own. */
export type BuiltWorker = { main: string; remove(): void };

/** Compiles the worker and its rooms; some seconds. */
export function buildWorker(): BuiltWorker {
  const { folder, remove } = compileProject();
  return { main: join(folder, 'apps/worker/src/main.js'), remove };
}

/** A worker in a process of its own. */
export type WorkerProcess = {
  port: number;
  /** Everything that it has written so far. */
  said(): string;
  /** Ends it as a power cut would. */
  kill9(): Promise<void>;
  /** Asks it to stop; gives its exit code and how long it took, milliseconds. */
  stop(): Promise<{ code: number | null; ms: number }>;
};

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a worker and waits until it says that it is ready. */
export async function startWorkerProcess(
  built: BuiltWorker,
  env: Record<string, string>,
): Promise<WorkerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [built.main], {
    env: {
      PATH: process.env['PATH'],
      ACCORD_ENV: 'test',
      WORKER_PORT: String(port),
      FIELD_KEYS: TEST_FIELD_KEYS,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString('utf8')));
  const gone = once(child, 'exit').then(() => void running.delete(child));
  for (let attempt = 0; ; attempt += 1) {
    if (child.exitCode !== null || attempt > 300) throw new Error(`The worker did not start: ${said}`);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (ready?.ok) break;
    await pause(100);
  }
  return {
    port,
    said: () => said,
    kill9: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      const from = performance.now();
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await gone;
      return { code: child.exitCode, ms: performance.now() - from };
    },
  };
}
