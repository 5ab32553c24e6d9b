import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Config, readConfig } from './config.js';

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
    const full = config({
      ...production,
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
    rmSync(folder, { recursive: true });
  });
});
