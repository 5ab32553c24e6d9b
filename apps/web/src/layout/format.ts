import { londonDay, londonTime, weekdayOf } from '#kernel';
import type { Day, Moment, TimeOfDay } from '#kernel';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

function parts(day: Day): { weekday: string; date: number; month: string; year: string } {
  const [year, month, date] = day.split('-') as [string, string, string];
  return {
    weekday: WEEKDAYS[weekdayOf(day) - 1] ?? '',
    date: Number(date),
    month: MONTHS[Number(month) - 1] ?? '',
    year,
  };
}

/** A day with its weekday, "Tuesday 8 December 2026". */
export function longDay(day: Day): string {
  const { weekday, date, month, year } = parts(day);
  return `${weekday} ${date} ${month} ${year}`;
}

/** A day with its weekday and no year, "Tuesday 8 December", for days near the present one. */
export function weekDay(day: Day): string {
  const { weekday, date, month } = parts(day);
  return `${weekday} ${date} ${month}`;
}

/** A day without weekday, "8 December 2026". */
export function shortDay(day: Day): string {
  const { date, month, year } = parts(day);
  return `${date} ${month} ${year}`;
}

/** A day without weekday and year, "8 December". */
export function dayMonth(day: Day): string {
  const { date, month } = parts(day);
  return `${date} ${month}`;
}

/** A month, "October 2026". */
export function monthText(month: `${number}-${number}`): string {
  const { month: name, year } = parts(`${month}-01` as Day);
  return `${name} ${year}`;
}

/** A London clock time as people say it: "9:30am", "midday", "midnight", "1:05pm". Takes a moment as well. */
export function clock(time: TimeOfDay | Moment): string {
  const [hours, minutes] = (time.includes('T') ? londonTime(time as Moment) : time)
    .split(':')
    .map(Number) as [number, number];
  if (minutes === 0 && hours === 12) return 'midday';
  if (minutes === 0 && hours === 0) return 'midnight';
  const shown = hours % 12 === 0 ? 12 : hours % 12;
  const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${shown}${past}${hours < 12 ? 'am' : 'pm'}`;
}

/** A moment in London, "Thursday 19 November, 4:12pm". */
export function momentText(at: Moment): string {
  return `${weekDay(londonDay(at))}, ${clock(at)}`;
}

/** A moment in London with its year, "Thursday 19 November 2026, 4:12pm", for records that may be old. */
export function longMomentText(at: Moment): string {
  return `${longDay(londonDay(at))}, ${clock(at)}`;
}

/** A count with its noun, "1 minute", "5 minutes", "2 agencies" (`plural(2, 'agency', 'agencies')`). */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds as a running clock, "7:00"; the sign is left to the words beside it. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
