import type { Config } from './config.js';
import { OwnRateLimits, type RateLimits } from './rate-limits.js';
import { RedisRateLimits } from './redis-rate-limits.js';

/** The limits of this process: counted in Redis where the queue is there, else by each process for itself. */
export function openRateLimits({ queue, rates }: Config): RateLimits {
  const isLimited = Object.values(rates).some((perMinute) => perMinute > 0);
  return queue.kind === 'redis' && isLimited
    ? new RedisRateLimits(rates, queue.url)
    : new OwnRateLimits(rates);
}
