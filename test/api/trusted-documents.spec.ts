import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, Kind, parse, Source, Lexer, TokenKind } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '#agencies';
import { anAgency, aPerson, aToken } from '#testkit';
import { documentId, openTrustedDocuments } from '../../apps/api/src/door/trusted-documents.js';
import { costOf, MOST_THINGS } from '../../apps/api/src/graphql/cost.js';
import { LIMITS, sizeOf } from '../../apps/api/src/graphql/limits.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { documentsOfPages } from '../harness/documents.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

const OWN = '{ agencies { id } }';

let pages: Record<string, string>;
beforeAll(async () => {
  pages = await documentsOfPages();
});

describe('what the pages ask', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

  it('is listed, each under the hash of its text', () => {
    expect(Object.keys(pages).length).toBeGreaterThan(60);
    for (const [id, text] of Object.entries(pages)) expect(documentId(text)).toBe(id);
  });

  it('uses at most half of every limit', () => {
    const heaviest: Record<string, { name: string; size: number }> = {};
    for (const text of Object.values(pages)) {
      const { name, sizes } = measured(text);
      for (const [measure, size] of Object.entries(sizes)) {
        if (size >= (heaviest[measure]?.size ?? 0)) heaviest[measure] = { name, size };
      }
    }
    const lines = Object.entries(heaviest).map(([measure, { name, size }]) => `${measure} ${size} (${name})`);
    process.stdout.write(`Heaviest documents of the pages: ${lines.join(', ')}\n`);
    const half: Record<string, number> = { ...LIMITS, things: MOST_THINGS };
    const over = Object.entries(heaviest).filter(([measure, { size }]) => size > half[measure]! / 2);
    expect(over).toEqual([]);
  });

  function measured(text: string): { name: string; sizes: Record<string, number> } {
    const { definitions } = parse(text);
    const fragments = new Map(
      definitions
        .filter((part) => part.kind === Kind.FRAGMENT_DEFINITION)
        .map((part) => [part.name.value, part]),
    );
    const operation = definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION)!;
    // Pages of a list are never longer than a hundred.
    const variables = new Proxy({}, { get: () => 100 });
    const lexer = new Lexer(new Source(text));
    let tokens = 0;
    while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
    const things = costOf(operation, { schema, fragments, variables });
    const size = sizeOf(operation, (name) => fragments.get(name) ?? null);
    return { name: operation.name!.value, sizes: { ...size, tokens, things } };
  }
});

describe('the list', () => {
  it('is needed where documents must be trusted, and must hold what it says', () => {
    expect(() => openTrustedDocuments({ for: 'sessions', file: null }, null)).toThrow('npm run build');
    expect(() => openTrustedDocuments({ for: 'off', file: null }, { 'sha256:00': OWN })).toThrow('not what');
  });

  it('takes in more from a file of the operator', () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-documents-'));
    const file = join(folder, 'documents.json');
    writeFileSync(file, JSON.stringify({ [documentId(OWN)]: OWN }));
    const list = openTrustedDocuments({ for: 'everybody', file }, pages);
    expect(list.textOf(documentId(OWN))).toBe(OWN);
    expect(list.textOf(Object.keys(pages)[0]!)).not.toBeNull();
    rmSync(folder, { recursive: true });
  });
});

type Who = 'nobody' | 'session' | 'program' | 'commandLine';

/** Who may run a document of their own, by setting. */
const FREE: Record<'off' | 'sessions' | 'everybody', readonly Who[]> = {
  off: ['nobody', 'session', 'program', 'commandLine'],
  sessions: ['program', 'commandLine'],
  everybody: [],
};

describe.each(Object.entries(FREE))('with TRUSTED_DOCUMENTS=%s', (setting, free) => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let tokens: Record<Who, string | null>;
  const idOf = (name: string) => Object.entries(pages).find(([, text]) => text.includes(`query ${name}`))![0];

  beforeAll(async () => {
    api = await anApi({ env: { TRUSTED_DOCUMENTS: setting }, choices: { trusted: pages } });
    web = await aWeb(api);
    const agency = await anAgency(api.db, api.clock);
    const person: Person = await aPerson(api.db, api.clock, agency, 'agency_member');
    const make = (kind: 'session' | 'api_token' | 'cli') => aToken(api.db, api.clock, person, kind);
    tokens = {
      nobody: null,
      session: await make('session'),
      program: await make('api_token'),
      commandLine: await make('cli'),
    };
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  async function post(who: Who, body: unknown): Promise<{ status: number; told: string }> {
    const token = tokens[who];
    const answer = await fetch(api.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, told: await answer.text() };
  }

  const everybody: Who[] = ['nobody', 'session', 'program', 'commandLine'];

  it.each(everybody)('runs what is on the list for %s', async (who) => {
    const { status, told } = await post(who, { documentId: idOf('Ping'), variables: {} });
    expect([status, told]).toEqual([200, expect.stringContaining('"__typename":"Query"')]);
  });

  it.each(everybody)('runs what is not on the list only for those who may: %s', async (who) => {
    const isFree = free.includes(who);
    const texts = [OWN, pages[idOf('Ping')]!];
    for (const query of texts) {
      const { status, told } = await post(who, { query });
      expect([status, told.includes('known beforehand')]).toEqual([isFree ? 200 : 400, !isFree]);
    }
    const mixed = await post(who, { query: OWN, documentId: idOf('Ping') });
    expect(mixed.told.includes('known beforehand')).toBe(!isFree);
  });

  it('has no way round', async () => {
    const sha256Hash = documentId(OWN).slice('sha256:'.length);
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    await post('program', { query: OWN, extensions });
    for (const body of [
      { documentId: documentId(OWN) },
      { documentId: `${idOf('Ping')} ` },
      { documentId: ['x'] },
      { documentId: '__proto__' },
      [{ documentId: idOf('Ping') }, { query: OWN }],
    ]) {
      const { status, told } = await post('session', body);
      expect([body, status]).toEqual([body, 400]);
      expect(told).not.toContain('"data":{"');
    }
    expect((await post('session', { extensions })).told).toContain('BAD_USER_INPUT');
    const get = `${api.url}?query=${encodeURIComponent(OWN)}`;
    const headers = { authorization: `Bearer ${tokens.session}` };
    expect(await (await fetch(get, { headers })).text()).toContain(
      free.includes('session') ? '"data"' : 'known beforehand',
    );
    for (const path of ['/%67raphql', '//graphql', '/graphql/', '/GraphQL', '/graphql;x', '/graphql?x']) {
      const answer = await fetch(api.url.replace('/graphql', path), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query: OWN }),
      });
      if (!free.includes('session'))
        expect([path, await answer.text()]).toEqual([path, expect.not.stringContaining('"data":{')]);
    }
  });

  it('shows the pages', async () => {
    const browser = web.browser(tokens.session);
    for (const path of ['/', '/actions', '/cases', '/account', '/actions.csv']) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 200]);
    }
    expect((await web.browser().get('/sign-in')).status).toBe(200);
    expect((await web.browser().get('/health/ready')).status).toBe(200);
  });
});
