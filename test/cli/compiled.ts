import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a command did: its exit code and what it wrote. */
export type Ran = { code: number; out: string; err: string };

/** The command line as it is shipped: compiled, run by node, in a folder of its own. */
export type CompiledCommandLine = {
  run(words: readonly string[], env?: Record<string, string>): Promise<Ran>;
  /** Runs another program of the project, named from its top: `apps/api/src/main.js`. */
  runFile(path: string, env: Record<string, string>): Promise<Ran>;
  /** Where it was compiled to. */
  folder: string;
  remove(): void;
};

/** Compiles the project into a temporary folder and gives its command line. */
export async function compiledCommandLine(): Promise<CompiledCommandLine> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-compiled-'));
  const { imports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    imports: Record<string, { default: string }>;
  };
  const moved = Object.entries(imports).map(([name, at]) => [name, at.default.replace('./dist/', './')]);
  const manifest = { type: 'module', imports: Object.fromEntries(moved) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const compiler = join(ROOT, 'node_modules/typescript7/bin/tsc');
  await node([compiler, '-p', join(ROOT, 'tsconfig.json'), '--outDir', folder, '--sourceMap', 'false'], {});
  const main = join(folder, 'apps/cli/src/main.js');
  return {
    run: (words, env = {}) => node([main, ...words], env),
    runFile: (path, env) => node([join(folder, path)], env),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function node(words: readonly string[], env: Record<string, string>): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((settle) => {
    execFile(
      process.execPath,
      [...words],
      { cwd: ROOT, env: { PATH, HOME, ...env }, maxBuffer: 50_000_000 },
      (error, out, err) => settle({ code: error ? Number(error.code ?? 255) : 0, out, err }),
    );
  });
}
