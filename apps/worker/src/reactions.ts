import { Fault } from '#kernel';
import { ActionAgreed, ActionChanged, ActionClosed, type ActionTransfers } from '#actions';
import { SignInLinkMade } from '#agencies';
import {
  type BreakGlassLetters,
  CaseTransferred,
  GlassBroken,
  GlassReviewed,
  SecondLooksDrawn,
  type TriageLetters,
  TriageStepTaken,
} from '#cases';
import type { SendLetters, SignInLinkLetters } from '#letters';
import {
  AddendumPublished,
  type AgendaLetters,
  AgendaPublished,
  MeetingCancelled,
  MeetingEnded,
  MeetingMoved,
} from '#meetings';
import { definedEvents, type EventDefinition } from '#platform';
import { ReminderFailed, type Reminders } from '#reminders';

/** The rooms that react to what others announce. */
export type ReactingRooms = {
  reminders: Reminders;
  agendas: AgendaLetters;
  signIn: SignInLinkLetters;
  glass: BreakGlassLetters;
  triage: TriageLetters;
  transfers: ActionTransfers;
  sending: Pick<SendLetters, 'sendSoon'>;
};

type Payload = Record<string, string>;

/** What is done about one kind of event. Runs inside a transaction, may run twice, and reads what it needs afresh. */
export type Reaction<P extends Payload> = (rooms: ReactingRooms, payload: P) => Promise<unknown>;

/** One kind of event and everything that is done about it. */
export type ReactionList = { event: string; reactions: Reaction<Payload>[] };

function on<P extends Payload>(definition: EventDefinition<P>, ...reactions: Reaction<P>[]): ReactionList {
  return { event: definition.event, reactions: reactions as Reaction<Payload>[] };
}

/** Letters that were just planned need not wait for the next search. */
const sendSoon: Reaction<Payload> = async ({ sending }) => sending.sendSoon();

/** Everything that happens because something else happened: the whole list. */
export const REACTIONS: readonly ReactionList[] = [
  on(ActionAgreed, ({ reminders }, { actionId }) => reminders.planFor(actionId)),
  on(ActionChanged, ({ reminders }, { actionId }) => reminders.planFor(actionId)),
  on(ActionClosed, ({ reminders }, { actionId }) => reminders.planFor(actionId)),
  on(MeetingMoved, ({ reminders }, { meetingId }) => reminders.planForMeeting(meetingId)),
  on(MeetingCancelled, ({ reminders }, { meetingId }) => reminders.planForMeeting(meetingId)),
  on(
    TriageStepTaken,
    ({ triage }, { stepId }) => triage.tell(stepId),
    ({ reminders }, { caseId }) => reminders.planForCase(caseId),
    sendSoon,
  ),
  on(SecondLooksDrawn, ({ triage }, { drawId }) => triage.tellOfDraw(drawId), sendSoon),
  on(CaseTransferred, ({ transfers }, { caseId }) => transfers.follow(caseId)),
  on(AgendaPublished, ({ agendas }, { meetingId }) => agendas.tellOfAgenda(meetingId), sendSoon),
  on(
    AddendumPublished,
    ({ agendas }, { meetingId, listingId }) => agendas.tellOfAddendum(meetingId, listingId),
    sendSoon,
  ),
  on(MeetingEnded),
  on(ReminderFailed),
  on(GlassBroken, ({ glass }, { breakGlassId }) => glass.tellOfUse(breakGlassId), sendSoon),
  on(GlassReviewed, ({ glass }, { breakGlassId }) => glass.tellOfReview(breakGlassId), sendSoon),
  on(SignInLinkMade, ({ signIn }, { ticketId }) => signIn.tell(ticketId), sendSoon),
];

/** Throws unless every event that any room defines stands in the list exactly once. */
export function checkReactions(lists: readonly ReactionList[] = REACTIONS): void {
  const listed = lists.map(({ event }) => event);
  const twice = listed.filter((event, at) => listed.indexOf(event) !== at);
  const missing = definedEvents().filter((event) => !listed.includes(event));
  const wrong = [
    ...twice.map((event) => `${event} (twice)`),
    ...missing.map((event) => `${event} (missing)`),
  ];
  if (wrong.length > 0) throw new Fault(`Reactions are not complete: ${wrong.join(', ')}`);
}
