import type { AddressInfo } from 'node:net';
import { FixedClock } from '#kernel';
import { type DatabaseAddress, openDatabase, readConfig } from '#platform';
import { tables } from '#schema';
import { startApi } from '../../apps/api/src/start-api.js';
import { median, rounded, timed } from './figures.js';
import { coordinatorOf, longQueueOf, meetingToBuild, NOW, tokenOf, type WorldSize } from './world.js';
import { TEST_KEYS } from '#testkit';

const TIMES = 5;

/** The whole mutation `buildAgenda` over HTTP with its answer, on the long queue; median, milliseconds. */
export async function buildMutationBench(at: DatabaseAddress, size: WorldSize): Promise<number> {
  const database = await openDatabase(at, tables, TEST_KEYS);
  const config = readConfig({ ACCORD_ENV: 'test', ACCORD_DATA: '/tmp/accord-bench' });
  if (!config.ok) throw new Error(config.refusal.message);
  const app = await startApi({ config: config.value, clock: new FixedClock(NOW), database }, 0);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const body = JSON.stringify({
    query: `mutation Build($meetingId: ID!) { buildAgenda(meetingId: $meetingId) {
      ... on Agenda { minutesPlanned moreWaiting slots { minutes listing { id band priorityHigh case { id reference } } } }
      ... on Refusal { code message } } }`,
    variables: { meetingId: meetingToBuild(size) },
  });
  const token = tokenOf(coordinatorOf(size, longQueueOf(size)));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  try {
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      times.push(
        await timed(async () => {
          const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
          const said = (await answer.json()) as { data?: { buildAgenda?: { slots?: unknown[] } } };
          if (!said.data?.buildAgenda?.slots?.length) throw new Error(JSON.stringify(said).slice(0, 500));
        }),
      );
    }
    return rounded(median(times));
  } finally {
    await app.close();
    await database.close();
  }
}
