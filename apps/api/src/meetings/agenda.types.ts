import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { RiskLevel } from '#cases';
import type { Day, Moment } from '#kernel';
import {
  AGENDA_CHANGES,
  type AgendaChangeKind,
  type AgendaCase,
  type Decision,
  DECISIONS,
  type LastChange,
  type Listing,
  LISTING_KINDS,
  LISTING_STATES,
  type ListingKind,
  type ListingPoint,
  type ListingState,
  type ReadAgenda,
  type ReadListing,
  type RunningSlot,
} from '#meetings';
import { AgencyType, toAgency, toPerson } from '../agencies/agency.types.js';
import { CaseType, PriorityBandEnum, RiskLevelEnum, workedOut } from '../cases/case.types.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';
import { toPanel } from '../panels/panel.types.js';
import { MeetingType, toMeeting } from './meeting.types.js';

export const ListingStateEnum = enumFrom(
  'ListingState',
  LISTING_STATES,
  'Where a case stands at a meeting. DOES_NOT_FIT and HELD are shown with the agenda but are not on it.',
);

export const ListingKindEnum = enumFrom('ListingKind', LISTING_KINDS, 'Why a case stands on the agenda.');

export const DecisionEnum = enumFrom('Decision', DECISIONS, 'What the panel decided to do with the case.');

export const AgendaChangeKindEnum = enumFrom(
  'AgendaChangeKind',
  AGENDA_CHANGES,
  'What a chair can do to a line of the agenda.',
);

const SLOT_KINDS = ['welcome', 'action_review', 'case', 'break', 'any_other_business'] as const;
type SlotKind = (typeof SLOT_KINDS)[number];

export const AgendaSlotKindEnum = enumFrom(
  'AgendaSlotKind',
  SLOT_KINDS,
  'What a slot of the meeting is for.',
);

const SLOT_KIND: Record<RunningSlot['kind'], SlotKind> = {
  opening: 'welcome',
  'action-review': 'action_review',
  case: 'case',
  break: 'break',
  close: 'any_other_business',
};

/** `Listing` in the schema; case, meeting, points and actions are resolved unless they are read with it. */
@ObjectType('Listing', { description: 'One case at one meeting.' })
export class ListingType {
  @Field(() => ID) id: string;
  @Field(() => ListingStateEnum) state: ListingState;
  @Field(() => ListingKindEnum) kind: ListingKind;
  @Field(() => Int, { description: 'Place in the running order from 1; those that do not fit follow on.' })
  position: number;
  @Field(() => Int) plannedMinutes: number;
  @Field(() => PriorityBandEnum) band: Listing['band'];
  @Field(() => Int, { description: 'Agenda priority that is sure. Advice, never a measure of risk.' })
  priorityLow: number;
  @Field(() => Int, { description: 'Agenda priority if every unknown answer were the most serious.' })
  priorityHigh: number;
  @Field(() => [String], { description: 'Why the case is here, gravest first.' }) reasons: string[];
  @Field(() => [String], { description: 'Facts that could still change its place.' }) dataNeeded: string[];
  @Field({ description: 'Profile and version that ranked it.' }) profile: string;
  @Field(() => String, { nullable: true, description: 'Why it does not fit, or is held.' })
  leftOutReason: string | null;
  @Field() isPinned: boolean;
  @Field(() => String, { nullable: true, description: "The chair's reason for the last change by hand." })
  chairReason: string | null;
  @Field({ description: 'Moved by chair: the chair chose its place.' }) isMovedByChair: boolean;
  @Field({ description: 'The chair chose its minutes.' }) isMinutesByChair: boolean;
  @Field(() => Int, { nullable: true, description: 'Number of the addendum that added it after publishing.' })
  addendum: number | null;
  @Field(() => DayScalar, { nullable: true }) heldUntil: Day | null;
  @Field(() => MomentScalar, { nullable: true }) startedAt: Moment | null;
  @Field(() => MomentScalar, { nullable: true }) endedAt: Moment | null;
  @Field({ description: 'What was said.' }) notes: string;
  @Field({ description: "The victim's view, put by the advocate; or why it was not obtained." })
  victimView: string;
  @Field(() => RiskLevelEnum, { nullable: true }) riskBefore: RiskLevel | null;
  @Field(() => RiskLevelEnum, { nullable: true }) riskAfter: RiskLevel | null;
  @Field(() => DecisionEnum, { nullable: true }) decision: Decision | null;
  @Field({ description: 'Why the case is closed, carried over, or needs no action.' }) decisionReason: string;
  @Field(() => Int, { description: 'Actions agreed for the case at this meeting.' }) actionCount: number;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  caseId: string;
  meetingId: string;
  points?: ListingPoint[];
  pointsText?: string;
  meeting?: MeetingType;
  case?: CaseType;
}

/** A listing as the schema shows it. */
export function toListing(listing: Listing): ListingType {
  return Object.assign(new ListingType(), listing) as ListingType;
}

/** The fields of a case that are read with an agenda: a document that asks for no others costs no look-up. */
export const READ_WITH_AGENDA = [
  'id',
  'reference',
  'state',
  'referredOn',
  'handling',
  'riskLevel',
  'isImminentThreat',
  'waitingSince',
  'daysWaiting',
  'timesNotReached',
  'timesDeferred',
  'heldUntil',
  'heldReason',
  'lastDiscussedOn',
  'victimInitials',
  'victimAge',
  'panel',
  'referringAgency',
  'openActionCount',
  'overdueActionCount',
  'version',
];

/** `AgendaSlot` in the schema. */
@ObjectType('AgendaSlot', { description: 'A part of the meeting with its clock times.' })
export class AgendaSlotType {
  @Field(() => AgendaSlotKindEnum) kind: SlotKind;
  @Field({ description: 'What the slot is for; empty for a case.' }) label: string;
  @Field(() => MomentScalar) startsAt: Moment;
  @Field(() => MomentScalar) endsAt: Moment;
  @Field(() => Int) minutes: number;
  @Field(() => ListingType, { nullable: true }) listing: ListingType | null;
}

/** `AgendaChange` in the schema; the person is resolved by a loader. */
@ObjectType('AgendaChange', { description: 'A change that the chair made by hand.' })
export class AgendaChangeType {
  @Field(() => ID) id: string;
  @Field(() => AgendaChangeKindEnum) kind: AgendaChangeKind;
  @Field() reason: string;
  @Field(() => MomentScalar) at: Moment;
  @Field() caseReference: string;
  changedById: string;
}

/** `AgendaCheck` in the schema. */
@ObjectType('AgendaCheck', { description: 'One thing to see to before publishing.' })
export class AgendaCheckType {
  @Field() code: string;
  @Field() isMet: boolean;
  @Field() message: string;
}

/** `Agenda` in the schema. */
@ObjectType('Agenda', { description: 'What a meeting will hear, in what order, at what time.' })
export class AgendaType {
  @Field(() => MeetingType) meeting: MeetingType;
  @Field(() => Int, { description: 'Minutes for cases.' }) capacityMinutes: number;
  @Field(() => Int, { description: 'Minutes planned for the cases on it.' }) minutesPlanned: number;
  @Field(() => Int) minutesFree: number;
  @Field(() => Int, { description: 'Minutes by which the cases run over.' }) overflowMinutes: number;
  @Field(() => Int, { description: 'Minutes of opening, review, breaks and close.' }) standingMinutes: number;
  @Field(() => [AgendaSlotType], {
    description: 'The running order. Cases you may not know of are left out.',
  })
  slots: AgendaSlotType[];
  @Field(() => [ListingType], { description: 'Cases that do not fit, the first 200 in rank order.' })
  leftOut: ListingType[];
  @Field(() => Int, { description: 'How many more wait beyond those left out.' }) moreWaiting: number;
  @Field(() => [ListingType], { description: 'Cases held until a later day.' }) held: ListingType[];
  @Field(() => AgendaChangeType, { nullable: true, description: 'The last change that can be undone.' })
  lastChange: AgendaChangeType | null;
  @Field(() => [AgendaCheckType]) checks: AgendaCheckType[];
  @Field(() => MomentScalar, { nullable: true }) builtAt: Moment | null;
  @Field(() => String, { nullable: true, description: 'Profile and version that ranked it.' })
  profile: string | null;
}

/** An agenda as the schema shows it, with everything it was read with; `withCases`: the cases read with it suffice. */
export function toAgenda(agenda: ReadAgenda, today: Day, withCases: boolean): AgendaType {
  const panel = toPanel(agenda.panel);
  const meeting = Object.assign(toMeeting(agenda.meeting), {
    panel,
    chair: agenda.chair ? toPerson(agenda.chair) : null,
    caseCount: agenda.caseCount,
  });
  const agencies = new Map<string, AgencyType>();
  const agencyOf = ({ referringAgency }: AgendaCase): AgencyType => {
    let agency = agencies.get(referringAgency.id);
    if (!agency) agencies.set(referringAgency.id, (agency = toAgency(referringAgency)));
    return agency;
  };
  const toRead = ({ agendaCase, ...listing }: ReadListing): ListingType => {
    const { victim, ...read } = agendaCase;
    const shown = {
      ...read,
      ...workedOut(read, victim, today),
      panel,
      referringAgency: agencyOf(agendaCase),
    };
    return Object.assign(new ListingType(), listing, {
      meeting,
      ...(withCases && { case: Object.assign(new CaseType(), shown) }),
    }) as ListingType;
  };
  const { slots, leftOut, held, lastChange, ...figures } = agenda;
  const shown = Object.assign(new AgendaType(), figures, {
    meeting,
    builtAt: agenda.meeting.agendaBuiltAt,
    slots: slots.map((slot) => ({
      ...slot,
      kind: SLOT_KIND[slot.kind],
      listing: slot.listing && toRead(slot.listing),
    })),
    leftOut: leftOut.map(toRead),
    held: held.map(toRead),
    lastChange: lastChange && toChange(lastChange),
  });
  return Object.assign(shown, { meeting: Object.assign(meeting, { agenda: shown }) });
}

function toChange(change: LastChange): AgendaChangeType {
  return Object.assign(new AgendaChangeType(), change);
}

export const AgendaResult = orRefusal(AgendaType, 'AgendaResult');
export const ListingResult = orRefusal(ListingType, 'ListingResult');
