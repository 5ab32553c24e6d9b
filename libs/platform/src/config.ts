import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { Fault, type Moment, ok, refused, type Result } from '#kernel';
import { type Settings, settingsFrom } from './config.settings.js';
import { KeyRing, newFieldKey } from './key-ring.js';

/** Where the record is kept: a SQLite file (or `:memory:`), or a PostgreSQL server. */
export type DatabaseConfig = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** What wakes the worker: the queue inside this process, Redis, or PostgreSQL. */
export type QueueConfig =
  { kind: 'embedded' } | { kind: 'redis'; url: string } | { kind: 'postgres'; url: string };

/** A name and an e-mail address, as a message header has them. */
export type MailAddress = { name?: string; address: string };

/** How messages go out: by an SMTP server, or, without one, into the local outbox. */
export type MailConfig = { smtpUrl: string | null; from: MailAddress; replyTo: MailAddress };

/**
 * The organisation's sign-in service (OpenID Connect). `verifiedClaim`: where it says that an address is verified;
 * `acr`: the strength of sign-in that it must confirm, if any is asked for.
 */
export type OidcConfig = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  verifiedClaim: string;
  acr: string | null;
};

/** Whose documents must be on the list of trusted ones: people at the pages, everybody, or nobody. */
export type TrustedDocumentsConfig = { for: 'sessions' | 'everybody' | 'off'; file: string | null };

/** Requests for each minute that one token or address may make, by what they are; 0: without a limit. */
export type RatesConfig = Readonly<Record<'api' | 'signIn' | 'search' | 'export', number>>;

/** Far above what people do by hand; a busy live meeting stays under a tenth of it. */
const RATES: RatesConfig = { api: 600, signIn: 60, search: 120, export: 20 };

/** No limits, for tests and measurements. */
const NO_RATES: RatesConfig = { api: 0, signIn: 0, search: 0, export: 0 };

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
  /** How often one person may try to open a case by break-glass on one day. */
  readonly breakGlassADay: number;
  /** Folder into which referrals come as e-mail messages, absolute; null: none is looked at. */
  readonly referralMailbox: string | null;
  /** Days after which a referral that nobody goes on writing is removed (MoJ Refer and Monitor: 90). */
  readonly draftDays: number;
  /** Short name of the area, with which the references of its cases start: `NB`. */
  readonly area: string;
  /** Key that signs and seals sessions, at least 32 characters. */
  readonly sessionSecret: string;
  /** Chains of the audit that are written beside each other. */
  readonly auditLanes: number;
  /** Folder into which checkpoints of the audit are written, absolute. */
  readonly auditExport: string;
  /** Reverse proxies in front of the pages, for the address that a visitor comes from. */
  readonly trustedProxies: string;
  /** Sign-in service, or null when none is set. */
  readonly oidc: OidcConfig | null;

  /** Whose documents must be known beforehand, and a file with more of them than those of the pages. */
  readonly trustedDocuments: TrustedDocumentsConfig;
  /** Who may ask the API about its own schema. */
  readonly introspection: 'everybody' | 'developers' | 'nobody';
  /** How much one token or address may ask in a minute. */
  readonly rates: RatesConfig;

  readonly #auditKeys: () => readonly string[];

  readonly #fieldKeys: () => KeyRing;

  constructor(
    settings: Settings,
    sessionSecret: string,
    auditKeys: () => readonly string[],
    fieldKeys: () => KeyRing,
  ) {
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
    this.breakGlassADay = settings.ACCORD_BREAK_GLASS_A_DAY;
    this.referralMailbox = settings.REFERRAL_MAILBOX ? resolve(settings.REFERRAL_MAILBOX) : null;
    this.draftDays = settings.ACCORD_DRAFT_DAYS;
    this.area = settings.ACCORD_AREA;
    this.sessionSecret = sessionSecret;
    this.#auditKeys = auditKeys;
    this.auditLanes = settings.AUDIT_LANES ?? (this.database.kind === 'postgres' ? LANES_AT_SCALE : 1);
    this.auditExport = resolve(settings.AUDIT_EXPORT ?? join(dataFolder, 'audit'));
    this.#fieldKeys = fieldKeys;
    this.trustedProxies = settings.TRUSTED_PROXIES;
    this.trustedDocuments = {
      for: settings.TRUSTED_DOCUMENTS ?? (this.isProduction ? 'sessions' : 'off'),
      file: settings.TRUSTED_DOCUMENTS_FILE ?? null,
    };
    this.introspection = settings.INTROSPECTION ?? (this.isProduction ? 'developers' : 'everybody');
    const standard = this.environment === 'test' ? NO_RATES : RATES;
    this.rates = {
      api: settings.RATE_API_PER_MINUTE ?? standard.api,
      signIn: settings.RATE_SIGN_INS_PER_MINUTE ?? standard.signIn,
      search: settings.RATE_SEARCHES_PER_MINUTE ?? standard.search,
      export: settings.RATE_EXPORTS_PER_MINUTE ?? standard.export,
    };
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
    const [verifiedClaim, acr] = [settings.OIDC_VERIFIED_CLAIM, settings.OIDC_ACR ?? null];
    this.oidc =
      issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, verifiedClaim, acr } : null;
  }

  /** Whether this is the real service, with real people's cases. */
  get isProduction(): boolean {
    return this.environment === 'production';
  }

  /**
   * Keys under which the audit is chained, the present one last. Asked for only by who writes or checks the audit: where
   * no key is set, one is made in the data folder on first use.
   */
  auditKeys(): readonly string[] {
    return this.#auditKeys();
  }

  /**
   * Keys that texts about people are sealed with: those given, else those kept in the data folder, made on first use.
   * Throws when the folder's keys cannot be read: never are new ones made in the place of broken ones.
   */
  get fieldKeys(): KeyRing {
    return this.#fieldKeys();
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

/** Lanes of the audit on PostgreSQL, where many write at once; SQLite has one writer anyway. */
const LANES_AT_SCALE = 16;

/** The key of the audit in tests, the same in every process of one. */
const TEST_AUDIT_KEY = 'audit key of tests, never of anything real';

/** The files in the data folder that hold a secret made there. */
type KeptSecret = 'session-secret' | 'audit-key';

/**
 * Reads the configuration from a set of variables. Refuses with one message that lists every variable that is wrong
 * and what it should be; the message never repeats a value, because any of them may hold a secret.
 * @param secretFor gives a secret kept in a data folder, used when none is set and none is needed from outside
 */
export function readConfig(
  env: Record<string, string | undefined>,
  secretFor: (dataFolder: string, name: KeptSecret) => string = keptSecret,
): Result<Config, 'CONFIG_WRONG'> {
  const read = settingsFrom(env);
  if (!read.ok) {
    const lines = read.problems.map(({ variable, shouldBe }) => `  ${variable} ${shouldBe}`);
    const count = lines.length === 1 ? '1 setting is wrong' : `${lines.length} settings are wrong`;
    return refused('CONFIG_WRONG', [`Accord cannot start: ${count}.`, ...lines].join('\n'));
  }
  const { settings } = read;
  const secret = settings.SESSION_SECRET ?? developmentSecret(settings, secretFor);
  const { FIELD_KEYS: given, ACCORD_DATA: folder } = settings;
  const fieldKeys = () => given ?? keptKeys(resolve(folder));
  return ok(new Config(settings, secret, () => auditKeysOf(settings, secretFor), fieldKeys));
}

/** Reads the configuration of this process. When it is wrong, says so on stderr and ends the process with code 2. */
export function loadConfig(): Config {
  const read = readConfig(process.env);
  if (read.ok) return read.value;
  process.stderr.write(`${read.refusal.message}\n`);
  process.exit(2);
}

function developmentSecret(
  settings: Settings,
  secretFor: (dataFolder: string, name: KeptSecret) => string,
): string {
  if (settings.ACCORD_ENV === 'test') return randomBytes(32).toString('base64url');
  return secretFor(resolve(settings.ACCORD_DATA), 'session-secret');
}

function auditKeysOf(
  settings: Settings,
  secretFor: (dataFolder: string, name: KeptSecret) => string,
): readonly string[] {
  const kept = () =>
    settings.ACCORD_ENV === 'test' ? TEST_AUDIT_KEY : secretFor(resolve(settings.ACCORD_DATA), 'audit-key');
  return [...settings.AUDIT_KEYS_BEFORE, settings.AUDIT_KEY ?? kept()];
}

/** The data folder's own secret of a name, made on first use, so that a restart finds the same. */
function keptSecret(dataFolder: string, name: KeptSecret): string {
  return kept(join(dataFolder, name), () => randomBytes(32).toString('base64url'));
}

/** The data folder's own field keys, one in each line. */
function keptKeys(dataFolder: string): KeyRing {
  const file = join(dataFolder, 'field-keys');
  const keys = KeyRing.parse(kept(file, newFieldKey));
  if (!keys) throw new Fault(`${file} must hold keys such as accord keys new prints, one in each line`);
  return keys;
}

/** What stands in a file for this process only; made on first use. */
function kept(file: string, make: () => string): string {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) {
    const whole = `${file}.${randomUUID()}`;
    writeFileSync(whole, `${make()}\n`, { mode: 0o600, flag: 'wx' });
    try {
      // Fails when the file exists: of several processes that start together, one writes and all read, and never half.
      linkSync(whole, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(whole);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

function defaultSender(publicUrl: string): MailAddress {
  const host = new URL(publicUrl).hostname;
  const isName = host.includes('.') && !/^[\d.]+$/.test(host);
  return { name: 'Panel coordination', address: `no-reply@${isName ? host : 'accord.example'}` };
}
