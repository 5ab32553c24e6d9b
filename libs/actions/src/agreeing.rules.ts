import {
  addMinutes,
  addMonths,
  addWorkingDays,
  atLondon,
  dayInWords,
  isWorkingDay,
  londonDay,
  ok,
  onOrAfterWorkingDay,
  refused,
  writtenText,
  type BankHolidays,
  type Day,
  type Moment,
  type RefusedResult,
  type Result,
  type TextRefusal,
  type TimeOfDay,
} from '#kernel';
import { PRIORITY_LIMITS, type ActionPriority } from './action-states.js';

/** London time at which an action is due on its day, unless it is critical. */
export const DUE_TIME = '17:00' as TimeOfDay;

/** Longest time ahead that an action may be due, in calendar months. */
export const LONGEST_DUE_MONTHS = 12;

/** Longest text of an action, in characters. */
export const LONGEST_ACTION_TEXT = 500;

/** When an action is due: its London day, and the moment from which it is overdue. */
export type Due = { dueOn: Day; dueAt: Moment };

/** An action as proposed in a meeting. `dueOn` null takes the default of its priority. */
export type ProposedAction = { text: string; priority: ActionPriority; dueOn: Day | null; agreedAt: Moment };

/** An action that may be recorded: its text trimmed, its due day and moment settled. */
export type AgreedAction = Due & { text: string; priority: ActionPriority; agreedAt: Moment };

/** Why an action cannot be agreed as proposed. */
export type AgreeRefusal =
  | TextRefusal
  | 'DUE_ON_NEEDED'
  | 'DUE_ON_PAST'
  | 'DUE_ON_TOO_FAR'
  | 'DUE_ON_LATER_THAN_PRIORITY_ALLOWS'
  | 'DUE_ON_NOT_WORKING_DAY';

/** Text of an action as it is kept: 3 to 500 characters on one line. */
export function actionText(text: string): Result<string, TextRefusal> {
  return writtenText(text, {
    what: 'The action',
    field: 'text',
    min: 3,
    max: LONGEST_ACTION_TEXT,
    lines: 'one',
  });
}

/**
 * When an action is due by default: critical 48 hours after it was agreed, high 5 and routine 10 working days after,
 * at 17:00 London. A long action has no default: its day must be given.
 */
export function dueFor(
  priority: ActionPriority,
  agreedAt: Moment,
  holidays: BankHolidays,
): Result<Due, 'DUE_ON_NEEDED'> {
  const { hours, workingDays } = PRIORITY_LIMITS[priority];
  if (hours !== null) {
    const dueAt = addMinutes(agreedAt, hours * 60);
    return ok({ dueOn: londonDay(dueAt), dueAt });
  }
  if (workingDays === null)
    return refused('DUE_ON_NEEDED', 'Give the day by which a long action must be done.', 'dueOn');
  const dueOn = addWorkingDays(londonDay(agreedAt), workingDays, holidays);
  return ok({ dueOn, dueAt: dueAtOf(dueOn) });
}

/** The moment from which an action due on a day is overdue: 17:00 London. Critical actions have their own moment. */
export function dueAtOf(dueOn: Day): Moment {
  return atLondon(dueOn, DUE_TIME);
}

/** The latest day on which an action of a priority may be due. */
export function latestDueOn(priority: ActionPriority, agreedAt: Moment, holidays: BankHolidays): Day {
  const due = dueFor(priority, agreedAt, holidays);
  return due.ok ? due.value.dueOn : addMonths(londonDay(agreedAt), LONGEST_DUE_MONTHS);
}

/**
 * A proposed action, checked and made ready to record. Its day must not be past, must be a working day unless it is
 * critical, and must not be later than its priority allows (domain handbook 3.6) or than a year ahead.
 */
export function agreeing(
  input: ProposedAction,
  context: { today: Day; holidays: BankHolidays },
): Result<AgreedAction, AgreeRefusal> {
  const text = actionText(input.text);
  if (!text.ok) return text;
  const due =
    input.dueOn === null
      ? dueFor(input.priority, input.agreedAt, context.holidays)
      : givenDue(input, input.dueOn);
  if (!due.ok) return due;
  const problem = dueProblem(input, due.value, context);
  if (problem) return problem;
  return ok({ text: text.value, priority: input.priority, agreedAt: input.agreedAt, ...due.value });
}

function givenDue(input: ProposedAction, dueOn: Day): Result<Due, never> {
  if (input.priority !== 'critical') return ok({ dueOn, dueAt: dueAtOf(dueOn) });
  const limit = addMinutes(input.agreedAt, PRIORITY_LIMITS.critical.hours * 60);
  // An action agreed in the evening for the same day has until the end of it.
  const atFive = dueAtOf(dueOn);
  const sameDay = atFive > input.agreedAt ? atFive : atLondon(dueOn, '23:59' as TimeOfDay);
  return ok({ dueOn, dueAt: dueOn === londonDay(limit) ? limit : sameDay });
}

function dueProblem(
  input: ProposedAction,
  due: Due,
  { today, holidays }: { today: Day; holidays: BankHolidays },
): RefusedResult<AgreeRefusal> | null {
  if (due.dueOn < today)
    return refused('DUE_ON_PAST', 'The due date is in the past. Choose a later day.', 'dueOn');
  const furthest = addMonths(today, LONGEST_DUE_MONTHS);
  if (due.dueOn > furthest) {
    return refused('DUE_ON_TOO_FAR', `The due date must be ${dayInWords(furthest)} or earlier.`, 'dueOn');
  }
  const latest = latestDueOn(input.priority, input.agreedAt, holidays);
  if (input.priority !== 'long' && due.dueOn > latest) {
    const message = `A ${input.priority} action must be due by ${dayInWords(latest)}. Choose an earlier day or another priority.`;
    return refused('DUE_ON_LATER_THAN_PRIORITY_ALLOWS', message, 'dueOn');
  }
  if (input.priority !== 'critical' && !isWorkingDay(due.dueOn, holidays))
    return notWorkingDay(due.dueOn, holidays);
  if (due.dueAt <= input.agreedAt) {
    const next = addWorkingDays(due.dueOn, 1, holidays);
    return refused(
      'DUE_ON_PAST',
      `It is too late today. The next working day is ${dayInWords(next)}.`,
      'dueOn',
    );
  }
  return null;
}

/** The refusal for a day that is a weekend or bank holiday; it names the next working day. */
export function notWorkingDay(dueOn: Day, holidays: BankHolidays): RefusedResult<'DUE_ON_NOT_WORKING_DAY'> {
  const next = dayInWords(onOrAfterWorkingDay(dueOn, holidays));
  const message = `${dayInWords(dueOn)} is not a working day. The next working day is ${next}.`;
  return refused('DUE_ON_NOT_WORKING_DAY', message, 'dueOn');
}

/** The number that people quote for an action: the case reference and its number in that case, `NB-2026-0147-A03`. */
export function actionReference(caseReference: string, number: number): string {
  return `${caseReference}-A${String(number).padStart(2, '0')}`;
}
