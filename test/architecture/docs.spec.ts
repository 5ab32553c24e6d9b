import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { openDatabase } from '#platform';
import { tables } from '#schema';
import { TEST_KEYS } from '#testkit';
import { roomDrawings } from '../../scripts/room-graph.mjs';
import { stateDiagram, stateDiagrams } from '../../scripts/state-diagrams.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

function present(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : `${file} is missing: run npm run docs`;
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

describe('Documentation that is generated', () => {
  it('shows the rooms as the sources import them', () => {
    for (const [file, text] of roomDrawings()) expect(present(file)).toBe(text);
  });

  it('shows every transition table of the rooms, and no other', async () => {
    const diagrams = await stateDiagrams();
    for (const [file, text] of diagrams) expect(present(file)).toBe(text);
    const files = readdirSync(join(root, 'docs/states')).map((name) => join(root, 'docs/states', name));
    expect(files.sort()).toEqual([...diagrams.keys()].sort());
  });

  it('marks where a table begins and ends', () => {
    expect(stateDiagram({ a: ['b'], b: [] })).toBe('stateDiagram-v2\n  [*] --> a\n  a --> b\n  b --> [*]\n');
  });
});

describe('Documentation that is written', () => {
  const pages = [...markdownIn('docs'), ...markdownIn('libs'), 'CONTRIBUTING.md', 'SECURITY.md'];

  it('links to files that exist', () => {
    const broken = pages.flatMap((page) => {
      const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g);
      return [...links]
        .map(([, to]) => to!)
        .filter((to) => !existsSync(resolve(root, page, '..', to)))
        .map((to) => `${page} -> ${to}`);
    });
    expect(broken).toEqual([]);
  });

  it('names files that exist, in every room and door that exists', () => {
    const gone = pages.flatMap((page) => {
      const named = readFileSync(join(root, page), 'utf8').matchAll(
        /`((?:libs|apps)\/[\w-]+)(\/[\w./-]*\w)`/g,
      );
      return [...named]
        .filter(([, unit]) => existsSync(join(root, unit!)))
        .filter(([, unit, path]) => !existsSync(join(root, `${unit}${path}`)))
        .map(([, unit, path]) => `${page} -> ${unit}${path}`);
    });
    expect(gone).toEqual([]);
  });

  it('gives the rooms in the order of their aliases', () => {
    const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      imports: Record<string, unknown>;
    };
    const rooms = Object.keys(imports).map((alias) => alias.slice(1));
    const inOrder = rooms.filter((room) => room !== 'api-client' && room !== 'testkit').join(' → ');
    expect(readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8')).toContain(inOrder);
  });

  it('says in a few lines what each room is for', () => {
    for (const room of readdirSync(join(root, 'libs'))) {
      const page = join(root, 'libs', room, 'README.md');
      expect({ room, isThere: existsSync(page) }).toEqual({ room, isThere: true });
      const lines = readFileSync(page, 'utf8').trim().split('\n');
      expect({ room, isShort: lines.length <= 15 }).toEqual({ room, isShort: true });
    }
  });

  it('says of every sealed column that it is sealed, and of no other', async () => {
    const page = readFileSync(join(root, 'docs/encryption.md'), 'utf8');
    const table = page.slice(page.indexOf('## Sealed'), page.indexOf('## In clear'));
    const told = [...table.matchAll(/^\| `(\w+)\.\w+`[^|]*\|/gm)].flatMap(([cell, entity]) =>
      [...cell.matchAll(/`\w*\.(\w+)`/g)].map(([, column]) => `${entity}.${column}`),
    );
    const database = await openDatabase({ kind: 'sqlite', file: ':memory:' }, tables, TEST_KEYS);
    const sealed = database.sealed.all.map(({ place }) => place as string);
    await database.close();
    expect(told.sort()).toEqual(sealed.sort());
  });

  it('names every variable that can be set', () => {
    const settings = readFileSync(join(root, 'libs/platform/src/config.settings.ts'), 'utf8');
    const table = settings.slice(settings.indexOf('const SETTINGS'));
    const names = [...table.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);
    const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
  });
});
