import {
  addMinutes,
  addWorkingDays,
  type BankHolidays,
  type Day,
  isWorkingDay,
  type Moment,
  ok,
  refused,
  type Result,
  type TextRefusal,
  writtenText,
} from '#kernel';

/** How long break-glass opens a case. */
export const GLASS_MINUTES = 120;

/** Length of a reason, and how many different words make it one. */
export const GLASS_REASON = { least: 20, most: 1000, words: 4 } as const;

/** Length of what a reviewer writes. */
export const GLASS_NOTE = { least: 3, most: 2000 } as const;

/** Working days after which a use that nobody judged is brought up again, each working day. */
export const REVIEW_WORKING_DAYS = 2;

/** Why a case is not opened. */
export type GlassRefusal = TextRefusal | 'REASON_NOT_IN_WORDS' | 'TOO_MANY_TODAY' | 'OPEN_TO_YOU_ALREADY';

/** Why a use is not judged. */
export type GlassReviewRefusal = TextRefusal | 'ALREADY_REVIEWED' | 'OWN_USE' | 'CHANGED_SINCE_YOU_LOOKED';

/** From when on the case is closed again. */
export function glassEnds(openedAt: Moment): Moment {
  return addMinutes(openedAt, GLASS_MINUTES);
}

/** The reason as it is kept: long enough, and in words that somebody can judge. */
export function glassReason(text: string): Result<string, TextRefusal | 'REASON_NOT_IN_WORDS'> {
  const limits = { min: GLASS_REASON.least, max: GLASS_REASON.most, lines: 'many' as const };
  const written = writtenText(text, { what: 'The reason', field: 'reason', ...limits });
  if (!written.ok) return written;
  const words = new Set(written.value.toLowerCase().match(/[\p{L}\p{M}]{2,}/gu) ?? []);
  if (words.size >= GLASS_REASON.words) return written;
  return refused(
    'REASON_NOT_IN_WORDS',
    'Say in plain words why you must see this case now. Somebody will judge it.',
    'reason',
  );
}

/** Whether one more may be tried, after so many on the same day. */
export function breaking(triedToday: number, mostADay: number): Result<true, 'TOO_MANY_TODAY'> {
  if (triedToday < mostADay) return ok(true);
  const times = mostADay === 1 ? 'once' : `${mostADay} times`;
  return refused(
    'TOO_MANY_TODAY',
    `You have used this ${times} today. Ring the coordinator of the panel, or in danger 999.`,
  );
}

/** A use of break-glass as far as judging it goes. */
export type JudgedUse = { personId: string; reviewedAt: Moment | null; version: number };

/** Whether this person may judge the use: once, as it was when they looked, and never their own. */
export function reviewing(
  use: JudgedUse,
  { personId, version }: { personId: string | null; version: number },
): Result<true, GlassReviewRefusal> {
  if (personId === use.personId)
    return refused('OWN_USE', 'Somebody else has to judge this: you used it yourself.');
  if (use.reviewedAt !== null)
    return refused('ALREADY_REVIEWED', 'Somebody has judged this already. Look at it again.');
  if (version !== use.version)
    return refused('CHANGED_SINCE_YOU_LOOKED', 'This has changed since you looked. Look at it again.');
  return ok(true);
}

/** What a reviewer writes. */
export function reviewNote(text: string): Result<string, TextRefusal> {
  const limits = { min: GLASS_NOTE.least, max: GLASS_NOTE.most, lines: 'many' as const };
  return writtenText(text, { what: 'The note', field: 'note', ...limits });
}

/** Whether a use of that day that nobody has judged is brought up again today. */
export function bringsUpAgain(openedOn: Day, today: Day, holidays: BankHolidays): boolean {
  if (!isWorkingDay(today, holidays)) return false;
  return today > openedOn && addWorkingDays(openedOn, REVIEW_WORKING_DAYS, holidays) <= today;
}
