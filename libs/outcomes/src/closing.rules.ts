import { refused, type RefusedResult } from '#kernel';

/** Why a case cannot be closed. */
export type ClosureRefusal =
  'CASE_ALREADY_CLOSED' | 'CASE_WITHDRAWN' | 'CASE_NOT_TAKEN_ON' | 'CASE_ON_AGENDA' | 'CASE_HAS_OPEN_ACTIONS';

/** One thing that stands in the way of closing a case, as a sentence. */
export type Blocker = { code: ClosureRefusal; message: string };

/** What is looked at: the state of the case, and how many of its actions are not in a terminal state. */
export type ClosureFacts = { state: string; openActions: number };

const NOT_TAKEN_ON = ['triage', 'returned_for_information', 'declined', 'redirected'];

/**
 * Everything that stands in the way of closing a case; nothing when it may be closed. Every action must be in a
 * terminal state (domain.md 2.1); a case that stands on an agenda is heard, or taken off it, first.
 */
export function closureBlockers({ state, openActions }: ClosureFacts): Blocker[] {
  if (state === 'closed') return [{ code: 'CASE_ALREADY_CLOSED', message: 'This case is closed already.' }];
  if (state === 'withdrawn') return [{ code: 'CASE_WITHDRAWN', message: 'This case has been withdrawn.' }];
  if (NOT_TAKEN_ON.includes(state)) {
    const message = 'The panel has not taken this case on. Decide on the referral instead.';
    return [{ code: 'CASE_NOT_TAKEN_ON', message }];
  }
  const blockers: Blocker[] = [];
  if (openActions > 0) {
    const actions = openActions === 1 ? '1 action is' : `${openActions} actions are`;
    const message = `${actions} still open. Close every action first.`;
    blockers.push({ code: 'CASE_HAS_OPEN_ACTIONS', message });
  }
  if (state === 'listed') {
    const message = 'This case stands on an agenda. Hear it, or take it off the agenda, first.';
    blockers.push({ code: 'CASE_ON_AGENDA', message });
  }
  return blockers;
}

/** The blockers as one refusal: the code of the first, the sentences of all; null when there are none. */
export function refusedBy(blockers: readonly Blocker[]): RefusedResult<ClosureRefusal> | null {
  const [first] = blockers;
  return first ? refused(first.code, blockers.map(({ message }) => message).join(' ')) : null;
}
