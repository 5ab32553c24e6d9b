import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { type Moment, ok, refused, type Result } from '#kernel';
import { type Settings, settingsFrom } from './config.settings.js';

/** Where the record is kept: a SQLite file (or `:memory:`), or a PostgreSQL server. */
export type DatabaseConfig = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** What wakes the worker: the queue inside this process, Redis, or PostgreSQL. */
export type QueueConfig =
  { kind: 'embedded' } | { kind: 'redis'; url: string } | { kind: 'postgres'; url: string };

/** A name and an e-mail address, as a message header has them. */
export type MailAddress = { name?: string; address: string };

/** How messages go out: by an SMTP server, or, without one, into the local outbox. */
export type MailConfig = { smtpUrl: string | null; from: MailAddress; replyTo: MailAddress };

/** The organisation's sign-in service (OpenID Connect). */
export type OidcConfig = { issuer: string; clientId: string; clientSecret: string };

/**
 * Everything that can be set from outside, read once at the start and typed. Also the injection token.
 * Printing it, by `String`, `JSON.stringify` or `console.log`, shows no secret and no address that may hold one.
 */
export class Config {
  /** `production` has no demo people, no command line tokens and no clock variable. */
  readonly environment: 'development' | 'production' | 'test';
  /** Folder of the embedded default, absolute. */
  readonly dataFolder: string;
  readonly database: DatabaseConfig;
  readonly queue: QueueConfig;
  readonly mail: MailConfig;
  /** Start of every link in pages and messages, without a slash at the end. */
  readonly publicUrl: string;
  /** Port of the pages. 0 means any free port, here and below. */
  readonly webPort: number;
  /** Port of GraphQL. */
  readonly apiPort: number;
  /** Port of the worker's health and metrics. */
  readonly workerPort: number;
  /** Where the web app reaches GraphQL. */
  readonly apiUrl: string;
  /** Moment at which the application's clock starts, or null for the real time. Never set in production. */
  readonly clockStartsAt: Moment | null;
  /** Seconds between two searches for due reminders. */
  readonly sweepSeconds: number;
  /** Short name of the area, with which the references of its cases start: `NB`. */
  readonly area: string;
  /** Key that signs and seals sessions, at least 32 characters. */
  readonly sessionSecret: string;
  /** Reverse proxies in front of the pages, for the address that a visitor comes from. */
  readonly trustedProxies: string;
  /** Sign-in service, or null when none is set. */
  readonly oidc: OidcConfig | null;

  constructor(settings: Settings, sessionSecret: string) {
    const dataFolder = resolve(settings.ACCORD_DATA);
    this.environment = settings.ACCORD_ENV;
    this.dataFolder = dataFolder;
    this.database = settings.DATABASE_URL ?? { kind: 'sqlite', file: join(dataFolder, 'accord.sqlite') };
    this.queue = settings.QUEUE_URL ?? { kind: 'embedded' };
    this.publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
    const from = settings.MAIL_FROM ?? defaultSender(this.publicUrl);
    this.mail = { smtpUrl: settings.SMTP_URL ?? null, from, replyTo: settings.MAIL_REPLY_TO ?? from };
    this.webPort = settings.PORT;
    this.apiPort = settings.API_PORT;
    this.workerPort = settings.WORKER_PORT;
    this.apiUrl = settings.API_URL ?? `http://127.0.0.1:${settings.API_PORT}/graphql`;
    this.clockStartsAt = settings.ACCORD_CLOCK ?? null;
    this.sweepSeconds = settings.ACCORD_SWEEP_SECONDS;
    this.area = settings.ACCORD_AREA;
    this.sessionSecret = sessionSecret;
    this.trustedProxies = settings.TRUSTED_PROXIES;
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
    this.oidc = issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null;
  }

  /** Whether this is the real service, with real people's cases. */
  get isProduction(): boolean {
    return this.environment === 'production';
  }

  toJSON(): Record<string, unknown> {
    return {
      ...(this as object),
      database: this.database.kind === 'sqlite' ? this.database : { kind: 'postgres', url: HIDDEN },
      queue: this.queue.kind === 'embedded' ? this.queue : { kind: this.queue.kind, url: HIDDEN },
      mail: { ...this.mail, smtpUrl: this.mail.smtpUrl && HIDDEN },
      sessionSecret: HIDDEN,
      oidc: this.oidc && { ...this.oidc, clientSecret: HIDDEN },
    };
  }

  toString(): string {
    return JSON.stringify(this);
  }

  [inspect.custom](): Record<string, unknown> {
    return this.toJSON();
  }
}

const HIDDEN = '[hidden]';

/**
 * Reads the configuration from a set of variables. Refuses with one message that lists every variable that is wrong
 * and what it should be; the message never repeats a value, because any of them may hold a secret.
 * @param secretFor gives the session secret kept in a data folder, used outside production when none is set
 */
export function readConfig(
  env: Record<string, string | undefined>,
  secretFor: (dataFolder: string) => string = keptSecret,
): Result<Config, 'CONFIG_WRONG'> {
  const read = settingsFrom(env);
  if (!read.ok) {
    const lines = read.problems.map(({ variable, shouldBe }) => `  ${variable} ${shouldBe}`);
    const count = lines.length === 1 ? '1 setting is wrong' : `${lines.length} settings are wrong`;
    return refused('CONFIG_WRONG', [`Accord cannot start: ${count}.`, ...lines].join('\n'));
  }
  const { settings } = read;
  const secret = settings.SESSION_SECRET ?? developmentSecret(settings, secretFor);
  return ok(new Config(settings, secret));
}

/** Reads the configuration of this process. When it is wrong, says so on stderr and ends the process with code 2. */
export function loadConfig(): Config {
  const read = readConfig(process.env);
  if (read.ok) return read.value;
  process.stderr.write(`${read.refusal.message}\n`);
  process.exit(2);
}

function developmentSecret(settings: Settings, secretFor: (dataFolder: string) => string): string {
  if (settings.ACCORD_ENV === 'test') return randomBytes(32).toString('base64url');
  return secretFor(resolve(settings.ACCORD_DATA));
}

/** The data folder's own session secret, made on first use, so that a restart keeps people signed in. */
function keptSecret(dataFolder: string): string {
  const file = join(dataFolder, 'session-secret');
  mkdirSync(dataFolder, { recursive: true });
  try {
    // 'wx' fails when the file exists: of several processes that start together, one writes and all read.
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

function defaultSender(publicUrl: string): MailAddress {
  const host = new URL(publicUrl).hostname;
  const isName = host.includes('.') && !/^[\d.]+$/.test(host);
  return { name: 'Panel coordination', address: `no-reply@${isName ? host : 'accord.example'}` };
}
