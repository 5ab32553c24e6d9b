import { addDays, addMinutes, atLondon, londonDay, londonTime, type Moment, type TimeOfDay } from '#kernel';

/** No letter that can wait goes out before or after these hours in London (ux handbook, section 5). */
const FROM = '07:00' as TimeOfDay;
const TO = '19:00' as TimeOfDay;

/** The moment itself in the day's hours, else the next moment at which a letter that can wait may go out. */
export function outOfQuietHours(moment: Moment): Moment {
  const time = londonTime(moment);
  if (time >= FROM && time < TO) return moment;
  const day = londonDay(moment);
  return atLondon(time < FROM ? day : addDays(day, 1), FROM);
}

/** Minutes until the next try after the first, second, ... temporary failure; then always the last. */
const BACKOFF_MINUTES = [1, 5, 15, 60] as const;

/** After so many tries, about a day, a letter is given up. */
export const MOST_TRIES = 26;

/** When to try again after so many tries; null: no more. */
export function nextTry(now: Moment, attempts: number): Moment | null {
  if (attempts >= MOST_TRIES) return null;
  return addMinutes(now, BACKOFF_MINUTES[Math.max(0, attempts - 1)] ?? BACKOFF_MINUTES.at(-1)!);
}
