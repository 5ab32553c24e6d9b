import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RATE_SPAN_MS, spent } from './rate.rules.js';

/** How many of these moments are let through, and which. */
function letThrough(moments: readonly number[], perMinute: number): number[] {
  let spentUntil = 0;
  return moments.filter((now) => {
    const after = spent(spentUntil, now, perMinute);
    spentUntil = after.spentUntil;
    return after.waitMs === 0;
  });
}

describe('how much may be asked in a minute', () => {
  it('lets a whole minute through at once, then one at a time', () => {
    expect(letThrough(Array(15).fill(1000), 10)).toHaveLength(10);
    expect(letThrough([...Array(10).fill(0), 5999, 6000, 6001], 10)).toHaveLength(11);
  });

  const perMinute = fc.integer({ min: 1, max: 600 });
  const moments = fc
    .array(fc.integer({ min: 0, max: 5 * RATE_SPAN_MS }), { maxLength: 400 })
    .map((all) => all.sort((one, other) => one - other));

  it('never lets more than two minutes worth through in any minute, and never more than the rate in the long run', () => {
    fc.assert(
      fc.property(moments, perMinute, (asked, rate) => {
        const through = letThrough(asked, rate);
        for (const from of through) {
          const within = through.filter((at) => at >= from && at < from + RATE_SPAN_MS).length;
          expect(within).toBeLessThanOrEqual(2 * rate);
        }
        const minutes = (through.at(-1) ?? 0) / RATE_SPAN_MS;
        expect(through.length).toBeLessThanOrEqual(rate * (minutes + 1) + 1);
      }),
    );
  });

  it('lets through whoever waits as long as was said, and not before', () => {
    fc.assert(
      fc.property(moments, perMinute, (asked, rate) => {
        let spentUntil = 0;
        for (const now of asked) {
          const { spentUntil: after, waitMs } = spent(spentUntil, now, rate);
          if (waitMs > 0) {
            expect(spent(after, now + waitMs, rate).waitMs).toBe(0);
            expect(spent(after, now + waitMs / 2, rate).waitMs).toBeGreaterThan(0);
          }
          spentUntil = after;
        }
      }),
    );
  });

  it('never makes anybody wait who asks evenly at the rate', () => {
    fc.assert(
      fc.property(perMinute, (rate) => {
        const even = Array.from({ length: 3 * rate }, (_, i) => Math.ceil((i * RATE_SPAN_MS) / rate));
        expect(letThrough(even, rate)).toHaveLength(even.length);
      }),
    );
  });
});
