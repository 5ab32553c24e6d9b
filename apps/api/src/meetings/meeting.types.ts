import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Day, Moment } from '#kernel';
import { addMinutes } from '#kernel';
import {
  type Attendance,
  type GeneratedMeetings,
  type Meeting,
  MEETING_KINDS,
  MEETING_STATES,
  type MeetingKind,
  type MeetingState,
  type Presence,
  PRESENCES,
} from '#meetings';
import type { PersonType } from '../agencies/agency.types.js';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';
import { PanelType, toPanel } from '../panels/panel.types.js';

export const MeetingStateEnum = enumFrom('MeetingState', MEETING_STATES, 'The life of a meeting.');

export const MeetingKindEnum = enumFrom(
  'MeetingKind',
  MEETING_KINDS,
  'What a meeting is that does not come from the rule of its panel.',
);

export const PresenceEnum = enumFrom('Presence', PRESENCES, 'How an agency took part, or will.');

export const MeetingsWhenEnum = enumFrom(
  'MeetingsWhen',
  ['upcoming', 'past'] as const,
  'Meetings to come, soonest first, or gone by, latest first.',
);

/** `Meeting` in the schema; panel, chair, agenda and attendance are resolved by loaders unless they are read with it. */
@ObjectType('Meeting', { description: 'One sitting of a panel.' })
export class MeetingType {
  @Field(() => ID) id: string;
  @Field(() => DayScalar, { description: "The day that the panel's recurrence gave." }) plannedOn: Day;
  @Field(() => DayScalar) heldOn: Day;
  @Field(() => MomentScalar) startsAt: Moment;
  @Field(() => MomentScalar) endsAt: Moment;
  @Field(() => Int) durationMinutes: number;
  @Field() place: string;
  @Field(() => MeetingStateEnum) state: MeetingState;
  @Field(() => MeetingKindEnum, { nullable: true, description: "Null: it came from the panel's rule." })
  kind: MeetingKind | null;
  @Field(() => String, { nullable: true }) movedReason: string | null;
  @Field(() => String, { nullable: true }) cancelledReason: string | null;
  @Field(() => MomentScalar, { nullable: true }) publishedAt: Moment | null;
  @Field(() => Int, { description: 'Additions to the agenda after it was published.' }) addendumCount: number;
  @Field(() => MomentScalar, { nullable: true }) startedAt: Moment | null;
  @Field(() => MomentScalar, { nullable: true }) endedAt: Moment | null;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  panelId: string;
  chairId: string | null;
  /** The listing under discussion now. */
  atListingId: string | null;
  panel?: PanelType;
  chair?: PersonType | null;
  caseCount?: number;
  /** The `AgendaType` that was read with it; named loosely, as agendas are defined in terms of meetings. */
  agenda?: object;
}

/** A meeting as the schema shows it. */
export function toMeeting(meeting: Meeting): MeetingType {
  const { agendaBuiltAt: _, moreWaiting: __, createdAt: ___, currentListingId, ...shown } = meeting;
  const endsAt = addMinutes(meeting.startsAt, meeting.durationMinutes);
  return Object.assign(new MeetingType(), shown, { endsAt, atListingId: currentListingId });
}

/** `Attendance` in the schema; agency and person are resolved by loaders. */
@ObjectType('Attendance', { description: 'One agency at one meeting.' })
export class AttendanceType {
  @Field(() => ID) id: string;
  @Field(() => PresenceEnum) presence: Presence;
  @Field({ description: 'Such as "Joins at 10:45am"; empty when there is nothing to say.' }) note: string;
  @Field({ description: 'The confidentiality statement was read and accepted.' })
  isConfidentialityAgreed: boolean;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  agencyId: string;
  personId: string | null;
}

/** An attendance as the schema shows it. */
export function toAttendance(row: Attendance): AttendanceType {
  const { id, presence, note, isConfidentialityAgreed, version, agencyId, personId } = row;
  const shown = { id, presence, note, isConfidentialityAgreed, version, agencyId, personId };
  return Object.assign(new AttendanceType(), shown);
}

/** `MeetingClash` in the schema. */
@ObjectType('MeetingClash', { description: 'A day that was left out, and why.' })
export class MeetingClashType {
  @Field(() => DayScalar) on: Day;
  @Field() message: string;
}

/** `GeneratedMeetings` in the schema. */
@ObjectType('GeneratedMeetings', { description: 'The meetings planned for the next six months.' })
export class GeneratedMeetingsType {
  @Field(() => PanelType) panel: PanelType;
  @Field(() => Int, { description: 'How many are new; 0 when all were planned already.' }) created: number;
  @Field(() => [MeetingType], { description: 'Every meeting of the panel from now on.' })
  meetings: MeetingType[];
  @Field(() => [MeetingClashType], { description: 'Days left out: the chair has another meeting then.' })
  clashes: MeetingClashType[];
}

/** What generating gave, as the schema shows it. */
export function toGenerated(generated: GeneratedMeetings): GeneratedMeetingsType {
  return Object.assign(new GeneratedMeetingsType(), generated, {
    panel: toPanel(generated.panel),
    meetings: generated.meetings.map(toMeeting),
  });
}

export const MeetingConnection = connectionOf(MeetingType, 'Meeting');
export const MeetingResult = orRefusal(MeetingType, 'MeetingResult');
export const GenerateMeetingsResult = orRefusal(GeneratedMeetingsType, 'GenerateMeetingsResult');
export const AttendanceResult = orRefusal(AttendanceType, 'AttendanceResult');
