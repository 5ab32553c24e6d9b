import { Temporal } from 'temporal-polyfill';
import type { Day, Moment } from './time.js';

/** Tells what time it is. Everything in Accord that asks the time asks this, reminders included. */
export abstract class Clock {
  /** The present moment, UTC, milliseconds. */
  abstract now(): Moment;

  private hour = '';
  private day = '' as Day;

  /** The present day in Europe/London. */
  today(): Day {
    const now = this.now();
    const hour = now.slice(0, 13);
    // London is whole hours from UTC, so its day lasts through the hour: asked many times for each answer.
    if (hour !== this.hour) {
      const there = Temporal.Instant.from(now).toZonedDateTimeISO('Europe/London');
      this.day = there.toPlainDate().toString() as Day;
      this.hour = hour;
    }
    return this.day;
  }
}

/** The real clock, or one that was started at another moment and runs on from there (`ACCORD_CLOCK`). */
export class RunningClock extends Clock {
  private readonly offsetMs: number;

  constructor(startAt?: Moment) {
    super();
    this.offsetMs = startAt ? Temporal.Instant.from(startAt).epochMilliseconds - Date.now() : 0;
  }

  now(): Moment {
    return momentFromEpoch(Date.now() + this.offsetMs);
  }
}

/** A clock that stands still until it is moved: for tests and previews. */
export class FixedClock extends Clock {
  constructor(private at: Moment) {
    super();
  }

  now(): Moment {
    return this.at;
  }

  /** Sets the clock to another moment. */
  set(at: Moment): void {
    this.at = at;
  }
}

/** A moment from milliseconds since 1970, UTC. */
export function momentFromEpoch(epochMs: number): Moment {
  return new Date(epochMs).toISOString() as Moment;
}
