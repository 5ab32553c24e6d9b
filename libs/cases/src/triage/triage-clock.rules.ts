import { type BankHolidays, minutesBetween, type Moment, type RuleSource } from '#kernel';
import {
  addOpenMinutes,
  clockStart,
  hoursOf,
  openMinutesBetween,
  type OpenTime,
  type TriageSettings,
  type Urgency,
} from '#panels';

/** The rule by which triage clocks run. */
export const CLOCK_RULE: RuleSource = {
  name: 'triage-clock',
  version: 1,
  source: 'Hackney multi-agency hub (4, 24, 72 hours); approved premises service (13:00 rule, working days)',
};

/** A time in which the clock stood still because the referrer was asked for something; `to` null: it still does. */
export type ClockStop = { from: Moment; to: Moment | null };

/** What a clock is set by. */
export type ClockQuestion = { receivedAt: Moment; urgency: Urgency; stops: readonly ClockStop[] };

/** A triage clock: when it started, and when it turns amber, red, and is missed. A moment is null while it stands still before it. */
export type TriageClock = {
  startsAt: Moment;
  amberAt: Moment | null;
  redAt: Moment | null;
  dueAt: Moment | null;
  isStopped: boolean;
};

/** How a clock stands: in time, to be looked at soon, about to be missed, missed, or standing still. */
export const CLOCK_COLOURS = ['green', 'amber', 'red', 'missed', 'stopped'] as const;

/** One value of {@link CLOCK_COLOURS}. */
export type ClockColour = (typeof CLOCK_COLOURS)[number];

/**
 * The clock of one referral under the settings of its panel. It stands still while the referrer is asked for something
 * and goes on with what was left; a clock that had run out before it was stopped stays run out.
 */
export function triageClock(
  question: ClockQuestion,
  settings: TriageSettings,
  holidays: BankHolidays,
): TriageClock {
  const open = openTime(question.urgency, settings, holidays);
  const { hours } = hoursOf(settings, question.urgency);
  const startsAt = clockStart(question.receivedAt, settings.cutOff, open);
  const after = (share: number) => reached(startsAt, Math.round(hours * 60 * share), question.stops, open);
  return {
    startsAt,
    amberAt: after(settings.amberPercent / 100),
    redAt: after(settings.redPercent / 100),
    dueAt: after(1),
    isStopped: question.stops.some(({ to }) => to === null),
  };
}

function openTime(urgency: Urgency, settings: TriageSettings, holidays: BankHolidays): OpenTime {
  const { startOfDay, endOfDay } = settings;
  return { counting: hoursOf(settings, urgency).counting, startOfDay, endOfDay, holidays };
}

/** When so many minutes have counted, the stops left out; null: not while the clock stands still. */
function reached(
  startsAt: Moment,
  minutes: number,
  stops: readonly ClockStop[],
  open: OpenTime,
): Moment | null {
  let at = startsAt;
  let left = minutes;
  for (const stop of stops) {
    const counted = openMinutesBetween(at, stop.from, open);
    if (left <= counted) break;
    left -= counted;
    if (stop.to === null) return null;
    if (stop.to > at) at = stop.to;
  }
  return addOpenMinutes(at, left, open);
}

/** The colour of a clock at a moment. */
export function clockColour(clock: Omit<TriageClock, 'startsAt'>, now: Moment): ClockColour {
  if (clock.dueAt !== null && clock.dueAt <= now) return 'missed';
  if (clock.isStopped) return 'stopped';
  if (clock.redAt !== null && clock.redAt <= now) return 'red';
  return clock.amberAt !== null && clock.amberAt <= now ? 'amber' : 'green';
}

/** The clock in words: "2 hours 5 minutes left", "late by 3 days 1 hour", "stands still". */
export function clockInWords(clock: Pick<TriageClock, 'dueAt' | 'isStopped'>, now: Moment): string {
  const { dueAt } = clock;
  if (dueAt === null || (clock.isStopped && dueAt > now)) return 'stands still';
  return dueAt > now ? `${spanInWords(now, dueAt)} left` : `late by ${spanInWords(dueAt, now)}`;
}

/** A span in its two largest units; less than a minute counts as one. */
export function spanInWords(from: Moment, to: Moment): string {
  const minutes = Math.max(1, Math.floor(minutesBetween(from, to)));
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

/** A moment after every moment at which a clock can be due: where a clock without a due moment stands in the queue. */
export const NEVER_DUE = '9999-12-31T00:00:00.000Z' as Moment;
