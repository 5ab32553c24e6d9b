import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { DatabaseAddress } from '#platform';
import { Chance } from './chance.js';
import { median, rounded } from './figures.js';
import { hotReads, type Question } from './questions.js';
import type { ServerOrder, ServerWord } from './server.js';
import type { WorldSize } from './world.js';

/** One hot read on one database: ours beside the raw limit, medians over the bursts. */
export type HotReadResult = {
  question: string;
  database: string;
  rawPerSecond: number;
  accordPerSecond: number;
  /** Ours as a share of raw, of the same pair of bursts; median. */
  percentOfRaw: number;
  rawCpuMs: number;
  accordCpuMs: number;
  accordP50Ms: number;
  accordP99Ms: number;
  accordRssMiB: number;
};

type Burst = { perSecond: number; cpuMs: number; p50: number; p99: number };

const CONNECTIONS = 16;

/** Both servers up at once, short bursts in random order, the ratio taken within each pair of bursts. */
export async function hotReadsBench(
  at: DatabaseAddress,
  size: WorldSize,
  { pairs, seconds }: { pairs: number; seconds: number },
): Promise<HotReadResult[]> {
  const accord = await startServer({ kind: 'accord', at, size });
  const raw = await startServer({ kind: 'raw', at, size });
  try {
    const results: HotReadResult[] = [];
    for (const [index, question] of hotReads(size).entries()) {
      await mustAgree(accord, raw, index, question);
      const oneOf = (kind: 'accord' | 'raw') =>
        burst(kind === 'raw' ? raw : accord, kind, index, question, seconds);
      await oneOf('accord');
      await oneOf('raw');
      const bursts: { accord: Burst; raw: Burst }[] = [];
      const chance = new Chance(index + 1);
      for (let pair = 0; pair < pairs; pair += 1) {
        const accordFirst = chance.below(2) === 0;
        const first = await oneOf(accordFirst ? 'accord' : 'raw');
        const second = await oneOf(accordFirst ? 'raw' : 'accord');
        bursts.push(accordFirst ? { accord: first, raw: second } : { accord: second, raw: first });
      }
      const { rssMiB } = await accord.used();
      const of = (read: (pair: { accord: Burst; raw: Burst }) => number) => median(bursts.map(read));
      results.push({
        question: question.name,
        database: at.kind,
        rawPerSecond: Math.round(of((pair) => pair.raw.perSecond)),
        accordPerSecond: Math.round(of((pair) => pair.accord.perSecond)),
        percentOfRaw: Math.round(of((pair) => (100 * pair.accord.perSecond) / pair.raw.perSecond)),
        rawCpuMs: rounded(of((pair) => pair.raw.cpuMs)),
        accordCpuMs: rounded(of((pair) => pair.accord.cpuMs)),
        accordP50Ms: of((pair) => pair.accord.p50),
        accordP99Ms: of((pair) => pair.accord.p99),
        accordRssMiB: Math.round(rssMiB),
      });
    }
    return results;
  } finally {
    accord.stop();
    raw.stop();
  }
}

type Server = { url: string; used(): Promise<{ cpuMs: number; rssMiB: number }>; stop(): void };

async function startServer(order: ServerOrder): Promise<Server> {
  const file = fileURLToPath(new URL('./server.js', import.meta.url));
  const profile = order.kind === 'accord' ? process.env['BENCH_PROFILE'] : undefined;
  const execArgv = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const env = { ...process.env, NODE_ENV: 'production' };
  const child: ChildProcess = fork(file, [JSON.stringify(order)], { execArgv, env });
  const [word] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The ${order.kind} server did not start`))),
  ])) as [ServerWord & { port: number }];
  return {
    url: `http://127.0.0.1:${word.port}`,
    used: async () => {
      child.send('used');
      return ((await once(child, 'message')) as [{ cpuMs: number; rssMiB: number }])[0];
    },
    stop: () => child.disconnect(),
  };
}

type Sent = { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: string };

function requests(kind: 'accord' | 'raw', index: number, { document, asked }: Question): Sent[] {
  if (kind === 'raw') return asked.map(({ raw }) => ({ method: 'GET', path: `/${index}/${raw}` }));
  return asked.map(({ token, variables }) => ({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables }),
  }));
}

async function burst(
  server: Server,
  kind: 'accord' | 'raw',
  index: number,
  question: Question,
  seconds: number,
): Promise<Burst> {
  const before = await server.used();
  const answer = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: requests(kind, index, question),
  });
  const failed = answer.non2xx + answer.errors + answer.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to the ${kind} server failed`);
  const done = answer.requests.total;
  const cpuMs = ((await server.used()).cpuMs - before.cpuMs) / done;
  return { perSecond: done / answer.duration, cpuMs, p50: answer.latency.p50, p99: answer.latency.p99 };
}

/** A ratio counts only when both say the same. */
async function mustAgree(accord: Server, raw: Server, index: number, question: Question): Promise<void> {
  for (const [n, ask] of requests('accord', index, question).slice(0, 40).entries()) {
    const other = requests('raw', index, question)[n]!;
    const [ours, theirs] = (await Promise.all(
      [fetch(accord.url + ask.path, ask), fetch(raw.url + other.path)].map(async (one) => (await one).json()),
    )) as [{ data: unknown; errors?: unknown }, { data: unknown }];
    if (ours.errors) throw new Error(JSON.stringify(ours.errors));
    const [a, b] = [ours.data, theirs.data].map((data) => JSON.stringify(question.sameness(data)));
    if (a !== b) throw new Error(`The answers differ for "${question.name}":\n${a}\n${b}`);
  }
}
