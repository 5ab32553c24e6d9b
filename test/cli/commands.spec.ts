import 'reflect-metadata';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyRing, openDatabase } from '#platform';
import { tables } from '#schema';
import { runCommandLine } from '../../apps/cli/src/command-line.js';
import { MadeUpReferrals } from '../../libs/imports/src/made-up-referrals.fixture.js';
import { type CompiledCommandLine, compiledCommandLine, type Ran } from './compiled.js';

const FIXTURES = 'test/fixtures';

let commandLine: CompiledCommandLine;
const folder = mkdtempSync(join(tmpdir(), 'accord-cli-'));

/** In this process: for what ends before anything is opened. */
async function read(words: string): Promise<Ran> {
  const said: Ran = { code: 0, out: '', err: '' };
  const code = await runCommandLine(words === '' ? [] : words.split(' '), {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    isWatched: false,
  });
  return { ...said, code };
}

function run(words: string, env: Record<string, string> = {}): Promise<Ran> {
  const settings = { ACCORD_DATA: join(folder, 'data'), ACCORD_CLOCK: '2026-11-23T09:00:00Z', ...env };
  return commandLine.run(words === '' ? [] : words.split(' '), settings);
}

/** Somebody with the file says that somebody else was there. */
async function tamper(file: string): Promise<void> {
  const keys = KeyRing.parse(readFileSync(join(dirname(file), 'field-keys'), 'utf8'))!;
  const database = await openDatabase({ kind: 'sqlite', file }, tables, keys);
  await database.transaction(async () => {
    await database.change('drop trigger audit_entry_no_update');
    await database.change(
      'update audit_entry set person_id = (select max(id) from person where id <> audit_entry.person_id) where position = 9',
    );
  });
  await database.close();
}

beforeAll(() => {
  commandLine = compiledCommandLine();
}, 300_000);

afterAll(() => {
  commandLine.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('the command line', () => {
  it('lists its commands for whoever asks', async () => {
    const { code, out } = await run('--help', { ACCORD_DATA: join(folder, 'untouched') });
    expect(existsSync(join(folder, 'untouched'))).toBe(false);
    expect(code).toBe(0);
    for (const name of [
      'migrate',
      'seed',
      'import referrals',
      'invite',
      'token',
      'reminders preview',
      'audit verify',
      'audit checkpoint',
      'database role',
      'export actions',
    ])
      expect(out).toContain(`  ${name}`);
  });

  it.each([
    'migrate',
    'seed',
    'import referrals',
    'import actions',
    'import incidents',
    'import agencies',
    'import people',
    'import mailbox',
    'links build',
    'links check',
    'invite',
    'token',
    'reminders preview',
    'audit verify',
    'audit checkpoint',
    'database role',
    'export actions',
    'export outcomes',
  ])('explains %s', async (name) => {
    const { code, out } = await read(`${name} --help`);
    expect(code).toBe(0);
    expect(out).toContain(`npm run accord -- ${name}`);
    expect(out).toContain('--json');
  });

  it.each([
    ['', 'Usage'],
    ['frobnicate', 'There is no command "frobnicate"'],
    ['import', 'There is no command "import"'],
    ['import minutes a.csv', 'There is no command "import minutes"'],
    ['import referrals', '<file> is missing'],
    ['import referrals a.csv b.csv', 'one word too many'],
    ['import referrals a.csv --fast', '--fast'],
    ['import referrals a.csv --report a.csv', 'must not overwrite'],
    ['seed --scale none', '--scale must be'],
    ['links check --truth a.json', '--file is missing'],
    ['links build --after x', '--after goes with --anew'],
    ['database role', '<role> is missing'],
    ['database role Bobby;--', 'small letters'],
    ['reminders preview --days 0', '--days must be'],
    ['export actions', '--from is missing'],
    ['export outcomes --from 2026-02-30 --to 2026-03-01', 'must be a day that exists'],
    ['export outcomes --from 2026-03-02 --to 2026-03-01', 'must not be before'],
  ])('does not understand "%s"', async (words, says) => {
    const { code, out, err } = await read(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });

  it('ends with the code that it gave', async () => {
    expect((await run('import referrals a.csv --fast')).code).toBe(2);
  });

  it('says which setting is wrong', async () => {
    const { code, err } = await run('migrate', { ACCORD_SWEEP_SECONDS: 'often' });
    expect(code).toBe(2);
    expect(err).toContain('ACCORD_SWEEP_SECONDS');
  });
});

describe('who is who', () => {
  const untouched = join(folder, 'no-record');
  const check = (file: string, truth: string) =>
    run(`links check --file ${file} --truth ${truth} --json`, { ACCORD_DATA: untouched });
  type Check = { rows: number; kinds: { kind: string; precision: number; recall: number }[] };

  it('is told of the clean file without a mistake, and the record in use is not touched', async () => {
    const { code, out } = await check(
      `${FIXTURES}/referrals-clean.csv`,
      `${FIXTURES}/referrals-clean.truth.json`,
    );
    const { rows, kinds } = JSON.parse(out) as Check;
    expect([code, rows, existsSync(untouched)]).toEqual([0, 120, false]);
    expect(kinds.map(({ kind, precision, recall }) => [kind, precision, recall])).toEqual([
      ['repeat', 1, 1],
      ['serial_suspect', 1, 1],
      ['same_person', 1, 1],
      ['shared_address', 1, 1],
    ]);
  });

  it('is told of a file that nobody has seen, and a false truth is seen through', async () => {
    const { csv, truth } = MadeUpReferrals.file(20_261_122, 60);
    const [file, told, false_] = ['a.csv', 'a.json', 'b.json'].map((name) => join(folder, name));
    writeFileSync(file!, csv);
    writeFileSync(told!, JSON.stringify(truth));
    const { code, out } = await check(file!, told!);
    expect(code).toBe(0);
    for (const { precision, recall } of (JSON.parse(out) as Check).kinds) {
      expect(precision).toBeGreaterThanOrEqual(0.95);
      expect(recall).toBeGreaterThanOrEqual(0.95);
    }
    writeFileSync(false_!, JSON.stringify({ ...truth, complete: { ...truth.complete, same_person: [] } }));
    const refused = await check(file!, false_!);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('fall short')]);
  });
});

describe('one record after the other', () => {
  it('asks for the migration first', async () => {
    const { code, err } = await run(`import agencies ${FIXTURES}/agencies.csv`);
    expect(code).toBe(1);
    expect(err).toContain('npm run accord -- migrate');
  });

  it('migrates, and a second time finds nothing to do', async () => {
    expect((await run('migrate')).code).toBe(0);
    expect(await run('migrate --json')).toMatchObject({ code: 0, out: '{"migrations":[]}\n' });
  });

  it('imports files in their order and says what became of every row', async () => {
    const agencies = await run(`import agencies ${FIXTURES}/agencies.csv`);
    expect(agencies).toMatchObject({ code: 0, err: '' });
    expect(agencies.out).toContain('16 created, 0 unchanged, 0 rejected.');
    const people = await run(`import people ${FIXTURES}/people.csv --json`);
    expect(JSON.parse(people.out)).toMatchObject({ created: 60, rejected: 0, written: true });
    const all = await run(`import referrals ${FIXTURES}/referrals-messy.csv --all-or-nothing`);
    expect(all.code).toBe(1);
    expect(all.err).toContain('5 rows were rejected, so nothing was written');
    const report = join(folder, 'report.csv');
    const done = await run(`import referrals ${FIXTURES}/referrals-messy.csv --report ${report} --progress`);
    expect(done.code).toBe(0);
    expect(done.out).toContain('55 created (5 to look at), 0 unchanged, 5 rejected.');
    expect(done.out).toMatch(/^21 +rejected +Date referred +31 February 2026 does not exist$/m);
    expect(done.err).toContain('Written 55 of 55');
    expect(readFileSync(report, 'utf8')).toContain(
      '18,21,rejected,referred_on,Date referred,error,impossible_date',
    );
    const clean = await run(`import referrals ${FIXTURES}/referrals-clean.csv`);
    expect(clean.out).toContain('120 created, 0 unchanged, 0 rejected.');
    const actions = await run(`import actions ${FIXTURES}/open-actions.csv`);
    expect(actions.out).toContain('180 created, 0 unchanged, 0 rejected.');
  }, 120_000);

  it('shows cells only when told to', async () => {
    const words = `import referrals ${FIXTURES}/referrals-messy.csv --dry-run --json`;
    const [closed, open] = [await run(words), await run(`${words} --show-values`)];
    expect(closed.out).not.toContain('Orrden');
    expect(open.out).toContain('Orrden');
    expect(JSON.parse(closed.out)).toMatchObject({ unchanged: 55, rejected: 5, written: false });
  });

  it('refuses files it cannot read', async () => {
    expect(await run('import people nowhere.csv')).toMatchObject({ code: 1, out: '' });
    expect(await run(`import people ${FIXTURES}/referrals-clean.csv`)).toMatchObject({ code: 1, out: '' });
  });

  it('makes tokens, but not for strangers and not in production', async () => {
    const { code, out } = await run('token liv.ashson@police.northbridge.example --json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ token: expect.stringMatching(/^[\w-]{43}$/) });
    const stranger = await run('token nobody@police.northbridge.example');
    expect(stranger).toMatchObject({ code: 1, out: '' });
    const production = {
      ACCORD_ENV: 'production',
      ACCORD_CLOCK: '',
      PUBLIC_URL: 'https://accord.example',
      SESSION_SECRET: 'q8J2mX5vT9bN4wZ7kR1dH6cF3gY0pL8s',
      SMTP_URL: 'smtp://127.0.0.1:2525',
      OIDC_ISSUER: 'https://sign-in.example',
      OIDC_CLIENT_ID: 'accord',
      OIDC_CLIENT_SECRET: 'u7Kp2Xr9Vq4Lm6Zt1Bn8Wc3Yd5Gh0Js',
    };
    const refused = await run('token liv.ashson@police.northbridge.example', production);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('production');
    expect((await run('seed', production)).code).toBe(1);
  });

  it('shows reminders, checks the audit and exports', async () => {
    const preview = await run('reminders preview --days 3 --json');
    expect(preview.code).toBe(0);
    const planned = JSON.parse(preview.out) as { at: string; reference: string }[];
    expect(planned.length).toBeGreaterThan(0);
    expect(planned.every(({ at }) => at > '2026-11-23T09:00:00')).toBe(true);
    const audit = await run('audit verify --json');
    expect([audit.code, audit.err]).toEqual([0, '']);
    expect(JSON.parse(audit.out)).toMatchObject({ found: 0, lanes: 1, checkpoints: 0 });
    const checkpoint = await run('audit checkpoint --json');
    const { file } = JSON.parse(checkpoint.out) as { file: string };
    expect(readFileSync(file, 'utf8')).toContain('signature');
    const compared = await run(`audit verify --checkpoint ${file}`);
    expect(compared).toMatchObject({ code: 0, err: '' });
    expect(compared.out).toContain('compared with 1 checkpoint.\nThe chain holds.');
    expect((await run('audit verify --checkpoint nowhere.json')).code).toBe(1);
    const actions = await run('export actions --from 2026-07-01 --to 2026-11-23');
    expect(actions.code).toBe(0);
    expect(actions.out.split('\n').filter(Boolean)).toHaveLength(181);
    const outcomes = await run('export outcomes --from 2026-07-01 --to 2026-11-23 --json');
    expect(outcomes.code).toBe(0);
    expect(JSON.parse(outcomes.out)).toMatchObject({ from: '2026-07-01', to: '2026-11-23' });
  }, 180_000);

  it('writes the demo into an empty record only', async () => {
    expect((await run('seed')).code).toBe(1);
    const elsewhere = { ACCORD_DATA: join(folder, 'demo') };
    const seeded = await run('migrate --seed-demo-when-empty', elsewhere);
    expect(seeded).toMatchObject({ code: 0, err: '' });
    expect(seeded.out).toContain('synthetic demo area');
    expect((await run('audit verify', elsewhere)).code).toBe(0);
    await tamper(join(folder, 'demo', 'accord.sqlite'));
    const found = await run('audit verify', elsewhere);
    expect(found.code).toBe(1);
    expect(found.err).toContain('The audit does not hold: 1 found in the chain');
    expect(found.out).toMatch(
      /^lane 0 +place 9 +entry [0-9a-f-]{36} +is not what was recorded at this place/m,
    );
  }, 180_000);
});
