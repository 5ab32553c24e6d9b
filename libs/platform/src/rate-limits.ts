import { createHash } from 'node:crypto';
import type { RatesConfig } from './config.js';
import { spent } from './rate.rules.js';

/** What is limited: everything asked of the API, tries to get in, searches, and files. */
export type RateKind = keyof RatesConfig;

/** The words for somebody who asked too often. */
export function askedTooOften(seconds: number): string {
  const wait = seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `There were too many requests. Wait ${wait}, then try again.`;
}

/** Counts what one token or address asks. */
export abstract class RateLimits {
  constructor(private readonly rates: RatesConfig) {}

  /** Counts one request. Gives the whole seconds to wait when it is one too many; 0: go on. */
  async take(kind: RateKind, who: string): Promise<number> {
    const perMinute = this.rates[kind];
    if (perMinute === 0) return 0;
    // Whoever can read the counts learns neither addresses nor sessions from them.
    const key = `${kind}:${createHash('sha256').update(who).digest('base64url').slice(0, 22)}`;
    return Math.ceil((await this.waitMs(key, perMinute)) / 1000);
  }

  /** Counts one request under a key; gives the milliseconds to wait. */
  abstract waitMs(key: string, perMinute: number): Promise<number>;

  /** Ends what this holds open. */
  abstract close(): Promise<void>;
}

/** Most keys remembered: far more than people; what was spent longest ago goes first. */
const MOST_KEPT = 50_000;

/** Counts in this process alone. */
export class OwnRateLimits extends RateLimits {
  private readonly spentUntil = new Map<string, number>();

  constructor(
    rates: RatesConfig,
    private readonly now: () => number = () => performance.now(),
  ) {
    super(rates);
  }

  async waitMs(key: string, perMinute: number): Promise<number> {
    const after = spent(this.spentUntil.get(key) ?? 0, this.now(), perMinute);
    this.spentUntil.delete(key);
    this.spentUntil.set(key, after.spentUntil);
    if (this.spentUntil.size > MOST_KEPT)
      this.spentUntil.delete(this.spentUntil.keys().next().value as string);
    return after.waitMs;
  }

  async close(): Promise<void> {
    this.spentUntil.clear();
  }
}
