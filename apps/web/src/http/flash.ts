import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseDay } from '#kernel';
import type { Day } from '#kernel';
import { dayMonth, plural } from '../layout/format.js';
import type { FlashBanner } from '../layout/page.js';
import { FLASH_COOKIE, setFlashCookie } from './cookies.js';
import type { HttpSettings } from './settings.js';
import { sameText, signature } from './signing.js';

/** The few things a message may mention. No names, no text that people typed. */
export type FlashParams = { reference?: string; day?: Day; count?: number };

const about = (params: FlashParams): string => params.reference ?? 'The case';
const until = (params: FlashParams): string => (params.day ? ` until ${dayMonth(params.day)}` : '');

/** What each message says. A journey adds its own line here. */
const MESSAGES = {
  saved: () => 'Saved',
  undone: () => 'Undone',
  signedIn: () => 'You are signed in',
  passwordSet: () => 'Your new password is saved. Sign in with it',
  linkConfirmed: () => 'Noted: the same person',
  linkRejected: () => 'Noted: not the same person. It is suggested again only when something new is found',
  linkUndone: () => 'The decision is taken back, and everything is as it was before',
  peopleMerged: () => 'Noted: the two are one person. Both cases keep their own words',
  personSuspended: () => 'The person is suspended and signed out everywhere',
  personReinstated: () => 'The person can sign in again',
  signedOut: () => 'You are signed out',
  tokenEnded: () => 'The token is over',
  serviceAdded: () => 'The service is added. Open it to make a token for it',
  serviceSuspended: () => 'The service is suspended and its tokens are over',
  serviceReinstated: () => 'The service is back. Make a new token for it',
  sessionsEnded: (params: FlashParams) =>
    params.count ? `${plural(params.count, 'other session')} ended` : 'There was no other session to end',
  seen: () => 'Marked as seen',
  agendaBuilt: (params: FlashParams) => `Running order suggested for ${plural(params.count ?? 0, 'case')}`,
  caseMoved: (params: FlashParams) => `${about(params)} moved to place ${params.count ?? ''}`.trim(),
  casePinned: (params: FlashParams) => `${about(params)} pinned to the top`,
  caseUnpinned: (params: FlashParams) => `${about(params)} is no longer pinned`,
  caseHeld: (params: FlashParams) => `${about(params)} held${until(params)}`,
  caseIncluded: (params: FlashParams) => `${about(params)} is back on the agenda`,
  minutesSet: (params: FlashParams) => `${about(params)} has ${plural(params.count ?? 0, 'minute')}`,
  agendaPublished: () => 'The agenda is published. The agencies see it when they sign in',
  caseAdded: () => 'The case is added to the agenda',
  meetingsPlanned: (params: FlashParams) =>
    params.count
      ? `${plural(params.count, 'meeting')} planned`
      : 'Every meeting of the next six months is planned',
  meetingMoved: (params: FlashParams) =>
    `The meeting is moved${params.day ? ` to ${dayMonth(params.day)}` : ''}. The agencies see it when they sign in`,
  meetingCancelled: () => 'The meeting is cancelled and its cases wait again',
  meetingStarted: () => 'The meeting has started',
  meetingEnded: () => 'The meeting has ended',
  attendanceSaved: () => 'Attendance saved',
  recordSaved: (params: FlashParams) => `The record of ${params.reference ?? 'the case'} is saved`,
  actionAgreed: () => 'Action added',
  actionRemoved: () => 'Action removed',
  actionReceived: () => 'The panel can see that your agency has this action',
  actionAssigned: () => 'Saved who will do the action',
  extensionDecided: () => 'The agency can see your decision about more time',
  agencyAdded: () => 'The agency is added',
  signInChanged: () => 'Saved how its people sign in. It holds from now on',
  personAdded: () => 'The person is added',
  actionUpdated: () => 'The action is updated',
  actionClosed: () => 'The action is closed. No more reminders will be sent',
  extensionAsked: () => 'The chair has been asked for more time',
  accessAsked: () => 'Your request was received. If it is granted, this page says so',
  formRecorded: () => 'The form is saved beside the earlier ones',
  draftDiscarded: () => 'The referral is discarded',
  accessGranted: () => 'Access is granted. The person sees it on their page of requests',
  accessDeclined: () => 'Saved that access is not granted',
  conflictDismissed: () => 'Noted. It does not come back unless something new is found',
  caseRestricted: () => 'The list is changed. It holds from now on',
  restrictionLifted: () => 'The entry is lifted',
  handlingChanged: () => 'The handling is changed',
  notesChanged: () => 'The restricted notes are saved',
  glassBroken: () => 'The case is open to you. The auditors and the chair have been told',
  glassJudged: () => 'Saved what you said of this use of break-glass',
  referralAccepted: () => 'The referral is taken on. The referrer is told',
  referralReturned: () => 'Returned to the referrer. The clock stands still until the answer',
  referralDeclined: () => 'Not taken on. The referrer is told why, with the advice you chose',
  referralRedirected: () => 'Sent to the other forum. The referrer is told',
  referralReopened: () => 'Opened again. A new clock has started',
  urgencyChanged: () => 'The urgency is changed, and the clock with it',
  returnAnswered: () => 'Your answer is with the panel. The clock goes on',
  appealSent: () => 'The panel looks at the referral again. Somebody else decides',
  decisionUndone: () => 'Your decision is taken back. The clock is where it was',
  transferAsked: () => 'The other panel is asked. Until it says that it has the case, yours is responsible',
  transferAcknowledged: () => 'Your panel has the case now',
  transferTakenBack: () => 'The case stays with its panel',
  termsChanged: () => 'From when on a day looks unusual is changed',
  thresholdsChanged: () => 'The thresholds are changed. They hold for what starts from now on',
  messageSettled: () => 'Saved what you did. The message no longer waits',
  lookRecorded: () => 'Saved what you found',
  immediateActionAgreed: () => 'The action is recorded and the agency is told',
  emergencyPlanned: () =>
    'The emergency meeting is planned. Make its agenda, and publish it to tell the agencies',
  emergencyProposed: () => 'The emergency meeting is proposed. Chair and coordinator are told',
  incidentRecorded: () => 'The incident is in the log',
  caseFlagged: (params: FlashParams) => `${about(params)} is flagged for the panel`,
  flagWithdrawn: (params: FlashParams) => `${about(params)} is no longer flagged`,
  changedMeanwhile: () =>
    'Somebody else changed this first. Their version is shown; nothing of yours was saved',
} as const satisfies Record<string, (params: FlashParams) => string>;

/** The code of a message. */
export type FlashCode = keyof typeof MESSAGES;

const NOTES: ReadonlySet<FlashCode> = new Set(['changedMeanwhile', 'signedOut']);

/** A message for the next page; `undo` is the form that takes the change back. */
export type Flash = {
  code: FlashCode;
  params?: FlashParams;
  undo?: { action: string; fields: Readonly<Record<string, string>> };
};

/** Leaves a message for the next page of this browser. Call it before the redirect. */
export function leaveFlash(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: HttpSettings,
  flash: Flash,
): void {
  const text = Buffer.from(JSON.stringify(flash)).toString('base64url');
  setFlashCookie(
    reply,
    settings,
    `${text}.${signature(settings.sessionSecret, 'flash', `${request.csrfSubject}\n${text}`)}`,
  );
}

/** The message that was left for this browser, or null when there is none or it was tampered with. */
export function readFlash(request: FastifyRequest, settings: HttpSettings): FlashBanner | null {
  const [text, signed] = (request.cookies[FLASH_COOKIE] ?? '').split('.');
  if (!text || !signed) return null;
  if (!sameText(signed, signature(settings.sessionSecret, 'flash', `${request.csrfSubject}\n${text}`)))
    return null;
  const flash = JSON.parse(Buffer.from(text, 'base64url').toString()) as Flash;
  const say = MESSAGES[flash.code] as ((params: FlashParams) => string) | undefined;
  if (!say) return null;
  const { day, ...rest } = flash.params ?? {};
  const params = day && parseDay(day) ? { ...rest, day } : rest;
  return { text: say(params), tone: NOTES.has(flash.code) ? 'note' : 'done', undo: flash.undo ?? null };
}
