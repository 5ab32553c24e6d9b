import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CompiledCommandLine, compiledCommandLine, type Ran } from './compiled.js';

let commandLine: CompiledCommandLine;
const folder = mkdtempSync(join(tmpdir(), 'accord-keys-'));
const keysFile = join(folder, 'data', 'field-keys');

const run = (words: string, env: Record<string, string> = {}): Promise<Ran> =>
  commandLine.run(words.split(' '), {
    ...{ ACCORD_DATA: join(folder, 'data'), ACCORD_CLOCK: '2026-11-23T09:00:00Z' },
    ...env,
  });

const nameOf = (key: string): string => key.split(':')[0]!;

beforeAll(async () => {
  commandLine = compiledCommandLine();
  await run('migrate --seed-demo-when-empty');
}, 300_000);

afterAll(() => {
  commandLine.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('keys on the command line', () => {
  it('are made without opening anything, and are another one every time', async () => {
    const [one, two] = [await run('keys new'), await run('keys new')];
    expect(one).toMatchObject({ code: 0, err: '' });
    expect(one.out).toMatch(/^k[0-9a-f]{8}:[A-Za-z0-9+/]{43}=\n$/);
    expect(one.out).not.toBe(two.out);
  });

  it('are rotated: counted, sealed anew, recorded; then the older key can go', async () => {
    const older = readFileSync(keysFile, 'utf8').trim();
    const newer = (await run('keys new')).out.trim();
    const before = await run('keys status');
    expect(before.code).toBe(0);
    expect(before.out).toContain(`Everything is under the current key, ${nameOf(older)}.`);

    writeFileSync(keysFile, `${newer}\n${older}\n`);
    expect((await run('keys status')).out).toMatch(/\d{3,} texts are under older keys\. Next: /);
    const rotated = await run('keys rotate --progress');
    expect(rotated).toMatchObject({ code: 0 });
    expect(rotated.out).toMatch(new RegExp(`^\\d{3,} texts sealed with key ${nameOf(newer)}, 0 left`));
    expect(rotated.err).toMatch(/Texts sealed (\d{3,}) of \1\n$/);

    writeFileSync(keysFile, `${newer}\n`);
    const after = JSON.parse((await run('keys status --json')).out) as {
      current: string;
      columns: { plain: number; unknown: number; byKey: { key: string; rows: number }[] }[];
    };
    expect(after.current).toBe(nameOf(newer));
    expect(after.columns.every(({ plain, unknown }) => plain + unknown === 0)).toBe(true);
    expect((await run('audit verify')).code).toBe(0);
    for (const { out, err } of [before, rotated])
      for (const key of [older, newer]) expect(out + err).not.toContain(key.split(':')[1]!.slice(0, 8));

    writeFileSync(keysFile, `${older}\n`);
    for (const words of ['keys status', 'keys rotate', 'migrate', 'audit verify']) {
      const { code, err } = await run(words);
      expect(code).toBe(1);
      expect(err).toMatch(/The keys in FIELD_KEYS do not fit this database: .* sealed with key k/);
      expect(err).not.toContain(older.split(':')[1]!.slice(0, 8));
      expect(err).not.toContain('\n    at ');
    }
    writeFileSync(keysFile, `${newer}\n`);
  }, 300_000);
});
