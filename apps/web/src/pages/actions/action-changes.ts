import type { FastifyRequest } from 'fastify';
import { parseDay } from '#kernel';
import {
  type FlashCode,
  type InputPlaces,
  sentOneOf,
  sentText,
  sentVersion,
  type Sent,
} from '../../http/index.js';
import type { Attempt, Visits } from '../../session/visits.js';
import {
  AcknowledgeAction,
  ActionNotPossible,
  ActionNotUndertaken,
  AskExtension,
  AssignAction,
  CompleteAction,
  DecideExtension,
  NoteProgress,
  WithdrawAction,
} from './action-changes.graphql.js';
import { keysOf, NOT_POSSIBLE_WORDS, NOT_UNDERTAKEN_WORDS, UPDATE_CHOICE_WORDS } from './action.words.js';
import type { ActionForms } from './actions.view.js';

type Send = (visits: Visits, request: FastifyRequest) => Promise<Attempt<unknown>>;

/** One change of an action that a form asks for. */
export type ActionChange = { send: Send; flash: FlashCode };

/** A form of the action page: where its inputs stand, and what it asks for. */
type ActionForm = {
  form: keyof ActionForms;
  places: InputPlaces;
  change: (actionId: string, sent: Sent) => ActionChange;
};

const wrong = (field: string, text: string): Attempt<never> => ({
  ok: false,
  status: 422,
  problems: [{ field, text }],
});

const seen = (actionId: string, sent: Sent) => ({ actionId, version: sentVersion(sent) });
const text = (sent: Sent, name: string): string => sentText(sent, name);

const ACKNOWLEDGE: ActionForm['change'] = (id, sent) => ({
  send: (visits, request) => visits.attempt(request, AcknowledgeAction, { input: seen(id, sent) }),
  flash: 'actionReceived',
});

const PROGRESS: ActionForm['change'] = (id, sent) => ({
  send: (visits, request) =>
    visits.attempt(request, NoteProgress, { input: { ...seen(id, sent), note: text(sent, 'note') } }),
  flash: 'actionUpdated',
});

const COMPLETE: ActionForm['change'] = (id, sent) => ({
  send: (visits, request) => {
    const evidenceReference = text(sent, 'evidence').trim() || null;
    const input = { ...seen(id, sent), note: text(sent, 'note'), evidenceReference };
    return visits.attempt(request, CompleteAction, { input });
  },
  flash: 'actionClosed',
});

const EXTEND: ActionForm['change'] = (id, sent) => ({
  send: async (visits, request) => {
    const newDueOn = parseDay(text(sent, 'dueOn'));
    if (!newDueOn) return wrong('newDueOn', 'Enter the new date as a day, month and year.');
    const input = { ...seen(id, sent), newDueOn, reason: text(sent, 'reason') };
    return visits.attempt(request, AskExtension, { input });
  },
  flash: 'extensionAsked',
});

const NOT_POSSIBLE: ActionForm['change'] = (id, sent) => ({
  send: async (visits, request) => {
    const reasonCode = sentOneOf(sent, 'reason', keysOf(NOT_POSSIBLE_WORDS));
    if (!reasonCode) return wrong('reasonCode', 'Choose what changed.');
    const input = { ...seen(id, sent), reasonCode, note: text(sent, 'note') };
    return visits.attempt(request, ActionNotPossible, { input });
  },
  flash: 'actionClosed',
});

const NOT_UNDERTAKEN: ActionForm['change'] = (id, sent) => ({
  send: async (visits, request) => {
    const reasonCode = sentOneOf(sent, 'reason', keysOf(NOT_UNDERTAKEN_WORDS));
    if (!reasonCode) return wrong('reasonCode', 'Choose why it was not done.');
    const input = { ...seen(id, sent), reasonCode, note: text(sent, 'note') };
    return visits.attempt(request, ActionNotUndertaken, { input });
  },
  flash: 'actionClosed',
});

const ASSIGN: ActionForm['change'] = (id, sent) => ({
  send: (visits, request) => {
    const ownerId = text(sent, 'personId') || null;
    return visits.attempt(request, AssignAction, { input: { ...seen(id, sent), ownerId } });
  },
  flash: 'actionAssigned',
});

const DECIDE: ActionForm['change'] = (id, sent) => ({
  send: async (visits, request) => {
    const answer = sentOneOf(sent, 'granted', ['yes', 'no']);
    if (!answer) return wrong('granted', 'Choose whether to give more time.');
    const input = { ...seen(id, sent), granted: answer === 'yes', reason: text(sent, 'reason') };
    return visits.attempt(request, DecideExtension, { input });
  },
  flash: 'extensionDecided',
});

const WITHDRAW: ActionForm['change'] = (id, sent) => ({
  send: (visits, request) =>
    visits.attempt(request, WithdrawAction, { input: { ...seen(id, sent), reason: text(sent, 'reason') } }),
  flash: 'actionClosed',
});

const noteAt = (id: string, label: string): InputPlaces => ({ note: { id, label } });

/** The forms of the action page by the last part of their address. */
export const ACTION_FORMS: Readonly<Record<string, ActionForm>> = {
  acknowledge: { form: 'acknowledge', places: {}, change: ACKNOWLEDGE },
  progress: {
    form: 'progress',
    places: noteAt('progress-note', 'What has been done'),
    change: PROGRESS,
  },
  complete: {
    form: 'complete',
    places: {
      ...noteAt('complete-note', 'What was done'),
      evidenceReference: { id: 'complete-evidence', label: 'Where the evidence is kept' },
    },
    change: COMPLETE,
  },
  extend: {
    form: 'extend',
    places: {
      newDueOn: { id: 'extend-due', label: 'New date' },
      reason: { id: 'extend-reason', label: 'Why' },
    },
    change: EXTEND,
  },
  'not-possible': {
    form: 'notPossible',
    places: {
      reasonCode: { id: 'not-possible-reason', label: 'Reason' },
      ...noteAt('not-possible-note', 'What changed'),
    },
    change: NOT_POSSIBLE,
  },
  'not-undertaken': {
    form: 'notUndertaken',
    places: {
      reasonCode: { id: 'not-undertaken-reason', label: 'Reason' },
      ...noteAt('not-undertaken-note', 'What the panel should know'),
    },
    change: NOT_UNDERTAKEN,
  },
  assign: { form: 'assign', places: { ownerId: { id: 'assign-person', label: 'Person' } }, change: ASSIGN },
  'decide-extension': {
    form: 'decide',
    places: {
      granted: { id: 'decide-granted-1', label: 'Decision' },
      reason: { id: 'decide-reason', label: 'Reason' },
    },
    change: DECIDE,
  },
  withdraw: {
    form: 'withdraw',
    places: { reason: { id: 'withdraw-reason', label: 'Why it is withdrawn' } },
    change: WITHDRAW,
  },
};

/** What a quick update asks for; a text says what is missing before anything can be sent. */
export function quickChange(actionId: string, sent: Sent): ActionChange | string {
  const note = sentText(sent, 'note').trim();
  switch (sentOneOf(sent, 'status', keysOf(UPDATE_CHOICE_WORDS))) {
    case 'waiting':
      return note ? 'To send a note, choose how far the action is.' : ACKNOWLEDGE(actionId, sent);
    case 'progress':
      return note ? PROGRESS(actionId, sent) : 'Write a note that says how far it is.';
    case 'done':
      return note ? COMPLETE(actionId, sent) : 'Write a note that says what was done.';
    case 'cannot':
      return cannotChange(actionId, sent);
    default:
      return 'Choose how far the action is.';
  }
}

function cannotChange(actionId: string, sent: Sent): ActionChange | string {
  if (sentOneOf(sent, 'reason', keysOf(NOT_POSSIBLE_WORDS))) return NOT_POSSIBLE(actionId, sent);
  if (sentOneOf(sent, 'reason', keysOf(NOT_UNDERTAKEN_WORDS))) return NOT_UNDERTAKEN(actionId, sent);
  return 'Choose why it cannot be done.';
}
