import { box } from './svg.js';

/** What a block of meeting time is used for; also the class that colours it (`time-...`). */
export type TimeUse = 'standing' | 'carried' | 'urgent' | 'new' | 'review';

/** Planned minutes of one use. */
export type TimePart = { use: TimeUse; label: string; minutes: number };

/** The minutes of a meeting and what they are planned for. Planned may be more than available. */
export type Capacity = { available: number; parts: readonly TimePart[] };

const WIDTH = 1000;
const HEIGHT = 28;

/** Draws the planned minutes as one bar; a red line marks the end of the meeting when more is planned than fits. */
export function drawCapacity(capacity: Capacity): string {
  const planned = capacity.parts.reduce((sum, part) => sum + part.minutes, 0);
  const scale = Math.max(planned, capacity.available, 1);
  const marks = [box('time-free', 0, 0, (capacity.available / scale) * WIDTH, HEIGHT)];
  let done = 0;
  for (const part of capacity.parts) {
    const from = (done / scale) * WIDTH;
    done += part.minutes;
    if (part.minutes > 0)
      marks.push(box(`time-${part.use}`, from, 0, (part.minutes / scale) * WIDTH - 3, HEIGHT));
  }
  if (planned > capacity.available) {
    marks.push(box('time-limit', (capacity.available / scale) * WIDTH - 2, 0, 4, HEIGHT));
  }
  return (
    `<svg class="capacity__bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" ` +
    `focusable="false">${marks.join('')}</svg>`
  );
}
