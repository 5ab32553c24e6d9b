import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startRedis, type TestService } from '#testkit';
import { RedisRateLimits } from './redis-rate-limits.js';

const RATES = { api: 10, signIn: 0, search: 10, export: 1 };

describe('limits in Redis', () => {
  let redis: TestService;
  const opened: RedisRateLimits[] = [];

  /** Two processes, once they count together. */
  async function two(): Promise<[RedisRateLimits, RedisRateLimits]> {
    const [one, other] = [new RedisRateLimits(RATES, redis.url), new RedisRateLimits(RATES, redis.url)];
    opened.push(one, other);
    for (let tries = 0; tries < 200; tries += 1) {
      const who = randomUUID();
      await one.take('export', who);
      if ((await other.take('export', who)) > 0) return [one, other];
      await wait(50);
    }
    throw new Error('They never counted together');
  }

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => redis.stop());

  it('are counted for all processes together, and for each person apart', async () => {
    const [one, other] = await two();
    const waits: number[] = [];
    for (let i = 0; i < 14; i += 1) waits.push(await (i % 2 ? one : other).take('api', 'somebody'));
    expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(waits.at(-1)).toBeGreaterThan(0);
    expect(await one.take('api', 'somebody else')).toBe(0);
    expect(await one.take('signIn', 'somebody')).toBe(0);
  });

  it('hold many that come at once', async () => {
    const [one, other] = await two();
    const all = Array.from({ length: 60 }, (_, i) => (i % 2 ? one : other).take('search', 'a crowd'));
    const through = (await Promise.all(all)).filter((seconds) => seconds === 0);
    // A minute's worth at once, and perhaps one more for the time it took.
    expect(through.length).toBeGreaterThanOrEqual(10);
    expect(through.length).toBeLessThanOrEqual(12);
  });

  it('go on in each process while Redis is away, and say nothing of who asked', async () => {
    const away = new RedisRateLimits(RATES, 'redis://127.0.0.1:1');
    opened.push(away);
    const waits: number[] = [];
    for (let i = 0; i < 12; i += 1) waits.push(await away.take('api', 'somebody'));
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(10);
  });
});
