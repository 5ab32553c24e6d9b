import type { CaseState } from '../case-file.entity.js';

/**
 * Where a case may go from where it stands (domain.md 2.1). A submitted referral is in `triage`: somebody who runs the
 * panel decides on it. What was declined may come back once by an appeal, what was declined or sent elsewhere by a
 * second look, and whoever decided may take it back as long as nothing has followed. Only what was accepted can be
 * flagged, listed and heard.
 */
export const CASE_TRANSITIONS: Record<CaseState, readonly CaseState[]> = {
  triage: ['returned_for_information', 'declined', 'redirected', 'accepted'],
  returned_for_information: ['triage', 'declined', 'redirected', 'accepted'],
  declined: ['triage', 'returned_for_information'],
  redirected: ['triage', 'returned_for_information'],
  accepted: ['flagged', 'closed', 'triage', 'returned_for_information'],
  flagged: ['accepted', 'listed', 'discussed', 'closed', 'triage', 'returned_for_information'],
  listed: ['flagged', 'discussed'],
  discussed: ['flagged', 'closed'],
  closed: ['flagged'],
  withdrawn: [],
};

/** Whether a case may go from the one state to the other. */
export function mayGo(from: CaseState, to: CaseState): boolean {
  return CASE_TRANSITIONS[from].includes(to);
}

/** Nobody has taken the case on: it waits for a decision, or the decision was no. */
export function isBeforeAcceptance(state: CaseState): boolean {
  return BEFORE_ACCEPTANCE.includes(state);
}

/** States of a referral on which nobody has decided. */
export const IN_TRIAGE: readonly CaseState[] = ['triage', 'returned_for_information'];

/** States of a referral that the panel did not take on. */
export const NOT_TAKEN_ON: readonly CaseState[] = ['declined', 'redirected'];

/**
 * Nobody works on the case: it is closed or withdrawn, or the panel did not take it on. What is found out about its people
 * is shown with it, and flags the cases that somebody works on.
 */
export function isOver(state: CaseState): boolean {
  return state === 'closed' || state === 'withdrawn' || NOT_TAKEN_ON.includes(state);
}

const BEFORE_ACCEPTANCE: readonly CaseState[] = [...IN_TRIAGE, ...NOT_TAKEN_ON];
