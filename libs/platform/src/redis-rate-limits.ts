import { Redis } from 'ioredis';
import type { RatesConfig } from './config.js';
import { OwnRateLimits, RateLimits } from './rate-limits.js';
import { RATE_SPAN_MS } from './rate.rules.js';

/** The rule of rate.rules.ts, as one step inside Redis and by the clock of Redis, so that all processes agree. */
const SPEND = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local kept = tonumber(redis.call('GET', KEYS[1]) or '0')
local after = math.max(kept, now) + ARGV[1] / ARGV[2]
local wait = after - now - ARGV[1]
if wait > 0.001 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now))
return 0
`;

/** Counts in Redis, for all processes together. While Redis is away, each process counts for itself. */
export class RedisRateLimits extends RateLimits {
  private readonly redis: Redis;
  private readonly own: OwnRateLimits;

  constructor(rates: RatesConfig, url: string) {
    super(rates);
    this.own = new OwnRateLimits(rates);
    this.redis = new Redis(url, {
      connectTimeout: 5000,
      commandTimeout: 500,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
    });
    // The queue tells the log when Redis is away; this only must not end the process.
    this.redis.on('error', () => undefined);
  }

  async waitMs(key: string, perMinute: number): Promise<number> {
    try {
      return Number(await this.redis.eval(SPEND, 1, `accord:rate:${key}`, RATE_SPAN_MS, perMinute));
    } catch {
      return this.own.waitMs(key, perMinute);
    }
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    await this.own.close();
  }
}
