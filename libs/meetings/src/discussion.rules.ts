import { ok, refused, type Result } from '#kernel';
import type { Decision, ListingState } from './listing.entity.js';

/** Where a listing may go from each state. `does_not_fit` and `held` stand beside the agenda, not on it. */
export const LISTING_TRANSITIONS = {
  does_not_fit: ['on_agenda', 'held'],
  held: ['on_agenda', 'does_not_fit'],
  on_agenda: ['does_not_fit', 'held', 'in_discussion', 'not_reached', 'deferred'],
  in_discussion: ['discussed', 'deferred'],
  discussed: ['in_discussion', 'deferred'],
  not_reached: [],
  deferred: [],
} as const satisfies Record<ListingState, readonly ListingState[]>;

/** The states in which a case stands on the agenda itself. */
export const ON_AGENDA_STATES = [
  'on_agenda',
  'in_discussion',
  'discussed',
  'not_reached',
  'deferred',
] as const satisfies readonly ListingState[];

/** Whether the case stands on the agenda itself, heard or not. */
export function isOnAgenda(state: ListingState): boolean {
  return (ON_AGENDA_STATES as readonly ListingState[]).includes(state);
}

/** Whether {@link LISTING_TRANSITIONS} lets a listing go from one state to another. */
export function listingMayGo(from: ListingState, to: ListingState): boolean {
  return (LISTING_TRANSITIONS[from] as readonly ListingState[]).includes(to);
}

/** What has been recorded of one case at the meeting. */
export type RecordedDiscussion = {
  state: ListingState;
  victimView: string;
  riskAfter: string | null;
  decision: Decision | null;
  decisionReason: string;
  /** Actions agreed for the case at this meeting. */
  actionCount: number;
};

/** Something that a case needs before it counts as discussed. */
export type MissingRecord = 'victim_view' | 'risk_after' | 'action_or_reason' | 'decision_reason';

/** What is missing, in words that follow a case reference: `NB-2026-0147: the victim's view ...`. */
export const MISSING_IN_WORDS: Record<MissingRecord, string> = {
  victim_view: "the victim's view, or why it was not obtained",
  risk_after: 'the level of risk after the discussion',
  action_or_reason: 'at least one action, or why none is needed',
  decision_reason: 'why the case is closed or carried over',
};

/**
 * What a discussion still needs (guard of domain.md 2.1). A case that is carried over needs only the reason. Empty:
 * the case counts as discussed, or as carried over.
 */
export function missingFrom(listing: RecordedDiscussion): MissingRecord[] {
  const written = (text: string) => text.trim() !== '';
  const hasReason = written(listing.decisionReason);
  if (listing.decision === 'carry_over') return hasReason ? [] : ['decision_reason'];
  const missing: MissingRecord[] = [];
  if (!written(listing.victimView)) missing.push('victim_view');
  if (listing.riskAfter === null || listing.riskAfter === 'unknown') missing.push('risk_after');
  if (listing.actionCount <= 0 && !hasReason) missing.push('action_or_reason');
  else if (listing.decision === 'close' && !hasReason) missing.push('decision_reason');
  return missing;
}

/** The state of a case that has been begun: discussed once nothing is missing. Carrying over is settled at the end. */
export function discussionState(listing: RecordedDiscussion): 'in_discussion' | 'discussed' {
  return listing.decision !== 'carry_over' && missingFrom(listing).length === 0
    ? 'discussed'
    : 'in_discussion';
}

/** How each case left the meeting. */
export type MeetingOutcome<T> = { discussed: T[]; deferred: T[]; notReached: T[] };

/** What is said of a case to somebody who may not know of it, beside its times: they leave the room for it. */
export const BLANK_ITEM = 'An item you are not part of';

/**
 * How every case on the agenda leaves the meeting: discussed, deferred (carried over) or not reached. Refused with the
 * list of cases that were begun and are not complete, so that nothing heard is lost.
 */
export function ending<T extends RecordedDiscussion & { reference: string | null }>(
  listings: readonly T[],
): Result<MeetingOutcome<T>, 'DISCUSSION_INCOMPLETE'> {
  const outcome: MeetingOutcome<T> = { discussed: [], deferred: [], notReached: [] };
  const incomplete: string[] = [];
  for (const listing of listings) {
    if (!isOnAgenda(listing.state)) continue;
    if (listing.state === 'on_agenda' && listing.decision !== 'carry_over') {
      outcome.notReached.push(listing);
      continue;
    }
    const missing = missingFrom(listing);
    if (missing.length > 0) {
      const { reference } = listing;
      if (reference === null) incomplete.push(BLANK_ITEM);
      else incomplete.push(`${reference}: ${missing.map((part) => MISSING_IN_WORDS[part]).join('; ')}`);
    } else if (listing.decision === 'carry_over') outcome.deferred.push(listing);
    else outcome.discussed.push(listing);
  }
  if (incomplete.length > 0) {
    return refused(
      'DISCUSSION_INCOMPLETE',
      `Complete these cases or carry them over before ending. ${incomplete.join('. ')}.`,
    );
  }
  return ok(outcome);
}
