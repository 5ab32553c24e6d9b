import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Config, readConfig } from './config.js';
import { newFieldKey } from './key-ring.js';

const SECRET = 'k3Jx9QvB2mZr7TnLp0WsYd5HgFcAe8Ui';
const read = (env: Record<string, string | undefined>) => readConfig(env, () => SECRET);
const config = (env: Record<string, string | undefined> = {}): Config => {
  const result = read(env);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
};
const message = (env: Record<string, string | undefined>): string => {
  const result = read(env);
  return result.ok ? '' : result.refusal.message;
};
const production = {
  ACCORD_ENV: 'production',
  SESSION_SECRET: SECRET,
  PUBLIC_URL: 'https://panel.example.org',
};
const AUDIT_KEY = 'p8Wd3Kq6Xv1Zs9Lt4Rb7Nc2Mf5Hj0GyUe';

describe('configuration', () => {
  it('needs no variable for development', () => {
    expect(config()).toMatchObject({
      environment: 'development',
      dataFolder: join(process.cwd(), 'data'),
      database: { kind: 'sqlite', file: join(process.cwd(), 'data', 'accord.sqlite') },
      queue: { kind: 'embedded' },
      mail: { smtpUrl: null, from: { name: 'Panel coordination', address: 'no-reply@accord.example' } },
      publicUrl: 'http://localhost:3000',
      webPort: 3000,
      apiPort: 4000,
      workerPort: 4001,
      apiUrl: 'http://127.0.0.1:4000/graphql',
      clockStartsAt: null,
      sweepSeconds: 15,
      area: 'NB',
      sessionSecret: SECRET,
      oidc: null,
    });
  });

  it('treats an empty variable as not set', () => {
    expect(config({ PORT: '', DATABASE_URL: ' ', SMTP_URL: '', OIDC_ISSUER: '' })).toEqual(config());
  });

  it('reads each kind of database and queue', () => {
    const postgres = 'postgres://accord:pw@db:5432/accord';
    expect(config({ DATABASE_URL: postgres }).database).toEqual({ kind: 'postgres', url: postgres });
    expect(config({ DATABASE_URL: 'sqlite:/tmp/a b.sqlite' }).database).toEqual({
      kind: 'sqlite',
      file: '/tmp/a b.sqlite',
    });
    expect(config({ DATABASE_URL: 'sqlite:///tmp/a.db' }).database).toEqual({
      kind: 'sqlite',
      file: '/tmp/a.db',
    });
    expect(config({ DATABASE_URL: 'sqlite::memory:' }).database).toEqual({
      kind: 'sqlite',
      file: ':memory:',
    });
    expect(config({ QUEUE_URL: 'rediss://:pw@r:6379/1' }).queue).toEqual({
      kind: 'redis',
      url: 'rediss://:pw@r:6379/1',
    });
    expect(config({ QUEUE_URL: postgres }).queue).toEqual({ kind: 'postgres', url: postgres });
    expect(config({ QUEUE_URL: 'embedded' }).queue).toEqual({ kind: 'embedded' });
  });

  it('lets ports, addresses and the clock follow what is set', () => {
    const set = config({
      PORT: '8080',
      API_PORT: '0',
      PUBLIC_URL: 'https://panel.example.org/',
      ACCORD_CLOCK: '2026-07-01T09:00:00+01:00',
      MAIL_REPLY_TO: 'Panel team <panel-team@panel.example.org>',
    });
    expect(set).toMatchObject({
      webPort: 8080,
      apiPort: 0,
      publicUrl: 'https://panel.example.org',
      clockStartsAt: '2026-07-01T08:00:00.000Z',
      mail: {
        from: { name: 'Panel coordination', address: 'no-reply@panel.example.org' },
        replyTo: { name: 'Panel team', address: 'panel-team@panel.example.org' },
      },
    });
    expect(config({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
  });

  it('lists every wrong variable in one message, in order, and repeats no value', () => {
    const wrong = message({
      ACCORD_ENV: 'prod',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      QUEUE_URL: 'http://:hunter2@redis',
      PORT: '70000',
      ACCORD_CLOCK: 'yesterday',
      ACCORD_SWEEP_SECONDS: '0',
      SESSION_SECRET: 'hunter2',
      MAIL_FROM: 'nobody',
    });
    expect(wrong.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
      'Accord',
      'ACCORD_ENV',
      'DATABASE_URL',
      'QUEUE_URL',
      'PORT',
      'ACCORD_CLOCK',
      'ACCORD_SWEEP_SECONDS',
      'SESSION_SECRET',
      'MAIL_FROM',
    ]);
    expect(wrong).toContain('8 settings are wrong');
    expect(wrong).not.toContain('hunter2');
  });

  it('never fails otherwise than by its message, and never repeats a secret', () => {
    const names = [
      'ACCORD_ENV',
      'DATABASE_URL',
      'QUEUE_URL',
      'SMTP_URL',
      'PUBLIC_URL',
      'SESSION_SECRET',
      'MAIL_FROM',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ minLength: 8 }), (name, value) => {
        fc.pre(!['variable', 'settings'].some((word) => word.includes(value.trim())));
        const result = read({ [name]: value });
        expect(result.ok || !result.refusal.message.includes(` ${value} `)).toBe(true);
      }),
    );
  });

  it('asks for the whole sign-in service or none of it', () => {
    expect(message({ OIDC_ISSUER: 'https://login.example.org' })).toMatch(
      /OIDC_CLIENT_ID[^]*OIDC_CLIENT_SECRET/,
    );
    const all = {
      OIDC_ISSUER: 'https://login.example.org',
      OIDC_CLIENT_ID: 'accord',
      OIDC_CLIENT_SECRET: 'x',
    };
    expect(config(all).oidc).toEqual({
      issuer: 'https://login.example.org',
      clientId: 'accord',
      clientSecret: 'x',
      verifiedClaim: 'email_verified',
      acr: null,
    });
    const choices = { OIDC_VERIFIED_CLAIM: 'xms_edov', OIDC_ACR: 'two-factors' };
    expect(config({ ...all, ...choices }).oidc).toMatchObject({
      verifiedClaim: 'xms_edov',
      acr: 'two-factors',
    });
  });
});

describe('configuration in production', () => {
  it('accepts a good one', () => {
    expect(config(production).isProduction).toBe(true);
    expect(config({ ...production, PUBLIC_URL: 'http://localhost:3000' }).isProduction).toBe(true);
  });

  it.each([
    ['no session secret', { SESSION_SECRET: undefined }, 'SESSION_SECRET must be set'],
    ['a short one', { SESSION_SECRET: 'abc' }, 'SESSION_SECRET must be at least 32'],
    ['one without variety', { SESSION_SECRET: 'a'.repeat(40) }, 'SESSION_SECRET must be at least 32'],
    [
      'one from an example',
      { SESSION_SECRET: 'please-change-me-before-you-go-live-now' },
      'SESSION_SECRET must be',
    ],
    ['a set clock', { ACCORD_CLOCK: '2026-01-01T00:00:00Z' }, 'ACCORD_CLOCK must not be set in production'],
    ['plain http', { PUBLIC_URL: 'http://panel.example.org' }, 'PUBLIC_URL must start with https://'],
  ])('refuses %s', (_what, change, says) => {
    expect(message({ ...production, ...change })).toContain(says);
  });

  it('lists what production refuses together with what is malformed', () => {
    const wrong = message({ ACCORD_ENV: 'production', PORT: 'x', ACCORD_CLOCK: '2026-01-01T00:00:00Z' });
    expect(wrong).toMatch(/PORT[^]*ACCORD_CLOCK[^]*SESSION_SECRET/);
  });
});

describe('secrets', () => {
  it('are not shown by any way of printing', () => {
    const fieldKeys = newFieldKey();
    const full = config({
      ...production,
      AUDIT_KEY,
      AUDIT_KEYS_BEFORE: AUDIT_KEY,
      FIELD_KEYS: fieldKeys,
      DATABASE_URL: 'postgres://a:hunter2@db/x',
      QUEUE_URL: 'redis://:hunter2@r:6379',
      SMTP_URL: 'smtp://a:hunter2@mail',
      OIDC_ISSUER: 'https://login.example.org',
      OIDC_CLIENT_ID: 'accord',
      OIDC_CLIENT_SECRET: 'hunter2-q8w7e6r5t4z3u',
    });
    for (const shown of [
      String(full),
      JSON.stringify({ full }),
      inspect({ full }, { depth: 9 }),
      `${full}`,
    ]) {
      expect(shown).not.toContain('hunter2');
      expect(shown).not.toContain(SECRET);
      expect(shown).not.toContain(AUDIT_KEY);
      expect(shown).not.toContain(fieldKeys.split(':')[1]!.slice(0, 10));
      expect(shown).toContain('panel.example.org');
    }
  });

  it('are made once per data folder, readable by the owner only', () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-config-'));
    const first = readConfig({ ACCORD_DATA: folder });
    const second = readConfig({ ACCORD_DATA: folder });
    if (!first.ok || !second.ok) throw new Error('refused');
    expect(first.value.sessionSecret).toHaveLength(43);
    expect(second.value.sessionSecret).toBe(first.value.sessionSecret);
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
    expect(first.value.fieldKeys.names).toHaveLength(1);
    expect(second.value.fieldKeys.names).toEqual(first.value.fieldKeys.names);
    expect(statSync(join(folder, 'field-keys')).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it('must be given for the audit where several processes write it', () => {
    const postgres = { ...production, DATABASE_URL: 'postgres://a:b@db/x' };
    expect(message(production)).toBe('');
    expect(message(postgres)).toContain('AUDIT_KEY must be set in production with PostgreSQL');
    expect(message({ ...postgres, PORT: 'x' })).toMatch(/PORT[^]*AUDIT_KEY must be set/);
    expect(message({ ...postgres, AUDIT_KEY: 'change-me-to-thirty-two-other-characters' })).toContain(
      'random',
    );
    expect(message({ ...postgres, AUDIT_KEY: SECRET })).toContain('must not be the same as SESSION_SECRET');
    expect(message({ ...postgres, AUDIT_KEY, AUDIT_KEYS_BEFORE: 'short' })).toContain('oldest first');
    expect(config({ ...postgres, FIELD_KEYS: newFieldKey(), AUDIT_KEY }).auditKeys()).toEqual([AUDIT_KEY]);
    expect(config({ AUDIT_KEY, AUDIT_KEYS_BEFORE: `${SECRET}, ${SECRET}x` }).auditKeys()).toEqual([
      SECRET,
      `${SECRET}x`,
      AUDIT_KEY,
    ]);
  });

  it('are made for the audit when they are asked for, and not before', () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-config-'));
    const [first, second] = [readConfig({ ACCORD_DATA: folder }), readConfig({ ACCORD_DATA: folder })];
    if (!first.ok || !second.ok) throw new Error('refused');
    expect(existsSync(join(folder, 'audit-key'))).toBe(false);
    expect(first.value.auditKeys()).toEqual(second.value.auditKeys());
    expect(statSync(join(folder, 'audit-key')).mode & 0o777).toBe(0o600);
    expect(first.value.auditKeys()).not.toContain(first.value.sessionSecret);
    rmSync(folder, { recursive: true });
  });

  it('leave the lanes of the audit to the database, unless they are set', () => {
    expect(config().auditLanes).toBe(1);
    expect(config({ DATABASE_URL: 'postgres://a:b@db/x' }).auditLanes).toBe(16);
    expect(config({ AUDIT_LANES: '4' }).auditLanes).toBe(4);
    expect(message({ AUDIT_LANES: '65' })).toContain('AUDIT_LANES must be a whole number from 1 to 64');
    expect(config({ AUDIT_EXPORT: '/srv/audit' }).auditExport).toBe('/srv/audit');
  });

  it('of the record are never made anew in the place of broken ones', () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-config-'));
    for (const broken of ['', 'broken']) {
      writeFileSync(join(folder, 'field-keys'), broken);
      expect(() => config({ ACCORD_DATA: folder }).fieldKeys).toThrow('must hold keys');
      expect(readFileSync(join(folder, 'field-keys'), 'utf8')).toBe(broken);
    }
    rmSync(folder, { recursive: true });
  });

  it('of the record must be given in production on PostgreSQL, and be sound everywhere', () => {
    const postgres = { ...production, AUDIT_KEY, DATABASE_URL: 'postgres://a:b@db/x' };
    expect(message(postgres)).toContain('FIELD_KEYS must be set in production on PostgreSQL');
    expect(message({ ...postgres, PORT: 'x' })).toContain(
      'FIELD_KEYS must be set in production on PostgreSQL',
    );
    expect(message({ ...postgres, FIELD_KEYS: newFieldKey() })).toBe('');
    const demo = newFieldKey().replace(/^\w+/, 'demo');
    for (const keys of [demo, `${newFieldKey()},${demo}`]) {
      expect(message({ ...postgres, FIELD_KEYS: keys })).toContain('must not hold the key of the example');
      expect(message({ ...postgres, FIELD_KEYS: keys, PORT: 'x' })).toContain('the key of the example');
      expect(message({ FIELD_KEYS: keys })).toBe('');
    }
    expect(message({ FIELD_KEYS: `a:${'hunter2'.repeat(6)}=` })).toMatch(/FIELD_KEYS must be keys such as/);
    expect(message({ FIELD_KEYS: `a:${'hunter2'.repeat(6)}=` })).not.toContain('hunter2');
  });
});

describe('secrets in files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'accord-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (text: string): string => {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    return path;
  };

  it.each(['', '\n', '\r\n'])('are read without the line feed at their end: %j', (end) => {
    expect(config({ SESSION_SECRET_FILE: file(`${SECRET}${end}`) }).sessionSecret).toBe(SECRET);
    const keys = newFieldKey();
    expect(config({ FIELD_KEYS_FILE: file(`${keys}${end}`) }).fieldKeys.current).toBe(keys.split(':')[0]);
    const url = 'postgres://accord:pw@db:5432/accord';
    expect(config({ DATABASE_URL_FILE: file(`${url}${end}`) }).database).toEqual({ kind: 'postgres', url });
    expect(config({ SMTP_URL_FILE: file(`smtp://a:b@mail${end}`) }).mail.smtpUrl).toBe('smtp://a:b@mail');
    const queue = config({ QUEUE_URL_FILE: file(`redis://:pw@r:6379${end}`) }).queue;
    expect(queue).toEqual({ kind: 'redis', url: 'redis://:pw@r:6379' });
  });

  it('are refused beside the variable itself', () => {
    const both = message({ SESSION_SECRET: SECRET, SESSION_SECRET_FILE: file(SECRET) });
    expect(both).toContain('SESSION_SECRET_FILE must not be set together with SESSION_SECRET');
    expect(both).not.toContain(SECRET);
  });

  it('are refused when they cannot be read or are empty, with the name of the variable only', () => {
    for (const path of [join(folder, 'hunter2'), folder, file(''), file('\n'), file('x'.repeat(70_000))]) {
      const wrong = message({ ...production, SESSION_SECRET: undefined, SESSION_SECRET_FILE: path });
      expect(wrong).toContain('  SESSION_SECRET_FILE must name a file that can be read');
      expect(wrong).not.toContain('  SESSION_SECRET must');
      expect(wrong).not.toContain(folder);
    }
  });

  it('are checked as the variable is, and never repeated', () => {
    const wrong = message({
      DATABASE_URL_FILE: file('mysql://hunter2'),
      SESSION_SECRET_FILE: file('hunter2'),
    });
    expect(wrong).toMatch(/DATABASE_URL must be[^]*/);
    expect(wrong).not.toContain('hunter2');
  });
});
