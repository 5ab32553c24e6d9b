import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { compileProject, ROOT } from '../harness/compiled-project.js';

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
export function compiledCommandLine(): CompiledCommandLine {
  const { folder, remove } = compileProject();
  const main = join(folder, 'apps/cli/src/main.js');
  return {
    run: (words, env = {}) => node([main, ...words], env),
    runFile: (path, env) => node([join(folder, path)], env),
    folder,
    remove,
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
