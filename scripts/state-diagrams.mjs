/**
 * Draws every transition table of the rooms (an export named TRANSITIONS or X_TRANSITIONS) as a state diagram in
 * docs/states. Needs the compiled code: run it by `npm run docs`.
 */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(fileURLToPath(import.meta.url), '../../docs/states');

const ROOMS = {
  link: () => import('#links'),
  case: () => import('#cases'),
  meeting: () => import('#meetings'),
  action: () => import('#actions'),
  outcome: () => import('#outcomes'),
  reminder: () => import('#reminders'),
};

/** A table as Mermaid text: a state that nothing leads to is a beginning, one with no way on is an end. */
export function stateDiagram(table) {
  const reached = new Set(Object.values(table).flat());
  const lines = Object.entries(table).flatMap(([from, ways]) => [
    ...(reached.has(from) ? [] : [`[*] --> ${from}`]),
    ...ways.map((to) => `${from} --> ${to}`),
    ...(ways.length > 0 ? [] : [`${from} --> [*]`]),
  ]);
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Every diagram by its file. */
export async function stateDiagrams() {
  const diagrams = new Map();
  for (const [noun, load] of Object.entries(ROOMS)) {
    for (const [name, table] of Object.entries(await load())) {
      if (!/(^|_)TRANSITIONS$/.test(name)) continue;
      const about = name === 'TRANSITIONS' ? noun : name.replace(/_TRANSITIONS$/, '').toLowerCase();
      diagrams.set(join(folder, `${about.replaceAll('_', '-')}.mmd`), stateDiagram(table));
    }
  }
  return diagrams;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of await stateDiagrams()) writeFileSync(file, text);
}
