import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { londonTime, type Moment, momentFromEpoch } from '#kernel';
import { MOST_TRIES, nextTry, outOfQuietHours } from './letter-times.rules.js';

const moments = fc
  .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2030-01-01') })
  .map(momentFromEpoch);

describe('when letters go out', () => {
  it.each([
    ['2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23T06:59:59.000Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23T19:00:00.000Z', '2026-11-24T07:00:00.000Z'],
    ['2026-07-01T05:59:00.000Z', '2026-07-01T06:00:00.000Z'],
    ['2026-07-01T18:30:00.000Z', '2026-07-02T06:00:00.000Z'],
  ])('one that can wait, planned at %s, goes at %s', (at, out) =>
    expect(outOfQuietHours(at as Moment)).toBe(out),
  );

  it('never earlier, never in the quiet hours, within 13 hours, and the same asked again', () => {
    fc.assert(
      fc.property(moments, (at) => {
        const out = outOfQuietHours(at);
        expect(out >= at).toBe(true);
        expect(Date.parse(out) - Date.parse(at)).toBeLessThanOrEqual(13 * 3_600_000);
        expect(londonTime(out) >= '07:00' && londonTime(out) < '19:00').toBe(true);
        expect(outOfQuietHours(out)).toBe(out);
      }),
    );
  });

  it('tries come farther apart, and end after about a day', () => {
    let at = '2026-11-23T09:00:00.000Z' as Moment;
    const pauses: number[] = [];
    for (let tries = 1; ; tries += 1) {
      const next = nextTry(at, tries);
      if (next === null) break;
      pauses.push((Date.parse(next) - Date.parse(at)) / 60_000);
      at = next;
    }
    expect(pauses).toHaveLength(MOST_TRIES - 1);
    expect(pauses.slice(0, 5)).toEqual([1, 5, 15, 60, 60]);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  });
});
