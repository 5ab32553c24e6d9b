/**
 * Draws which room and door imports which, from the sources, into docs/rooms.mmd and docs/ARCHITECTURE.md.
 * With `--check` it writes nothing and fails when either is out of date. The four rooms that everybody uses are
 * one box without arrows to it: with them nobody could see the rest.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const page = join(root, 'docs/ARCHITECTURE.md');
const drawing = join(root, 'docs/rooms.mmd');

const EVERYBODYS = ['kernel', 'access', 'platform', 'audit'];
const NOT_DRAWN = [...EVERYBODYS, 'testkit'];
const IN_PAGE = /```mermaid\n[^]*?```/;

const sorted = (names) => [...names].sort();

const isBuilt = (unit) => existsSync(join(root, unit, 'src'));

function doorNames() {
  return sorted(readdirSync(join(root, 'apps'))).filter((door) => isBuilt(`apps/${door}`));
}

/** In the order of the aliases, which is the order of the rooms. */
function roomNames() {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const rooms = Object.keys(imports).map((alias) => alias.slice(1));
  return rooms.filter((room) => !NOT_DRAWN.includes(room) && isBuilt(`libs/${room}`));
}

function importsOf(unit) {
  const from = join(root, unit, 'src');
  const files = readdirSync(from, { recursive: true }).filter(
    (name) => /\.m?ts$/.test(name) && !/\.(spec|fixture)\.ts$/.test(name),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(from, file), 'utf8');
    const rooms = text.matchAll(/\b(?:from|import)\s*\(?\s*'#([a-z-]+)'/g);
    const doors = text.matchAll(/from '(?:\.\.\/)+(api|cli|web|worker)\/src\//g);
    return [...rooms, ...doors].map(([, name]) => name);
  });
  return sorted(new Set(found)).filter((name) => !NOT_DRAWN.includes(name) && !unit.endsWith(`/${name}`));
}

/** The graph as Mermaid text. */
export function roomGraph() {
  const doors = doorNames();
  const rooms = roomNames();
  const arrows = [...doors.map((door) => `apps/${door}`), ...rooms.map((room) => `libs/${room}`)].flatMap(
    (unit) => importsOf(unit).map((to) => `  ${unit.split('/')[1]} --> ${to}`),
  );
  return [
    'flowchart TB',
    '  subgraph doors [apps: doors]',
    ...doors.map((door) => `    ${door}([${door}])`),
    '  end',
    '  subgraph rooms [libs: rooms]',
    ...rooms.map((room) => `    ${room}[${room}]`),
    '  end',
    `  everybodys["used by nearly all: ${EVERYBODYS.join(', ')}"]`,
    '  rooms ~~~ everybodys',
    ...arrows,
    '',
  ].join('\n');
}

/** What should stand in which file. */
export function roomDrawings() {
  const graph = roomGraph();
  const text = readFileSync(page, 'utf8').replace(IN_PAGE, () => `\`\`\`mermaid\n${graph}\`\`\``);
  return new Map([
    [drawing, graph],
    [page, text],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of roomDrawings()) {
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(`${file} is out of date: run npm run docs`);
      process.exitCode = 1;
    }
  }
}
