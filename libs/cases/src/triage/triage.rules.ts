import { type Day, ok, refused, type RefusedResult, type Result } from '#kernel';
import type { CaseState } from '../case-file.entity.js';
import { adviceThatRaisesRisk } from '../advice/advice.rules.js';
import { IN_TRIAGE, mayGo } from './case-states.rules.js';

/** What a panel may decide on a referral. */
export const TRIAGE_OUTCOMES = ['accepted', 'declined', 'redirected'] as const;

/** One value of {@link TRIAGE_OUTCOMES}. */
export type TriageOutcome = (typeof TRIAGE_OUTCOMES)[number];

/** What may happen to a referral in triage. */
export const TRIAGE_STEP_KINDS = [
  'submitted',
  'urgency_raised',
  'urgency_by_rule',
  'returned',
  'answered',
  'accepted',
  'declined',
  'redirected',
  'appealed',
  'reopened',
  'undone',
  'emergency_meeting_proposed',
  'emergency_meeting_planned',
  'transfer_asked',
  'transfer_acknowledged',
  'transfer_taken_back',
  'second_look_agreed',
  'second_look_reopened',
] as const;

/** One value of {@link TRIAGE_STEP_KINDS}. */
export type TriageStepKind = (typeof TRIAGE_STEP_KINDS)[number];

/** Where a referral may belong instead of a panel (domain.md 3.1, other forums). */
export const FORUMS = ['marac', 'mappa', 'matac', 'channel', 'single_agency'] as const;

/** One value of {@link FORUMS}. */
export type Forum = (typeof FORUMS)[number];

/** Longest text of a step, characters. */
export const LONGEST_STEP = 2000;

/** Why something cannot be done to a referral now. */
export type TriageRefusal =
  | 'NOT_IN_TRIAGE'
  | 'NOT_RETURNED'
  | 'NOT_WAITING'
  | 'NOT_DECLINED'
  | 'APPEALED_ALREADY'
  | 'DECIDED_BY_YOU'
  | 'NOTHING_TO_UNDO'
  | 'CHANGED_SINCE_YOU_LOOKED'
  | 'REASON_NEEDED'
  | 'SIGNPOST_NEEDED'
  | 'ADVICE_NOT_SAFE'
  | 'FORUM_NEEDED';

/** What the rules of a decision look at. */
export type TriageFacts = {
  state: CaseState;
  declinedById: string | null;
  appealedAt: string | null;
};

const GONE: Readonly<Record<string, string>> = {
  returned_for_information: 'The referrer was asked already. Wait for the answer, or decide without it.',
};

/** Whether this person may now take the referral to that state. */
export function decision(
  facts: TriageFacts,
  to: Extract<CaseState, 'accepted' | 'declined' | 'redirected' | 'returned_for_information'>,
  personId: string | null,
): Result<true, TriageRefusal> {
  if (!IN_TRIAGE.includes(facts.state) || !mayGo(facts.state, to)) {
    const message = GONE[facts.state] ?? 'This referral is not in triage any more. Look again.';
    return refused('NOT_IN_TRIAGE', message);
  }
  if (facts.appealedAt !== null && personId !== null && personId === facts.declinedById)
    return refused(
      'DECIDED_BY_YOU',
      'You declined this referral. Somebody else has to decide on the appeal.',
    );
  return ok(true);
}

/** Whether the referrer may appeal now: once, and only against a referral that was declined. */
export function appeal({ state, appealedAt }: TriageFacts): Result<true, TriageRefusal> {
  if (state !== 'declined')
    return refused('NOT_DECLINED', 'Only a referral that was declined can be looked at again.');
  if (appealedAt !== null)
    return refused(
      'APPEALED_ALREADY',
      'This referral was looked at again already. Refer it anew if something has happened.',
    );
  return ok(true);
}

/** A step that may be taken back, and the states in which nothing may have followed it. */
const CAN_BE_UNDONE: Partial<Record<TriageStepKind, readonly CaseState[]>> = {
  accepted: ['accepted', 'flagged'],
  declined: ['declined'],
  redirected: ['redirected'],
  returned: ['returned_for_information'],
};

/** What a panel has done with a case that it took on, as far as taking the acceptance back cares. */
export type HearingFacts = {
  lastDiscussedOn: Day | null;
  timesNotReached: number;
  timesDeferred: number;
  /** An agenda with the case on it was published: the agencies were asked to search for it. */
  wasOnAgenda: boolean;
};

/** Whether a meeting has had to do with the case: what waits again after that was accepted for good. */
function hasBeenToPanel({ lastDiscussedOn, timesNotReached, timesDeferred, wasOnAgenda }: HearingFacts) {
  return lastDiscussedOn !== null || timesNotReached > 0 || timesDeferred > 0 || wasOnAgenda;
}

/**
 * The step that a person may take back now: their own decision, the last thing that happened. An acceptance only until a
 * meeting has had to do with the case, however the case stands by now.
 */
export function undoable(
  facts: Pick<TriageFacts, 'state'> & HearingFacts,
  last: { kind: TriageStepKind; byId: string | null } | null,
  personId: string | null,
): Result<'accepted' | 'declined' | 'redirected' | 'returned', TriageRefusal> {
  const isFollowed = last?.kind === 'accepted' && hasBeenToPanel(facts);
  if (!last || isFollowed || !CAN_BE_UNDONE[last.kind]?.includes(facts.state))
    return refused('NOTHING_TO_UNDO', 'Something has followed this decision. It cannot be taken back now.');
  if (personId === null || last.byId !== personId)
    return refused('NOTHING_TO_UNDO', 'Only the person who decided can take it back.');
  return ok(last.kind as 'accepted' | 'declined' | 'redirected' | 'returned');
}

/** Whether a text that a referrer will read gives advice that can raise the risk; null: it does not. */
export function unsafeWords(words: string, field: string): RefusedResult<TriageRefusal> | null {
  const [found] = adviceThatRaisesRisk(words);
  return found ? refused('ADVICE_NOT_SAFE', `${found.says} ${found.instead}`, field) : null;
}
