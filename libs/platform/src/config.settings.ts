import { isAbsolute, resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Moment, momentFromEpoch } from '#kernel';
import { KeyRing } from './key-ring.js';
import { type SettingProblem, withSecretFiles } from './secret-files.js';

/** The variables after reading, before defaults that depend on each other. */
export type Settings = z.output<typeof SETTINGS>;

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Words that show a secret was copied from an example. All are long enough not to occur in a random value. */
const EXAMPLE_WORDS =
  /change.?me|password|example|session.?secret|client.?secret|insecure|replace.?(me|this)|demo.?secret|development/i;

/** Reads every variable of the environment, or says of each wrong one what it should be. Values are never repeated. */
export function settingsFrom(
  variables: Record<string, string | undefined>,
): { ok: true; settings: Settings } | { ok: false; problems: SettingProblem[] } {
  const { env, problems: inFiles } = withSecretFiles(variables);
  // Compose files and CI pass unset variables as empty text.
  const given = Object.fromEntries(
    Object.keys(SETTINGS.shape).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const read = SETTINGS.safeParse(given);
  const problems = read.success
    ? acrossVariables(read.data)
    : [
        ...read.error.issues.map((issue) => ({ variable: String(issue.path[0]), shouldBe: issue.message })),
        ...(given.ACCORD_ENV === 'production' ? productionOnly(given) : []),
      ];
  const unread = new Set(inFiles.map(({ variable }) => variable.replace(/_FILE$/, '')));
  const first = [...inFiles, ...problems.filter(({ variable }) => !unread.has(variable))].filter(
    (problem, index, all) => all.findIndex((other) => other.variable === problem.variable) === index,
  );
  return read.success && first.length === 0
    ? { ok: true, settings: read.data }
    : { ok: false, problems: inOrder(first) };
}

function text<T>(shouldBe: string, parse: (value: string) => T | undefined) {
  return z
    .string()
    .transform((value, context): T => {
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: shouldBe });
      return z.NEVER;
    })
    .optional();
}

function whole(from: number, to: number, standard: number) {
  const parse = (value: string): number | undefined =>
    /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to ? Number(value) : undefined;
  return text(`must be a whole number from ${from} to ${to}`, parse).transform((value) => value ?? standard);
}

/** A limit for each minute; 0: none. What stands when it is not said depends on the environment. */
const perMinute = text('must be a whole number from 0 to 1000000; 0 means without a limit', (value) =>
  /^\d{1,7}$/.test(value) && Number(value) <= 1_000_000 ? Number(value) : undefined,
);

function oneOf<const T extends string>(...choices: readonly T[]) {
  const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  return text(`must be ${list}`, (value) => choices.find((choice) => choice === value));
}

function url(shouldBe: string, protocols: readonly string[]) {
  return text(shouldBe, (value) => (parsedUrl(value, protocols) ? value : undefined));
}

function parsedUrl(value: string, protocols: readonly string[]): URL | undefined {
  if (!URL.canParse(value)) return undefined;
  const parsed = new URL(value);
  return protocols.includes(parsed.protocol) && parsed.hostname !== '' ? parsed : undefined;
}

const POSTGRES = ['postgres:', 'postgresql:'] as const;
const REDIS = ['redis:', 'rediss:'] as const;
const WEB = ['http:', 'https:'] as const;

const PROXY = /^(loopback|linklocal|uniquelocal|[\da-fA-F:.]{2,45}(\/\d{1,3})?)$/;

const SETTINGS = z.object({
  ACCORD_ENV: text('must be development, production or test', environment).transform(
    (value) => value ?? 'development',
  ),
  ACCORD_DATA: z.string().default('./data'),
  DATABASE_URL: text('must be sqlite:path/to/file, or postgres://user:password@host:5432/name', database),
  QUEUE_URL: text('must be embedded, redis://host:6379, or postgres://user:password@host:5432/name', queue),
  SMTP_URL: url('must be smtp://user:password@host:587 or smtps://user:password@host:465', [
    'smtp:',
    'smtps:',
  ]),
  PUBLIC_URL: text('must be an address such as https://panel.example.org, without a path', publicAddress),
  PORT: whole(0, 65_535, 3000),
  API_PORT: whole(0, 65_535, 4000),
  WORKER_PORT: whole(0, 65_535, 4001),
  API_URL: url('must be an address such as http://127.0.0.1:4000/graphql', WEB),
  ACCORD_CLOCK: text('must be a moment with its offset, such as 2026-11-23T08:00:00Z', moment),
  ACCORD_BREAK_GLASS_A_DAY: whole(1, 100, 5),
  ACCORD_DRAFT_DAYS: whole(1, 365, 90),
  REFERRAL_MAILBOX: z.string().optional(),
  ACCORD_SWEEP_SECONDS: whole(1, 3600, 15),
  ACCORD_AREA: text('must be 2 to 6 capital letters, such as NB', (value) =>
    /^[A-Z]{2,6}$/.test(value) ? value : undefined,
  ).transform((value) => value ?? 'NB'),
  SESSION_SECRET: text('must be at least 32 characters long', (value) =>
    value.length >= 32 ? value : undefined,
  ),
  AUDIT_KEY: text('must be at least 32 characters long', (value) => (value.length >= 32 ? value : undefined)),
  AUDIT_KEYS_BEFORE: text(
    'must be the former values of AUDIT_KEY, oldest first, with commas between',
    (value) => {
      const keys = value.split(',').map((key) => key.trim());
      return keys.every((key) => key.length >= 32) ? keys : undefined;
    },
  ).transform((value) => value ?? []),
  AUDIT_LANES: text('must be a whole number from 1 to 64', (value) =>
    /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 64 ? Number(value) : undefined,
  ),
  AUDIT_EXPORT: z.string().optional(),
  FIELD_KEYS: text('must be keys such as accord keys new prints, with commas between', (value) =>
    KeyRing.parse(value),
  ),
  TRUSTED_PROXIES: text('must be addresses or networks, such as 10.0.0.0/8, with commas between', (value) =>
    value.split(',').every((one) => PROXY.test(one.trim())) ? value : undefined,
  ).transform((value) => value ?? 'loopback'),
  TRUSTED_DOCUMENTS: oneOf('sessions', 'everybody', 'off'),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  INTROSPECTION: oneOf('everybody', 'developers', 'nobody'),
  RATE_API_PER_MINUTE: perMinute,
  RATE_SIGN_INS_PER_MINUTE: perMinute,
  RATE_SEARCHES_PER_MINUTE: perMinute,
  RATE_EXPORTS_PER_MINUTE: perMinute,
  OIDC_ISSUER: url('must be the https address of the sign-in service', WEB),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_VERIFIED_CLAIM: text('must be the name of a claim, such as email_verified', (value) =>
    /^[\w.:/-]{1,100}$/.test(value) ? value : undefined,
  ).transform((value) => value ?? 'email_verified'),
  OIDC_ACR: z.string().max(200).optional(),
  MAIL_FROM: text('must be an address such as Panel coordination <no-reply@panel.example.org>', mailbox),
  MAIL_REPLY_TO: text('must be an address such as Panel team <panel-team@panel.example.org>', mailbox),
});

function environment(value: string): 'development' | 'production' | 'test' | undefined {
  return value === 'development' || value === 'production' || value === 'test' ? value : undefined;
}

function database(
  value: string,
): { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string } | undefined {
  if (!value.startsWith('sqlite:')) {
    return parsedUrl(value, POSTGRES) && { kind: 'postgres', url: value };
  }
  const path = value.slice('sqlite:'.length).replace(/^\/\/(?=\/|$)/, '');
  if (path === ':memory:') return { kind: 'sqlite', file: path };
  if (path === '' || path.startsWith('//') || path.includes('\0')) return undefined;
  return { kind: 'sqlite', file: isAbsolute(path) ? path : resolve(path) };
}

function queue(
  value: string,
): { kind: 'embedded' } | { kind: 'redis'; url: string } | { kind: 'postgres'; url: string } | undefined {
  if (value === 'embedded') return { kind: 'embedded' };
  if (parsedUrl(value, REDIS)) return { kind: 'redis', url: value };
  return parsedUrl(value, POSTGRES) && { kind: 'postgres', url: value };
}

function publicAddress(value: string): string | undefined {
  const parsed = parsedUrl(value, WEB);
  const isBare = parsed && parsed.pathname === '/' && !parsed.search && !parsed.hash && !parsed.username;
  return isBare ? parsed.origin : undefined;
}

function moment(value: string): Moment | undefined {
  try {
    return momentFromEpoch(Temporal.Instant.from(value).epochMilliseconds);
  } catch {
    return undefined;
  }
}

function mailbox(value: string): { name?: string; address: string } | undefined {
  const [, name, bracketed] = /^([^<>"\r\n]*)<([^<>]+)>$/.exec(value) ?? [];
  const address = (bracketed ?? value).trim();
  if (!z.email().safeParse(address).success) return undefined;
  return name?.trim() ? { name: name.trim(), address } : { address };
}

function acrossVariables(settings: Settings): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  if (oidc.some((name) => settings[name])) {
    const missing = oidc.filter((name) => !settings[name]);
    problems.push(
      ...missing.map((variable) => ({
        variable,
        shouldBe: 'must be set when another OIDC_ variable is set',
      })),
    );
  }
  return settings.ACCORD_ENV === 'production' ? [...problems, ...productionOnly(settings)] : problems;
}

/** What only the real service refuses. Takes variables as given or as read, so that one message can list both kinds. */
function productionOnly(given: Partial<Record<keyof Settings, unknown>>): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const wrong = (variable: keyof Settings, shouldBe: string) => problems.push({ variable, shouldBe });
  if (given.ACCORD_CLOCK) wrong('ACCORD_CLOCK', 'must not be set in production: the clock is the real time');
  if (!given.SESSION_SECRET) {
    wrong(
      'SESSION_SECRET',
      'must be set in production: at least 32 random characters, such as from openssl rand -base64 48',
    );
  } else if (isWeak(String(given.SESSION_SECRET), 32)) {
    wrong('SESSION_SECRET', 'must be at least 32 random characters, such as from openssl rand -base64 48');
  }
  const audit = auditKeyProblem(given);
  if (audit) wrong('AUDIT_KEY', audit);
  if (isAtScale(given) && !given.FIELD_KEYS) {
    wrong(
      'FIELD_KEYS',
      'must be set in production on PostgreSQL: make one with accord keys new, and keep it safe',
    );
  }
  if (given.FIELD_KEYS && /(^|[\s,"])demo[:"]/.test(JSON.stringify(given.FIELD_KEYS))) {
    wrong('FIELD_KEYS', 'must not hold the key of the example: make one with accord keys new');
  }
  if (given.OIDC_CLIENT_SECRET && isWeak(String(given.OIDC_CLIENT_SECRET), 16)) {
    wrong('OIDC_CLIENT_SECRET', 'must be the secret the sign-in service gave, at least 16 characters');
  }
  for (const name of ['PUBLIC_URL', 'OIDC_ISSUER'] as const) {
    const value = given[name];
    if (typeof value === 'string' && isPlainHttp(value))
      wrong(name, 'must start with https:// unless it is on localhost');
  }
  return problems;
}

/** One process can keep its key with its data; several must be given the same one. */
function auditKeyProblem(given: Partial<Record<keyof Settings, unknown>>): string | null {
  if (!given.AUDIT_KEY) {
    return isAtScale(given)
      ? 'must be set in production with PostgreSQL: at least 32 random characters, such as from openssl rand -base64 48'
      : null;
  }
  if (isWeak(String(given.AUDIT_KEY), 32)) {
    return 'must be at least 32 random characters, such as from openssl rand -base64 48';
  }
  return given.AUDIT_KEY === given.SESSION_SECRET ? 'must not be the same as SESSION_SECRET' : null;
}

/** Whether the record is on PostgreSQL, which several processes share; of a variable as given or as read. */
function isAtScale({ DATABASE_URL: at }: Partial<Record<keyof Settings, unknown>>): boolean {
  const read = typeof at === 'string' ? database(at) : (at as Settings['DATABASE_URL']);
  return read?.kind === 'postgres';
}

function isWeak(secret: string, shortest: number): boolean {
  return secret.length < shortest || new Set(secret).size < 10 || EXAMPLE_WORDS.test(secret);
}

function isPlainHttp(value: string): boolean {
  const parsed = parsedUrl(value, WEB);
  return parsed?.protocol === 'http:' && !LOCAL_HOSTS.includes(parsed.hostname);
}

function inOrder(problems: SettingProblem[]): SettingProblem[] {
  const order = Object.keys(SETTINGS.shape);
  const place = ({ variable }: SettingProblem) => order.indexOf(variable.replace(/_FILE$/, ''));
  return problems.sort((a, b) => place(a) - place(b));
}
