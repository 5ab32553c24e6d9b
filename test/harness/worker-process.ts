import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, TEST_FIELD_KEYS } from '#testkit';

/** The worker, compiled as for production into a folder of its own. */
export type BuiltWorker = { main: string; remove(): void };

/** Compiles the worker and its rooms; some seconds. */
export function buildWorker(): BuiltWorker {
  const root = resolve('.');
  const folder = mkdtempSync(join(tmpdir(), 'accord-built-'));
  const given = JSON.parse(readFileSync('package.json', 'utf8')) as {
    imports: Record<string, { default: string }>;
  };
  const imports = Object.fromEntries(
    Object.entries(given.imports).map(([alias, { default: path }]) => [alias, path.replace('./dist/', './')]),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const project = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { rootDir: root, outDir: folder, typeRoots: [join(root, 'node_modules/@types')] },
    include: [join(root, 'apps/worker/src'), join(root, 'libs')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const compiler = join(root, 'node_modules/typescript7/bin/tsc');
  const main = join(folder, 'apps/worker/src/main.js');
  try {
    execFileSync(process.execPath, [compiler, '-p', join(folder, 'tsconfig.json')], { stdio: 'pipe' });
  } catch (error) {
    // Types are checked elsewhere; what counts here is that there is something to run.
    if (!existsSync(main)) throw error;
  }
  return { main, remove: () => rmSync(folder, { recursive: true, force: true }) };
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
