import type { ActionOfPage } from './action.graphql.js';
import type { ListedAction } from './actions.graphql.js';

type Status = ListedAction['status'];

/** How far an action is, in words. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  AGREED: 'Not started',
  ACKNOWLEDGED: 'Received',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Done',
  VERIFIED: 'Done and checked',
  NOT_POSSIBLE_CHANGED: 'Not possible, things changed',
  NOT_UNDERTAKEN: 'Not done',
  SUPERSEDED: 'Replaced by another action',
  WITHDRAWN_BY_CHAIR: 'Withdrawn by the chair',
};

/** What sort of action it is, in words. */
export const CATEGORY_WORDS: Readonly<Record<ActionOfPage['category'], string>> = {
  ADVOCACY_SUPPORT: 'Advocacy and support',
  CHILDREN: 'Children',
  DIGITAL_EVIDENCE: 'Digital evidence',
  GOVERNANCE: 'Running the panel',
  HEALTH: 'Health',
  HOUSING_SECURITY: 'Housing and security',
  INFORMATION_SHARING: 'Sharing information',
  INVESTIGATION: 'Investigation',
  ORDER: 'Orders',
  SUSPECT_DISRUPTION: 'Disrupting the suspect',
  VICTIM_SAFETY: 'Safety of the victim',
};

/** Circumstances that changed, in words. */
export const NOT_POSSIBLE_WORDS = {
  VICTIM_MOVED: 'The victim moved',
  VICTIM_DECLINED: 'The victim declined',
  SUSPECT_IN_CUSTODY: 'The suspect is in custody',
  DUPLICATE: 'Another action covers it',
  NO_LONGER_LAWFUL_OR_PROPORTIONATE: 'No longer lawful or proportionate',
} as const;

/** Why an agency did not do it, in words. */
export const NOT_UNDERTAKEN_WORDS = {
  CAPACITY: 'Not enough people or time',
  NOT_COMMUNICATED: 'We were not told',
  DISAGREEMENT: 'We do not agree with it',
  SYSTEM_OR_ACCESS: 'A system or access failed',
  STAFF_LEFT: 'The person left',
  UNKNOWN: 'Not known',
} as const;

/** A circumstance that changed. */
export type NotPossibleReason = keyof typeof NOT_POSSIBLE_WORDS;

/** A reason of the agency. */
export type NotUndertakenReason = keyof typeof NOT_UNDERTAKEN_WORDS;

/** The keys of a table of words, typed. */
export function keysOf<K extends string>(words: Readonly<Record<K, string>>): K[] {
  return Object.keys(words) as K[];
}

/** What happened to an action, in words. */
export const UPDATE_WORDS: Readonly<Record<ActionOfPage['updates'][number]['kind'], string>> = {
  AGREED: 'Agreed',
  ACKNOWLEDGED: 'Received by the agency',
  PROGRESS: 'Progress',
  COMPLETED: 'Done',
  VERIFIED: 'Checked',
  EXTENSION_REQUESTED: 'More time asked for',
  EXTENSION_GRANTED: 'More time given',
  PANEL_CHANGED: 'Went to another panel',
  EXTENSION_REFUSED: 'More time refused',
  NOT_POSSIBLE_CHANGED: 'Not possible, things changed',
  NOT_UNDERTAKEN: 'Not done',
  REASSIGNED: 'Given to somebody',
  WITHDRAWN_BY_CHAIR: 'Withdrawn by the chair',
};

/** What somebody can say in a quick update. */
export const UPDATE_CHOICE_WORDS = {
  waiting: 'Not started',
  progress: 'In progress',
  done: 'Done',
  cannot: 'Cannot be done',
} as const;

/** One answer of a quick update. */
export type UpdateChoice = keyof typeof UPDATE_CHOICE_WORDS;
