import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceThatRaisesRisk, SIGNPOSTS } from '#cases';

// The rule itself quotes what it looks for.
const QUOTES_IT = ['libs/cases/src/advice'];

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (QUOTES_IT.includes(path)) continue;
    if (entry.isDirectory()) yield* sources(path);
    else if (
      /\.(?:njk|md|mjs)$/.test(entry.name) ||
      (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    ) {
      yield path;
    }
  }
}

/** What a person may come to read: the text of a template or page, the strings of a source. */
function textsOf(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  if (/\.(?:ts|mjs)$/.test(path)) {
    const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)].map(
      ([, one, two, three]) => one ?? two ?? three ?? '',
    );
  }
  // Words that a template gives to a macro stand in quotes between the braces.
  const given = [...source.matchAll(/\{[%{][\s\S]*?[%}]\}/g)].flatMap(([part]) =>
    [...part.matchAll(/"([^"]*)"/g)].map(([, words]) => words!),
  );
  const shown = source
    .replace(/<[^>]*>|\{[%{#][\s\S]*?[%}#]\}/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [...shown, ...given];
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

  it('has a source and a day on which it was checked', () => {
    for (const { source, checkedOn } of SIGNPOSTS) {
      expect(source.length).toBeGreaterThan(10);
      expect(checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('would be found', () => {
    expect(adviceThatRaisesRisk('Tell the victim to block him.')).toHaveLength(1);
  });
});
