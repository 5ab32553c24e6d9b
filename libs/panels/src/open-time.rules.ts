import {
  addDays,
  addMinutes,
  atLondon,
  type BankHolidays,
  type Day,
  isWorkingDay,
  londonDay,
  londonTime,
  minutesBetween,
  type Moment,
  onOrAfterWorkingDay,
  type TimeOfDay,
} from '#kernel';

/**
 * Which time a clock counts: every hour; the 24 hours of each working day; or the office hours of each working day.
 */
export const CLOCK_COUNTINGS = ['round_the_clock', 'working_days', 'working_hours'] as const;

/** One value of {@link CLOCK_COUNTINGS}. */
export type ClockCounting = (typeof CLOCK_COUNTINGS)[number];

/** The time that a clock counts, at one panel. */
export type OpenTime = {
  counting: ClockCounting;
  /** Office hours, Europe/London. */
  startOfDay: TimeOfDay;
  endOfDay: TimeOfDay;
  holidays: BankHolidays;
};

/** The part of a London day that counts; null: nothing of it. */
function openPart(day: Day, open: OpenTime): { from: Moment; to: Moment } | null {
  if (open.counting !== 'round_the_clock' && !isWorkingDay(day, open.holidays)) return null;
  if (open.counting === 'working_hours')
    return { from: atLondon(day, open.startOfDay), to: atLondon(day, open.endOfDay) };
  const midnight = '00:00' as TimeOfDay;
  return { from: atLondon(day, midnight), to: atLondon(addDays(day, 1), midnight) };
}

/** The first moment by which so many minutes that count have passed since `from`; `from` itself for none. */
export function addOpenMinutes(from: Moment, minutes: number, open: OpenTime): Moment {
  if (minutes <= 0) return from;
  let left = minutes;
  for (let day = londonDay(from); ; day = addDays(day, 1)) {
    const part = openPart(day, open);
    if (!part || part.to <= from) continue;
    const begin = part.from > from ? part.from : from;
    const length = minutesBetween(begin, part.to);
    if (left <= length) return addMinutes(begin, left);
    left -= length;
  }
}

/** The minutes that count from one moment to another; 0 when `to` is not later. */
export function openMinutesBetween(from: Moment, to: Moment, open: OpenTime): number {
  if (to <= from) return 0;
  if (open.counting === 'round_the_clock') return minutesBetween(from, to);
  let sum = 0;
  for (let day = londonDay(from); day <= londonDay(to); day = addDays(day, 1)) {
    const part = openPart(day, open);
    if (!part) continue;
    const begin = part.from > from ? part.from : from;
    const end = part.to < to ? part.to : to;
    if (end > begin) sum += minutesBetween(begin, end);
  }
  return sum;
}

/**
 * When the clock of something received at a moment starts. Round the clock: at once. Else at once on a working day up
 * to the cut-off hour, and after it at the start of the next working day (13:00 and 09:00 in the approved premises
 * service of the Ministry of Justice).
 */
export function clockStart(receivedAt: Moment, cutOff: TimeOfDay | null, open: OpenTime): Moment {
  if (open.counting === 'round_the_clock') return receivedAt;
  const day = londonDay(receivedAt);
  const time = londonTime(receivedAt);
  const inTime = time < (cutOff ?? open.endOfDay) || time === cutOff;
  if (isWorkingDay(day, open.holidays) && inTime) {
    return open.counting === 'working_hours' && time < open.startOfDay
      ? atLondon(day, open.startOfDay)
      : receivedAt;
  }
  return atLondon(onOrAfterWorkingDay(addDays(day, 1), open.holidays), open.startOfDay);
}
