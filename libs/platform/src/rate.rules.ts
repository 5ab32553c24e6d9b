/** The span over which requests are counted, milliseconds. */
export const RATE_SPAN_MS = 60_000;

/**
 * Lets through `perMinute` requests at once and then one whenever a sixtieth of so many seconds has passed (generic
 * cell rate algorithm). All it remembers is one number: until when the allowance is spent.
 *
 * @param spentUntil what was remembered, milliseconds; 0 when nothing was
 * @returns what to remember now, and how long to wait when this request is one too many
 */
export function spent(
  spentUntil: number,
  now: number,
  perMinute: number,
): { spentUntil: number; waitMs: number } {
  const next = Math.max(spentUntil, now) + RATE_SPAN_MS / perMinute;
  const waitMs = next - now - RATE_SPAN_MS;
  // A hair of room: sums of fractions must not cost anybody their last request.
  if (waitMs > 0.001) return { spentUntil, waitMs };
  return { spentUntil: next, waitMs: 0 };
}
