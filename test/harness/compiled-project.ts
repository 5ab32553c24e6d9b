import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The project's programs, compiled as for production into a folder of their own. */
export type CompiledProject = { folder: string; remove(): void };

/** Compiles the project; some seconds, because types are checked elsewhere. */
export function compileProject(): CompiledProject {
  const folder = mkdtempSync(join(tmpdir(), 'accord-compiled-'));
  const { imports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    imports: Record<string, { default: string }>;
  };
  const moved = Object.entries(imports).map(([name, at]) => [name, at.default.replace('./dist/', './')]);
  const manifest = { type: 'module', imports: Object.fromEntries(moved) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const compiler = join(ROOT, 'node_modules/typescript7/bin/tsc');
  const how = ['--outDir', folder, '--sourceMap', 'false', '--incremental', 'false', '--noCheck'];
  execFileSync(process.execPath, [compiler, '-p', join(ROOT, 'tsconfig.json'), ...how], { stdio: 'pipe' });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
