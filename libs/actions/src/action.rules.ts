import {
  addWorkingDays,
  dayInWords,
  isWorkingDay,
  ok,
  refused,
  writtenText,
  type BankHolidays,
  type Day,
  type Moment,
  type Result,
  type TextRefusal,
} from '#kernel';
import {
  isOpen,
  type ActionStatus,
  type NotPossibleReason,
  type NotUndertakenReason,
} from './action-states.js';
import { dueAtOf, notWorkingDay, type Due } from './agreeing.rules.js';

/** Furthest day that more time may be asked for, in working days from today. */
export const LONGEST_EXTENSION_WORKING_DAYS = 60;

/** Longest note or reason on an action, in characters. */
export const LONGEST_NOTE = 2000;

/** Longest evidence reference, and longest reason for more time, in characters. */
export const LONGEST_LINE = 200;

/**
 * What the decisions about an action look at. `extensionRequestedOn` is the day on which more time was asked for and
 * `extensionNewDueOn` the day asked for, both null when no request waits; `extensionCount` counts those granted.
 */
export type ActionState = {
  status: ActionStatus;
  dueOn: Day;
  dueAt: Moment;
  version: number;
  extensionRequestedOn: Day | null;
  extensionNewDueOn: Day | null;
  extensionCount: number;
};

/** Refusal of any decision about an action that is closed. */
export type ClosedRefusal = 'ACTION_ALREADY_CLOSED';

/** Refused as `CHANGED_SINCE_YOU_LOOKED` unless the action is as the person saw it: the first check of every decision. */
export function checkVersion(
  action: Pick<ActionState, 'version'>,
  expectedVersion: number,
): Result<number, 'CHANGED_SINCE_YOU_LOOKED'> {
  if (action.version === expectedVersion) return ok(action.version);
  const message = 'This action has changed since you opened it. Look at it again, then decide.';
  return refused('CHANGED_SINCE_YOU_LOOKED', message, 'version');
}

/** Whether an open action is past the moment it was due. Computed, never stored. */
export function isOverdue(action: Pick<ActionState, 'status' | 'dueAt'>, now: Moment): boolean {
  return isOpen(action.status) && action.dueAt < now;
}

function stillOpen(action: Pick<ActionState, 'status'>): Result<true, ClosedRefusal> {
  if (isOpen(action.status)) return ok(true);
  return refused('ACTION_ALREADY_CLOSED', 'This action is already closed.');
}

function neededNote(note: string, field: string, what: string): Result<string, TextRefusal> {
  return writtenText(note, { what, field, min: 1, max: LONGEST_NOTE, lines: 'many' });
}

function optionalNote(note: string | null | undefined): Result<string | null, TextRefusal> {
  if (!note?.trim()) return ok(null);
  return neededNote(note, 'note', 'The note');
}

/** The owner says the action was received and understood. */
export function acknowledging(
  action: ActionState,
): Result<{ status: 'acknowledged' }, ClosedRefusal | 'ACTION_ALREADY_ACKNOWLEDGED'> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  if (action.status === 'agreed') return ok({ status: 'acknowledged' });
  return refused('ACTION_ALREADY_ACKNOWLEDGED', 'This action has already been acknowledged.');
}

/** The owner says how far the work is. May be said again and again; the first time acknowledges the action too. */
export function progressing(
  action: ActionState,
  note: string,
): Result<{ status: 'in_progress'; note: string }, ClosedRefusal | TextRefusal> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  const written = neededNote(note, 'note', 'The note');
  return written.ok ? ok({ status: 'in_progress', note: written.value }) : written;
}

/** What a completed action records; `evidenceReference` is empty when none was given. */
export type Completion = { status: 'completed'; note: string; evidenceReference: string; completedOn: Day };

/** The owner says the work is done: a note of what was done, and where the agency keeps the evidence, if anywhere. */
export function completing(
  action: ActionState,
  input: { note: string; evidenceRef?: string | null },
  today: Day,
): Result<Completion, ClosedRefusal | TextRefusal> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  const note = neededNote(input.note, 'note', 'The note');
  if (!note.ok) return note;
  const evidence = evidenceReference(input.evidenceRef);
  if (!evidence.ok) return evidence;
  return ok({ status: 'completed', note: note.value, evidenceReference: evidence.value, completedOn: today });
}

function evidenceReference(reference: string | null | undefined): Result<string, TextRefusal> {
  if (!reference?.trim()) return ok('');
  const limits = {
    what: 'The evidence reference',
    field: 'evidenceReference',
    min: 1,
    max: 200,
    lines: 'one',
  } as const;
  return writtenText(reference, limits);
}

/** Why more time cannot be asked for. */
export type ExtensionRefusal =
  | ClosedRefusal
  | TextRefusal
  | 'EXTENSION_ALREADY_ASKED'
  | 'EXTENSION_NOT_LATER'
  | 'DUE_ON_PAST'
  | 'DUE_ON_NOT_WORKING_DAY'
  | 'EXTENSION_TOO_FAR';

/** A request for more time that waits for a decision. */
export type ExtensionRequest = { extensionRequestedOn: Day; extensionNewDueOn: Day; extensionReason: string };

/**
 * The owner asks for more time: a working day later than the due day, not past, at most 60 working days from today,
 * with a reason. The due day does not change, and reminders go on, until the request is granted.
 */
export function askingExtension(
  action: ActionState,
  input: { newDueOn: Day; reason: string },
  { today, holidays }: { today: Day; holidays: BankHolidays },
): Result<ExtensionRequest, ExtensionRefusal> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  if (action.extensionNewDueOn !== null) {
    return refused(
      'EXTENSION_ALREADY_ASKED',
      'More time has already been asked for and waits for a decision.',
    );
  }
  const limits = { what: 'The reason', field: 'reason', min: 1, max: LONGEST_LINE, lines: 'many' } as const;
  const reason = writtenText(input.reason, limits);
  if (!reason.ok) return reason;
  const { newDueOn } = input;
  if (newDueOn <= action.dueOn) {
    return refused('EXTENSION_NOT_LATER', `Choose a day after ${dayInWords(action.dueOn)}.`, 'newDueOn');
  }
  if (newDueOn < today)
    return refused('DUE_ON_PAST', 'The new date is in the past. Choose a later day.', 'newDueOn');
  const latest = addWorkingDays(today, LONGEST_EXTENSION_WORKING_DAYS, holidays);
  if (newDueOn > latest)
    return refused('EXTENSION_TOO_FAR', `Choose ${dayInWords(latest)} or an earlier day.`, 'newDueOn');
  if (!isWorkingDay(newDueOn, holidays)) {
    return refused('DUE_ON_NOT_WORKING_DAY', notWorkingDay(newDueOn, holidays).refusal.message, 'newDueOn');
  }
  return ok({ extensionRequestedOn: today, extensionNewDueOn: newDueOn, extensionReason: reason.value });
}

/** What the decision about more time leaves behind; due at 17:00 London of the new day when it was granted. */
export type ExtensionDecision = Due & {
  extensionRequestedOn: null;
  extensionNewDueOn: null;
  extensionReason: null;
  extensionCount: number;
};

/** The chair or coordinator grants or declines the extension that waits. */
export function decidingExtension(
  action: ActionState,
  granted: boolean,
): Result<ExtensionDecision, ClosedRefusal | 'NO_EXTENSION_ASKED'> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  const { extensionNewDueOn: asked, extensionCount, dueOn, dueAt } = action;
  if (asked === null) return refused('NO_EXTENSION_ASKED', 'No one has asked for more time on this action.');
  const settled = { extensionRequestedOn: null, extensionNewDueOn: null, extensionReason: null };
  if (!granted) return ok({ ...settled, dueOn, dueAt, extensionCount });
  return ok({ ...settled, dueOn: asked, dueAt: dueAtOf(asked), extensionCount: extensionCount + 1 });
}

/** Circumstances changed and the action can no longer be done; kept apart from {@link notUndertaken}. */
export function notPossible(
  action: ActionState,
  input: { reasonCode: NotPossibleReason; note?: string | null },
): Result<
  { status: 'not_possible_changed'; reasonCode: NotPossibleReason; note: string | null },
  ClosedRefusal | TextRefusal
> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  const note = optionalNote(input.note);
  return note.ok
    ? ok({ status: 'not_possible_changed', reasonCode: input.reasonCode, note: note.value })
    : note;
}

/** The agency did not do what it agreed, and says why; kept apart from {@link notPossible}. */
export function notUndertaken(
  action: ActionState,
  input: { reasonCode: NotUndertakenReason; note?: string | null },
): Result<
  { status: 'not_undertaken'; reasonCode: NotUndertakenReason; note: string | null },
  ClosedRefusal | TextRefusal
> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  const note = optionalNote(input.note);
  return note.ok ? ok({ status: 'not_undertaken', reasonCode: input.reasonCode, note: note.value }) : note;
}

/** The chair withdraws an action, with a reason. */
export function withdrawing(
  action: ActionState,
  reason: string,
): Result<{ status: 'withdrawn_by_chair'; reason: string }, ClosedRefusal | TextRefusal> {
  const open = stillOpen(action);
  if (!open.ok) return open;
  const written = neededNote(reason, 'reason', 'The reason');
  return written.ok ? ok({ status: 'withdrawn_by_chair', reason: written.value }) : written;
}
