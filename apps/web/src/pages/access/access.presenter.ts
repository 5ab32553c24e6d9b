import type { ResultOf } from '#api-client';
import { type Sent, sentText } from '../../http/index.js';
import { shortDay } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import type { AskView, ConflictView, NotesView } from './access.view.js';
import type { AskForAccessPage } from './ask.graphql.js';
import type { ConflictPage } from './conflict.graphql.js';
import type { RestrictedNotesPage } from './notes.graphql.js';

type MyRequest = NonNullable<ResultOf<typeof AskForAccessPage>['myAccessRequests']>[number];

/** Declaring a conflict of interest, with what was typed before. */
export function conflictView(found: ResultOf<typeof ConflictPage>['case'], sent: Sent): ConflictView {
  return {
    form: { action: `/cases/${found.id}/conflict`, fields: {} },
    reference: found.reference,
    typed: { reason: sentText(sent, 'reason'), isConfirmed: sentText(sent, 'confirmed') === 'yes' },
  };
}

/** Asking to see a case, with what was typed before, and what the person asked until now. */
export function askView(data: ResultOf<typeof AskForAccessPage>, me: Me, sent: Sent): AskView {
  return {
    ask: data.myAccessRequests
      ? {
          action: '/access/ask',
          fields: {},
          reference: sentText(sent, 'reference'),
          reason: sentText(sent, 'reason'),
        }
      : null,
    emergency: me.permissions.includes('case:break-glass')
      ? { text: 'open the case by break-glass', href: '/access/break-glass' }
      : null,
    mine: (data.myAccessRequests ?? []).map((request) => ({
      reference: request.reference,
      askedAt: request.askedAt,
      reason: request.reason,
      result: answerOf(request),
      link: request.caseId ? { text: 'Go to the case', href: `/cases/${request.caseId}` } : null,
    })),
  };
}

/** Whether the restricted notes of cases are shown to this person at all; the API decides about each case. */
export function mayReadNotes(me: Me): boolean {
  return me.person.role === 'ADVOCATE' || me.permissions.includes('case:restrict');
}

/** The restricted notes, and for those who run the panel the form that writes them anew. */
export function notesView(
  { id, reference, version, restrictedNotes }: ResultOf<typeof RestrictedNotesPage>['case'],
  me: Me,
  sent: Sent | null,
): NotesView {
  return {
    reference,
    notes: restrictedNotes,
    form: me.permissions.includes('case:restrict')
      ? {
          action: `/cases/${id}/notes`,
          fields: { version: String(version) },
          text: sent ? sentText(sent, 'notes') : (restrictedNotes ?? ''),
        }
      : null,
  };
}

function answerOf({ answer, lapsesOn, grantedUntil }: MyRequest): string {
  switch (answer) {
    case 'GRANTED':
      return grantedUntil ? `Granted until ${shortDay(grantedUntil)}` : 'Granted';
    case 'NOT_GRANTED':
      return 'Not granted';
    case 'WAITING':
      return `No answer yet. If there is none by ${shortDay(lapsesOn)}, it was not granted`;
  }
}
