import type { FastifyRequest } from 'fastify';
import type { VariablesOf } from '#api-client';
import { parseDay } from '#kernel';
import { type InputPlaces, type Sent, sentOneOf, sentText, sentVersion } from '../../http/index.js';
import type { Attempt, Visits } from '../../session/visits.js';
import { AgreeAction, AgreeActionLine, RecordAttendance, type RecordDiscussion } from './live.graphql.js';
import type { TypedAction, TypedRecord } from './live.presenter.js';
import { seatText } from './seat-text.js';
import {
  ACTION_CATEGORY_WORDS,
  ACTION_PRIORITY_WORDS,
  DECISION_WORDS,
  PRESENCE_WORDS,
  RISK_WORDS,
} from './meeting.words.js';

/** The keys of a table of words, typed. */
function keysOf<K extends string>(words: Readonly<Record<K, string>>): K[] {
  return Object.keys(words) as K[];
}

/** A text of several lines as it is kept: browsers send the ends of lines in two ways. */
function linesText(sent: Sent, name: string): string {
  return sentText(sent, name).replaceAll('\r\n', '\n');
}

/** What somebody typed of a case. */
export function typedRecord(sent: Sent): TypedRecord {
  return {
    said: linesText(sent, 'said'),
    victimView: linesText(sent, 'victimView'),
    decision: sentText(sent, 'decision'),
    riskAfter: sentText(sent, 'riskAfter'),
    decisionReason: sentText(sent, 'decisionReason'),
  };
}

/** The same as the API takes it. */
export function discussionInput(
  listingId: string,
  sent: Sent,
): VariablesOf<typeof RecordDiscussion>['input'] {
  const typed = typedRecord(sent);
  return {
    listingId,
    version: sentVersion(sent),
    notes: typed.said,
    victimView: typed.victimView,
    decision: sentOneOf(sent, 'decision', keysOf(DECISION_WORDS)),
    riskAfter: sentOneOf(sent, 'riskAfter', keysOf(RISK_WORDS)),
    decisionReason: typed.decisionReason,
  };
}

/** Where the boxes of the record stand. */
export const RECORD_PLACES: InputPlaces = {
  notes: { id: 'said', label: 'What was said' },
  victimView: { id: 'victim-view', label: 'What the victim wants' },
  decisionReason: { id: 'decision-reason', label: 'Reason for the decision' },
};

/** What somebody typed of an action; `error` says why it was not taken down. */
export function typedAction(sent: Sent, error: string): TypedAction {
  return {
    line: 'line' in sent ? sentText(sent, 'line') : null,
    agencyId: sentText(sent, 'agencyId'),
    text: sentText(sent, 'text'),
    category: sentText(sent, 'category'),
    priority: sentText(sent, 'priority'),
    dueOn: sentText(sent, 'dueOn'),
    error,
  };
}

/** Where the boxes of an action stand. */
export const ACTION_PLACES: InputPlaces = {
  line: { id: 'action-line', label: 'Action' },
  agencyId: { id: 'box-agency', label: 'Agency' },
  text: { id: 'box-text', label: 'What will be done' },
  dueOn: { id: 'box-due', label: 'Due date' },
};

/** Takes an action down, typed in one line or in the separate boxes. */
export async function agree(
  visits: Visits,
  request: FastifyRequest,
  listingId: string,
  sent: Sent,
): Promise<Attempt<unknown>> {
  if ('line' in sent) {
    const line = sentText(sent, 'line').trim();
    if (!line) return refusedLine('Write the agency, the action and the day on one line.');
    return visits.attempt(request, AgreeActionLine, { input: { listingId, line } });
  }
  const category = sentOneOf(sent, 'category', keysOf(ACTION_CATEGORY_WORDS)) ?? 'VICTIM_SAFETY';
  const priority = sentOneOf(sent, 'priority', keysOf(ACTION_PRIORITY_WORDS)) ?? 'ROUTINE';
  const dueOn = sentText(sent, 'dueOn');
  const day = dueOn === '' ? null : parseDay(dueOn);
  if (dueOn !== '' && day === null)
    return { ok: false, status: 422, problems: [{ field: 'dueOn', text: 'Choose a day.' }] };
  const [agencyId, text] = [sentText(sent, 'agencyId'), sentText(sent, 'text')];
  const input = { listingId, agencyId, text, category, priority, dueOn: day };
  return visits.attempt(request, AgreeAction, { input });
}

function refusedLine(text: string): Attempt<never> {
  return { ok: false, status: 422, problems: [{ field: 'line', text }] };
}

type Seat = VariablesOf<typeof RecordAttendance>['input'];

/** The seats of a form whose answers differ from what was shown. */
export function changedSeats(sent: Sent): Seat[] {
  const ids = Object.keys(sent).flatMap((name) => /^version-([0-9a-f-]{36})$/.exec(name)?.[1] ?? []);
  return ids.flatMap((id) => {
    const presence = sentOneOf(sent, `presence-${id}`, keysOf(PRESENCE_WORDS));
    const note = sentText(sent, `note-${id}`).trim();
    const agreed = sentText(sent, `agreed-${id}`) === 'yes';
    if (presence === null || sentText(sent, `was-${id}`) === seatText(presence, note, agreed)) return [];
    return [
      {
        attendanceId: id,
        version: sentVersion({ version: sent[`version-${id}`] }),
        presence,
        note,
        personId: sentText(sent, `person-${id}`) || null,
        isConfidentialityAgreed: agreed,
      },
    ];
  });
}

/** Saves the seats one by one; stops at the first that is refused. */
export async function saveSeats(
  visits: Visits,
  request: FastifyRequest,
  seats: readonly Seat[],
): Promise<Attempt<number>> {
  for (const input of seats) {
    const saved = await visits.attempt(request, RecordAttendance, { input });
    if (!saved.ok) return saved;
  }
  return { ok: true, answer: seats.length };
}
