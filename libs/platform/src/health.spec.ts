import { afterEach, describe, expect, it } from '@jest/globals';
import { PartNotWorking, readiness } from './health.js';
import { type HealthServer, openHealthServer } from './health-server.js';
import { roleMetrics } from './metrics.js';

const works = { name: 'database', check: async () => undefined };
const refuses = {
  name: 'queue',
  check: () =>
    Promise.reject(Object.assign(new Error('redis://:hunter2@host refused'), { code: 'ECONNREFUSED' })),
};
const hangs = { name: 'mail', check: () => new Promise<void>(() => undefined) };

describe('readiness', () => {
  it('is 200 when all parts work', async () => {
    const body = { status: 'ok', checks: [{ name: 'database', ok: true }] };
    expect(await readiness([works])).toEqual({ status: 200, body });
  });

  it('is 503 and names what fails, without secrets, and does not wait for what hangs', async () => {
    const throws = {
      name: 'clock',
      check: () => {
        throw new PartNotWorking('still starting');
      },
    };
    const vague = { name: 'disk', check: () => Promise.reject(new Error('/home/hunter2 is full')) };
    const answer = await readiness([works, refuses, hangs, throws, vague], 30);
    expect(answer.status).toBe(503);
    expect(answer.body.checks).toEqual([
      { name: 'database', ok: true },
      { name: 'queue', ok: false, message: 'not working (ECONNREFUSED)' },
      { name: 'mail', ok: false, message: 'no answer in 30 ms' },
      { name: 'clock', ok: false, message: 'still starting' },
      { name: 'disk', ok: false, message: 'not working' },
    ]);
  });
});

describe('the health server', () => {
  let server: HealthServer | undefined;
  afterEach(() => server?.close());

  it('answers live, ready and metrics, and closes with clients connected', async () => {
    const checks = [works];
    const metrics = roleMetrics('worker');
    roleMetrics('api');
    server = await openHealthServer({ port: 0, host: '127.0.0.1', checks, metrics });
    const get = (path: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${server!.port}${path}`, { method });
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/health/ready?x=1')).status).toBe(200);
    checks.push(refuses);
    const failing = await get('/health/ready');
    expect([failing.status, await failing.json()]).toEqual([
      503,
      expect.objectContaining({
        checks: expect.arrayContaining([expect.objectContaining({ name: 'queue', ok: false })]),
      }),
    ]);
    expect((await get('/health/live')).status).toBe(200);
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/process_cpu_user_seconds_total\{role="worker"\}/);
    expect((await get('/other')).status).toBe(404);
    expect((await get('/metrics', 'POST')).status).toBe(405);
  });

  it('says when its port is taken', async () => {
    const open = (port: number) =>
      openHealthServer({ port, host: '127.0.0.1', checks: [], metrics: roleMetrics('worker') });
    server = await open(0);
    await expect(open(server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
