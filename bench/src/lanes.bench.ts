import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { systemActor } from '#access';
import type { Audit } from '#audit';
import { FixedClock } from '#kernel';
import { type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import { anAudit, startPostgres, TEST_KEYS } from '#testkit';
import { ratioOfPairs, rounded, timed } from './figures.js';
import { NOW } from './world.js';

/** What lanes are for: writers that hold one while they wait for something that is not a processor. */
export type LanesResult = {
  /** How long an answer of the database is on its way, there and back, milliseconds; 0: on the same machine. */
  roundTripMs: number;
  /** Changes a second of 200 writers at once with one lane. */
  oneLanePerSecond: number;
  /** The same with sixteen. */
  sixteenLanesPerSecond: number;
  /** Sixteen against one, median of pairs: above 1 is faster. */
  faster: number;
};

const WRITERS = 200;
const LANES = 16;
const WRITTEN = 'action:progress';

/**
 * The same writers on two databases of one server, which have one lane and sixteen, at several distances. One process
 * with ten connections, as an `api` has. The server does not wait for its disk: the distance stands for all waiting.
 */
export async function lanesBench(pairs: number): Promise<LanesResult[]> {
  const [first, second] = await Promise.all([startPostgres(), startPostgres()]);
  const results: LanesResult[] = [];
  try {
    for (const url of [first.url, second.url]) await migrate({ kind: 'postgres', url }, tables, TEST_KEYS);
    for (const roundTripMs of [0, 2, 10]) {
      const [one, many] = [await farAway(first.url, roundTripMs), await farAway(second.url, roundTripMs)];
      const [few, lots] = [await writersAt(one.url, 1), await writersAt(many.url, LANES)];
      const faster = await ratioOfPairs(pairs, (isOne) => (isOne ? few : lots).write());
      const perSecond = async (writers: Writers) =>
        rounded((WRITERS * 1000) / (await timed(() => writers.write())));
      results.push({
        roundTripMs,
        oneLanePerSecond: await perSecond(few),
        sixteenLanesPerSecond: await perSecond(lots),
        faster,
      });
      await Promise.all([few.close(), lots.close()]);
      await Promise.all([one.close(), many.close()]);
    }
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
  return results;
}

type Writers = { write(): Promise<void>; close(): Promise<void> };

async function writersAt(url: string, lanes: number): Promise<Writers> {
  const db = await openDatabase({ kind: 'postgres', url }, tables, TEST_KEYS);
  const audit = anAudit(db, new FixedClock(NOW), lanes);
  await everybody(db, audit);
  return { write: () => everybody(db, audit), close: () => db.close() };
}

/** 200 transactions at once, each with one entry. Throws when one of them is not there afterwards. */
async function everybody(db: Database, audit: Audit): Promise<void> {
  const before = await entries(db);
  const actor = systemActor('bench');
  await Promise.all(
    Array.from({ length: WRITERS }, (_, n) =>
      db.transaction(() => audit.record(actor, WRITTEN, `action-${n}`)),
    ),
  );
  const added = (await entries(db)) - before;
  if (added !== WRITERS) throw new Error(`${WRITERS} entries were due and ${added} are there`);
}

async function entries(db: Database): Promise<number> {
  const [row] = await db.query<{ count: string }>(
    'select count(*) as count from audit_entry where what = :what',
    { what: WRITTEN },
  );
  return Number(row!.count);
}

/** The same server, whose every message is half of the round trip on its way. */
async function farAway(url: string, roundTripMs: number): Promise<{ url: string; close(): Promise<void> }> {
  if (roundTripMs === 0) return { url, close: () => Promise.resolve() };
  const { hostname, port } = new URL(url);
  const late = (from: Socket, to: Socket) => {
    from.setNoDelay(true);
    from.on('data', (part) => setTimeout(() => to.write(part), roundTripMs / 2));
    from.on('end', () => setTimeout(() => to.end(), roundTripMs / 2));
    from.on('error', () => to.destroy());
  };
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    late(client, database);
    late(database, client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = new URL(url);
  far.port = String((server.address() as AddressInfo).port);
  return {
    url: far.href,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
