import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FixedClock, type Moment } from '#kernel';
import { Config, type Database, readConfig } from '#platform';
import { temporaryDatabase } from '#testkit';
import { type ApiChoices, startApi } from '../../apps/api/src/start-api.js';

/** One answer of the API, as it came over HTTP. */
export type Answer<T = Record<string, unknown>> = {
  status: number;
  data: T | null;
  errors: { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[];
};

/** The whole API over HTTP on a database of its own, with a clock that the test moves. */
export type ApiUnderTest = {
  app: NestFastifyApplication;
  db: Database;
  clock: FixedClock;
  config: Config;
  url: string;
  /** Sends one operation as the holder of a token; null: signed out. */
  send<T = any>(token: string | null, query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  close(): Promise<void>;
};

/** The settings of a test, with what it wants different. */
export function testConfig(env: Record<string, string> = {}): Config {
  const read = readConfig({ ACCORD_ENV: 'test', ...env });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

/** Starts the API; Monday 23 November 2026, 9am in London, when nothing else is said. */
export async function anApi(
  given: { now?: string; database?: Database; env?: Record<string, string>; choices?: ApiChoices } = {},
): Promise<ApiUnderTest> {
  const clock = new FixedClock((given.now ?? '2026-11-23T09:00:00.000Z') as Moment);
  const own = given.database ? null : await temporaryDatabase();
  const database = given.database ?? own!.database;
  const config = testConfig({ ACCORD_DATA: own?.folder ?? '/tmp', ...given.env });
  const app = await startApi({ config, clock, database }, 0, given.choices);
  const url = `${await app.getUrl()}/graphql`.replace('0.0.0.0', '127.0.0.1').replace('[::1]', '127.0.0.1');
  return {
    app,
    db: database,
    clock,
    config,
    url,
    send: (token, query, variables) => send(url, token, query, variables),
    close: async () => {
      await app.close();
      await own?.remove();
    },
  };
}

/** Sends one GraphQL operation over HTTP. */
export async function send<T>(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: T; errors?: Answer['errors'] };
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
}
