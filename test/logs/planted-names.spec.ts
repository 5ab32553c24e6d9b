import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { Moment } from '#kernel';
import { Letter } from '#letters';
import { aWeb, type Browser, type Visit, type WebUnderTest } from '../harness/web.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { aWorker } from '../harness/worker.js';
import { testConfig } from '../harness/api.js';
import { type LogLines, logLines } from '../harness/log-lines.js';
import { attacksOn, documentOf, MARK } from '../api/hostile-values.js';
import { aHostileWorld, type HostileWorld } from '../api/hostile-world.js';
import { changedTables, putBack, tableStates } from '../api/table-states.js';
import { plantedWords } from './planted-words.js';

/** Of the hostile inputs of a mutation every so many-th is tried here; all of them in hostile-input.spec.ts. */
const EVERY = 9;

/** What a database may say of a row that it will not take: names and addresses, with and without quotation marks. */
const COMPLAINT = 'Ada Plantedbyron of 7 Plantedlane rang Plantedphone, "Ada Plantedbyron"';

describe('what people typed, who they are and what lets them in', () => {
  let world: HostileWorld;
  let web: WebUnderTest;
  let schema: GraphQLSchema;
  let lines: LogLines;
  let mailbox: Mailbox;
  let planted: readonly string[];
  /** Everything but the logs that told of a failure. */
  const failures: string[] = [];

  beforeAll(async () => {
    lines = logLines();
    world = await aHostileWorld();
    web = await aWeb(world.api);
    mailbox = await aMailbox();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
    planted = await plantedWords(world);
  }, 120_000);
  afterAll(async () => {
    lines.stop();
    await mailbox?.close();
    await web?.close();
    await world?.api.close();
  });

  beforeEach(() => void failures.splice(0));

  const inLogs = () => planted.filter((word) => lines.text().includes(word));
  const inFailures = () => failures.filter((text) => planted.some((word) => text.includes(word)));

  /** Sends one mutation; keeps the answer when it tells of a failure. Gives the codes in it. */
  async function play(name: string, variables: Record<string, unknown>): Promise<string> {
    const { api, tokens, calls } = world;
    const field = schema.getMutationType()!.getFields()[name]!;
    const { data, errors } = await api.send(tokens[calls[name]!.by], documentOf(field), variables);
    const answer = Object.values(data ?? {})[0] as { code?: string } | null | undefined;
    if (errors.length > 0 || answer?.code) failures.push(JSON.stringify({ data, errors }));
    return errors[0]?.extensions.code ?? answer?.code ?? 'OK';
  }

  /** Does something and puts the record back as it was. */
  async function andBack<T>(work: () => Promise<T>): Promise<T> {
    const before = await tableStates(world.api.db);
    const done = await work();
    await putBack(world.api.db, before, changedTables(before, await tableStates(world.api.db)));
    return done;
  }

  const failing = (visit: Visit): Visit => {
    if (visit.status >= 400) failures.push(visit.text);
    return visit;
  };

  /** Does something while the database refuses every new row of a table and repeats what stands in it. */
  async function refusing<T>(table: string, work: () => Promise<T>): Promise<T> {
    const { db } = world.api;
    const run = (sql: string) => db.transaction(() => db.change(sql));
    await run(
      `create trigger complain before insert on ${table} begin select raise(abort, '${COMPLAINT}'); end`,
    );
    try {
      return await work();
    } finally {
      await run('drop trigger complain');
    }
  }

  it('are unmistakable and many, so that a search for them means something', () => {
    expect(planted.length).toBeGreaterThan(100);
    expect(planted.filter((word) => word.length < 5)).toEqual([]);
    expect(planted).toEqual(expect.arrayContaining([MARK, 'Plantedbyron', 'kettle marsh violin']));
  });

  it('are in no log line and no failure when every mutation is played, and a part of what is hostile', async () => {
    const { calls, foreign } = world;
    const codes = new Set<string>();
    for (const [name, { variables }] of Object.entries(calls)) {
      if (name === 'signOut') continue;
      codes.add(await andBack(() => play(name, variables)));
      const { args } = schema.getMutationType()!.getFields()[name]!;
      const attacks = attacksOn(args, variables, foreign).filter((_, at) => at % EVERY === 0);
      await andBack(async () => {
        for (const attack of attacks) codes.add(await play(name, attack.variables));
      });
    }
    expect([...codes]).toEqual(expect.arrayContaining(['OK', 'BAD_USER_INPUT', 'NOT_FOUND']));
    expect(inLogs()).toEqual([]);
    expect(inFailures()).toEqual([]);
  }, 300_000);

  it('are in no failure when they stand in the document itself, in its address or in a body that is none', async () => {
    const { url } = world.api;
    const documents = [
      'mutation { signInWithPassword(input: { email: Plantedbyron, password: "kettle marsh violin" }) { __typename } }',
      'mutation { finishSignIn(ticket: 5, code: "Plantedbyron" "Plantedbyron") { __typename } }',
      '{ case(id: { name: "Plantedbyron" }) { id } }',
      '{ cases(first: "Plantedbyron") { nodes { id } } }',
      '"Plantedbyron',
      '{ case(id: "Plantedbyron") { id } } "Plantedbyron"',
    ];
    const bodies = [
      ...documents.map((query) => JSON.stringify({ query })),
      '{ "query": Plantedbyron',
      '"Plantedbyron"',
    ];
    for (const body of bodies) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${world.tokens.chair}` };
      const answer = await fetch(url, { method: 'POST', headers, body });
      failures.push(await answer.text());
    }
    for (const search of [
      '?query=Plantedbyron',
      '?query={me{name}}&variables=Plantedbyron',
      '/Plantedbyron',
      '?Plantedbyron',
    ])
      failures.push(
        await (await fetch(url + search, { headers: { 'apollo-require-preflight': '1' } })).text(),
      );
    failures.push(await (await fetch(new URL('/Plantedbyron', url))).text());
    expect(inLogs()).toEqual([]);
    expect(inFailures()).toEqual([]);
  });

  it('are in no log line and no error page when people look around and try to sign in', async () => {
    const { own, other } = world.things;
    const [chair, nobody] = [web.browser(world.tokens.chair), web.browser()];
    const seen = await chair.get(`/cases/${own.caseId}`);
    expect([seen.status, planted.some((word) => seen.text.includes(word))]).toEqual([200, true]);
    for (const path of [`/cases/${other.caseId}`, '/cases/Plantedbyron', '/Plantedbyron', '/cases/%E0%A4%A'])
      expect(failing(await chair.get(path)).status).toBeGreaterThanOrEqual(400);
    await tryToSignIn(nobody);
    failing(await chair.post('/sign-in', { email: 'Plantedbyron@agency.example', password: 'Plantedbyron' }));
    expect(inLogs()).toEqual([]);
    expect(inFailures()).toEqual([]);
  });

  async function tryToSignIn(browser: Browser): Promise<void> {
    await browser.get('/sign-in');
    const fields = { email: world.people.chair.email, password: 'kettle marsh violin' };
    for (const path of ['/sign-in', '/sign-in/password', '/password'])
      failing(await browser.post(path, fields));
  }

  it('are in no log line and no failure when the database refuses a row and repeats it', async () => {
    const codes: string[] = [];
    await refusing('audit_entry', async () => {
      for (const [name, { variables }] of Object.entries(world.calls))
        if (name !== 'signOut') codes.push(await play(name, variables));
      const page = failing(await web.browser(world.tokens.chair).get(`/cases/${world.things.own.caseId}`));
      expect(page.status).toBe(500);
    });
    expect(codes.filter((code) => code === 'INTERNAL').length).toBeGreaterThan(20);
    expect(lines.text()).toMatch(/"error":\{"name":"\w+","code":"SQLITE_CONSTRAINT"[^}]*"stack":" {4}at /);
    expect(inLogs()).toEqual([]);
    expect(inFailures()).toEqual([]);
  }, 120_000);

  it('are in no log line when the worker cannot react, and the mail server refuses an address and repeats it', async () => {
    const { api, people } = world;
    mailbox.refuses = { code: 550, text: `<${people.owner.email}> Ada Plantedbyron is not known here` };
    const { dataFolder: folder, sessionSecret } = api.config;
    const env = { ACCORD_DATA: folder, SMTP_URL: mailbox.url, SESSION_SECRET: sessionSecret };
    const config = testConfig(env);
    for (const name of ['agreeAction', 'publishAgenda', 'invitePerson', 'askForPasswordLink'])
      expect([name, await play(name, world.calls[name]!.variables)]).toEqual([name, 'OK']);
    const worker = await aWorker({ config, clock: api.clock, database: api.db });
    try {
      await refusing('letter', () => worker.catchUp());
      api.clock.set('2026-11-24T10:00:00.000Z' as Moment);
      await worker.catchUp();
      for (const path of ['health/live', 'health/ready', 'metrics'])
        failures.push(await (await fetch(`http://127.0.0.1:${worker.port}/${path}`)).text());
    } finally {
      await worker.close();
    }
    expect((await api.db.reading.find(Letter)).map(({ problem }) => problem)).toContain('550');
    expect(lines.text().includes('An announcement could not be handled')).toBe(true);
    expect(inLogs()).toEqual([]);
    expect(inFailures()).toEqual([]);
  }, 120_000);

  it('are in no health answer and no metric', async () => {
    for (const at of [world.api.url, web.url])
      for (const path of ['/health/live', '/health/ready', '/metrics']) {
        const answer = await fetch(new URL(path, at));
        expect(answer.status).toBe(200);
        failures.push(await answer.text());
      }
    expect(inFailures()).toEqual([]);
  });

  it('are in no log line and on no page when the API is gone', async () => {
    await world.api.app.close();
    const page = failing(await web.browser(world.tokens.chair).get(`/cases/${world.things.own.caseId}`));
    expect(page.status).toBe(500);
    expect(lines.text().includes('A page could not be shown')).toBe(true);
    expect(inLogs()).toEqual([]);
    expect(inFailures()).toEqual([]);
  });
});
