import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { type Abuse, ABUSES } from './abuses.js';

const NORMAL = '{ me { now person { name } } agencies { id name } }';

/** Statements that a refusal may cost: finding out who asks. */
const MOST_STATEMENTS = 1;

describe('abuse', () => {
  let api: ApiUnderTest;
  let token: string;
  let statements = 0;

  beforeAll(async () => {
    api = await anApi({ env: { INTROSPECTION: 'developers' } });
    const agency = await anAgency(api.db, api.clock);
    token = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_member'));
    api.db.listen(() => void (statements += 1));
  });
  afterAll(() => api.close());

  const send = async ({ method = 'POST', headers, search = '', body }: Abuse) => {
    const answer = await fetch(api.url + search, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      ...(method !== 'GET' && body !== undefined && { body: new Uint8Array(Buffer.from(body)) }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  it.each(ABUSES.map((abuse) => [abuse.name, abuse] as const))('is refused cheaply: %s', async (_, abuse) => {
    statements = 0;
    const { status, text } = await send(abuse);
    expect([status < 500, text]).toEqual([true, expect.not.stringMatching(/"data":\{|node_modules|stack/)]);
    if (abuse.code) expect(text.slice(0, 400)).toMatch(abuse.code);
    else expect(status >= 400 || text.includes('"errors"')).toBe(true);
    expect(text.length).toBeLessThan(250_000);
    expect(statements).toBeLessThanOrEqual(MOST_STATEMENTS);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((await api.send(token, NORMAL)).errors).toEqual([]);
  });

  it('does not stop normal work beside it', async () => {
    const alone = await working(() => Promise.resolve());
    let at = 0;
    const beside = await working(async () => void (await send(ABUSES[at++ % ABUSES.length]!)));
    const words = ({ p50, p99 }: typeof alone) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
    process.stdout.write(`Normal requests alone: ${words(alone)}; beside abuse: ${words(beside)}\n`);
    expect([alone.failed, beside.failed]).toEqual([0, 0]);
  });

  /** Two hundred normal requests, two at a time, each beside something else. */
  async function working(beside: () => Promise<void>): Promise<{ p50: number; p99: number; failed: number }> {
    const took: number[] = [];
    let failed = 0;
    for (let i = 0; i < 100; i += 1) {
      const other = beside();
      const both = [0, 1].map(async () => {
        const before = performance.now();
        const { errors } = await api.send(token, NORMAL);
        took.push(performance.now() - before);
        failed += errors.length;
      });
      await Promise.all([other, ...both]);
    }
    took.sort((one, another) => one - another);
    return { p50: took[took.length >> 1]!, p99: took[Math.floor(took.length * 0.99)]!, failed };
  }
});

describe('requests that never end', () => {
  let api: ApiUnderTest;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    api = await anApi({ choices: { patience: { arriving: 1500, head: 1000, lookedForEvery: 100 } } });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await api.close();
  });

  /** Sends the start of a request and waits until the server hangs up; gives what it said. */
  async function hungUpOn(start: string): Promise<string> {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    sockets.push(socket);
    let said = '';
    socket.on('data', (data) => (said += data.toString()));
    socket.on('error', () => undefined);
    socket.write(start);
    await once(socket, 'close');
    return said;
  }

  const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

  it('are given up: half a head, half a body, many of both, while others are answered', async () => {
    const starts = [HEAD, 'GET /gra', `${HEAD}Content-Length: 1000\r\n\r\n{"query":`];
    const waiting = Promise.all(Array.from({ length: 60 }, (_, i) => hungUpOn(starts[i % starts.length]!)));
    for (let i = 0; i < 5; i += 1) expect((await api.send(null, '{ me { now } }')).status).toBe(200);
    for (const said of await waiting) expect(said).toMatch(/^$|^HTTP\/1\.1 4\d\d/);
    expect((await api.send(null, '{ me { now } }')).status).toBe(200);
  });

  it('are refused at once when they make no sense', async () => {
    const big = `GET /graphql HTTP/1.1\r\nHost: x\r\nCookie: ${'x'.repeat(40_000)}\r\n\r\n`;
    expect(await hungUpOn(big)).toMatch(/^HTTP\/1\.1 431/);
    expect(await hungUpOn('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    const two = `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await hungUpOn(two)).toMatch(/^HTTP\/1\.1 400/);
  });
});
