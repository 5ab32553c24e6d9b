import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceThatRaisesRisk } from '#actions';

// The rule itself quotes what it looks for.
const QUOTES_IT = ['libs/actions/src/advice'];

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (QUOTES_IT.includes(path)) continue;
    if (entry.isDirectory()) yield* sources(path);
    else if (
      /\.(?:njk|md)$/.test(entry.name) ||
      (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    ) {
      yield path;
    }
  }
}

/** What a person may come to read: the text of a template or page, the strings of a source. */
function textsOf(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  if (path.endsWith('.ts')) {
    const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)].map(
      ([, one, two, three]) => one ?? two ?? three ?? '',
    );
  }
  return source
    .replace(/<[^>]*>|\{[%{#][\s\S]*?[%}#]\}/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

describe('advice that Accord itself gives', () => {
  it('never puts a victim up to what guidance says not to advise', () => {
    const paths = ['apps', 'libs', 'docs'].flatMap((folder) => [...sources(folder)]);
    const found = paths.flatMap((path) =>
      textsOf(path)
        .filter((text) => text.includes(' ') && adviceThatRaisesRisk(text).length > 0)
        .map((text) => `${path}: ${text}`),
    );
    expect(found).toEqual([]);
    expect(paths.length).toBeGreaterThan(300);
  });

  it('would be found', () => {
    expect(adviceThatRaisesRisk('Tell the victim to block him.')).toHaveLength(1);
  });
});
