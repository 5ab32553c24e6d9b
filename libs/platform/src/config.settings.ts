import { isAbsolute, resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Moment, momentFromEpoch } from '#kernel';

/** One wrong variable and what it should be, as the end of a sentence that starts with the variable's name. */
export type SettingProblem = { variable: string; shouldBe: string };

/** The variables after reading, before defaults that depend on each other. */
export type Settings = z.output<typeof SETTINGS>;

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Words that show a secret was copied from an example. All are long enough not to occur in a random value. */
const EXAMPLE_WORDS =
  /change.?me|password|example|session.?secret|client.?secret|insecure|replace.?(me|this)|demo.?secret|development/i;

/** Reads every variable of the environment, or says of each wrong one what it should be. Values are never repeated. */
export function settingsFrom(
  env: Record<string, string | undefined>,
): { ok: true; settings: Settings } | { ok: false; problems: SettingProblem[] } {
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
  const first = problems.filter(
    (problem, index) => problems.findIndex((other) => other.variable === problem.variable) === index,
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
  ACCORD_SWEEP_SECONDS: whole(1, 3600, 15),
  ACCORD_AREA: text('must be 2 to 6 capital letters, such as NB', (value) =>
    /^[A-Z]{2,6}$/.test(value) ? value : undefined,
  ).transform((value) => value ?? 'NB'),
  SESSION_SECRET: text('must be at least 32 characters long', (value) =>
    value.length >= 32 ? value : undefined,
  ),
  TRUSTED_PROXIES: text('must be addresses or networks, such as 10.0.0.0/8, with commas between', (value) =>
    value.split(',').every((one) => PROXY.test(one.trim())) ? value : undefined,
  ).transform((value) => value ?? 'loopback'),
  OIDC_ISSUER: url('must be the https address of the sign-in service', WEB),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
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

function isWeak(secret: string, shortest: number): boolean {
  return secret.length < shortest || new Set(secret).size < 10 || EXAMPLE_WORDS.test(secret);
}

function isPlainHttp(value: string): boolean {
  const parsed = parsedUrl(value, WEB);
  return parsed?.protocol === 'http:' && !LOCAL_HOSTS.includes(parsed.hostname);
}

function inOrder(problems: SettingProblem[]): SettingProblem[] {
  const order = Object.keys(SETTINGS.shape);
  return problems.sort((a, b) => order.indexOf(a.variable) - order.indexOf(b.variable));
}
