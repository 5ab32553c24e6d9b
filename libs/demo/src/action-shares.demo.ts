import type { ActionPriority } from '#actions';
import type { AgencyKind } from '#agencies';

/** Who takes on actions, of 100. */
export const OWNERS: Partial<Record<AgencyKind, number>> = {
  police: 38,
  stalking_advocacy: 12,
  idva: 6,
  childrens_social_care: 9,
  probation: 8,
  housing: 7,
  mental_health: 7,
  adult_social_care: 4,
  acute_health: 2,
  primary_care: 2,
  substance_misuse: 2,
  education: 2,
  registered_social_landlord: 1,
  fire: 1,
  prosecution: 1,
  voluntary_sector: 1,
};

/** How soon actions must be done, of 100. */
export const PRIORITIES: Record<ActionPriority, number> = { critical: 8, high: 27, routine: 55, long: 10 };

/** Share done by the day first agreed. */
export const ON_TIME: Record<ActionPriority, number> = {
  critical: 0.86,
  high: 0.78,
  routine: 0.71,
  long: 0.75,
};

/** What sets an agency apart from the rest: some are late. */
export const PUNCTUALITY: Partial<Record<AgencyKind, number>> = {
  stalking_advocacy: 0.17,
  idva: 0.12,
  probation: 0.12,
  housing: 0.06,
  police: -0.01,
  adult_social_care: -0.09,
  childrens_social_care: -0.08,
  mental_health: -0.2,
  acute_health: -0.1,
  primary_care: -0.12,
};

/** How actions end, of 100. */
export const ENDINGS = {
  completed: 91,
  not_possible_changed: 5,
  not_undertaken: 2.5,
  withdrawn_by_chair: 1.5,
};

/** Why actions are not done. */
export const REASONS = {
  not_possible_changed: ['victim_moved', 'victim_declined', 'suspect_in_custody'],
  not_undertaken: ['capacity', 'not_communicated', 'staff_left', 'system_or_access'],
} as const;

/**
 * The handbook's median of 6 working days would send more than its 11 % of actions up the ladder; this lies between.
 */
export const LATE_MEDIAN_WORKING_DAYS = 3.5;

/** Share of the late actions that nobody has ended yet. */
export const STILL_OWED = 0.25;

/** Oldest agreement that can still be owed, in days. */
export const OWED_AT_MOST = 75;
