/**
 * States of an action (domain handbook 2.3). Overdue is not among them: it is computed. A request for more time, for
 * another owner, or being blocked is a field beside the status, so it never hides how far the work is.
 */
export const ACTION_STATUSES = [
  'agreed',
  'acknowledged',
  'in_progress',
  'completed',
  'verified',
  'not_possible_changed',
  'not_undertaken',
  'superseded',
  'withdrawn_by_chair',
] as const;

/** One of {@link ACTION_STATUSES}. */
export type ActionStatus = (typeof ACTION_STATUSES)[number];

const ENDINGS = [
  'completed',
  'not_possible_changed',
  'not_undertaken',
  'superseded',
  'withdrawn_by_chair',
] as const satisfies readonly ActionStatus[];

/** Where an action may go from each state. A state with no way on, and `completed`, is closed. */
export const TRANSITIONS = {
  agreed: ['acknowledged', 'in_progress', ...ENDINGS],
  acknowledged: ['in_progress', ...ENDINGS],
  in_progress: ENDINGS,
  completed: ['verified'],
  verified: [],
  not_possible_changed: [],
  not_undertaken: [],
  superseded: [],
  withdrawn_by_chair: [],
} as const satisfies Record<ActionStatus, readonly ActionStatus[]>;

/** The states in which work is still owed: reminders go out in these and in no other. */
export const OPEN_STATUSES = [
  'agreed',
  'acknowledged',
  'in_progress',
] as const satisfies readonly ActionStatus[];

/** Whether work is still owed. A completed critical action that waits to be verified is not open. */
export function isOpen(status: ActionStatus): boolean {
  return (OPEN_STATUSES as readonly ActionStatus[]).includes(status);
}

/** Whether {@link TRANSITIONS} lets an action go from one state to another. */
export function mayGo(from: ActionStatus, to: ActionStatus): boolean {
  return (TRANSITIONS[from] as readonly ActionStatus[]).includes(to);
}

/** How soon an action must be done, from the most pressing. */
export const ACTION_PRIORITIES = ['critical', 'high', 'routine', 'long'] as const;

/** One of {@link ACTION_PRIORITIES}. */
export type ActionPriority = (typeof ACTION_PRIORITIES)[number];

/** Time allowed by priority (domain handbook 3.6): hours for critical, working days else; null is "a date is given". */
export const PRIORITY_LIMITS = {
  critical: { hours: 48, workingDays: null },
  high: { hours: null, workingDays: 5 },
  routine: { hours: null, workingDays: 10 },
  long: { hours: null, workingDays: null },
} as const satisfies Record<ActionPriority, { hours: number | null; workingDays: number | null }>;

/** Why an action became impossible through no failing of the agency: circumstances changed. */
export const NOT_POSSIBLE_REASONS = [
  'victim_moved',
  'victim_declined',
  'suspect_in_custody',
  'duplicate',
  'no_longer_lawful_or_proportionate',
] as const;

/** One of {@link NOT_POSSIBLE_REASONS}. */
export type NotPossibleReason = (typeof NOT_POSSIBLE_REASONS)[number];

/** Why an agency did not do what it agreed. Never merged with {@link NOT_POSSIBLE_REASONS}. */
export const NOT_UNDERTAKEN_REASONS = [
  'capacity',
  'not_communicated',
  'disagreement',
  'system_or_access',
  'staff_left',
  'unknown',
] as const;

/** One of {@link NOT_UNDERTAKEN_REASONS}. */
export type NotUndertakenReason = (typeof NOT_UNDERTAKEN_REASONS)[number];
