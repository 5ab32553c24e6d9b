import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { LONGEST_STEP, type RiskLevel } from '#cases';
import type { Day, TimeOfDay } from '#kernel';
import type { Decision, Presence } from '#meetings';
import { RiskLevelEnum } from '../cases/case.types.js';
import { id, text, version } from '../graphql/checked.js';
import { DayScalar, TimeOfDayScalar } from '../graphql/scalars.js';
import { DecisionEnum } from './agenda.types.js';
import { PresenceEnum } from './meeting.types.js';

const VERSION = 'The version as you saw it.';
const REASON = 'Why, in one line of 3 to 200 characters.';

/** A meeting as it was seen. */
@InputType({ description: 'A meeting, as you saw it.' })
export class SeenMeetingInput {
  @Field(() => ID) meetingId: string;
  @Field(() => Int, { description: VERSION }) version: number;
}

/** Another day or time for a meeting. */
@InputType({ description: 'Another day or time for a meeting.' })
export class MoveMeetingInput extends SeenMeetingInput {
  @Field(() => DayScalar) heldOn: Day;
  @Field(() => TimeOfDayScalar, { description: 'Europe/London.' }) startsAt: TimeOfDay;
  @Field({ description: REASON }) reason: string;
}

/** A meeting for a case that cannot wait. */
@InputType({ description: 'A meeting beside the rule of the panel, for a case that cannot wait.' })
export class PlanEmergencyMeetingInput {
  @Field(() => ID) caseId: string;
  @Field(() => DayScalar) heldOn: Day;
  @Field(() => TimeOfDayScalar, { description: 'Europe/London.' }) startsAt: TimeOfDay;
  @Field(() => Int, { description: '15 to 480 minutes.' }) durationMinutes: number;
  @Field(() => String, { nullable: true, description: 'Left out: where the panel meets.' }) place: string;
  @Field({ description: 'Why it cannot wait for the next meeting; kept with the case.' }) reason: string;
}

/** A meeting that will not be held. */
@InputType({ description: 'A meeting that will not be held.' })
export class CancelMeetingInput extends SeenMeetingInput {
  @Field({ description: REASON }) reason: string;
}

/** An agenda to be published. */
@InputType({ description: 'An agenda to be published and locked.' })
export class PublishAgendaInput extends SeenMeetingInput {}

/** A meeting to be opened. */
@InputType({ description: 'A meeting to be opened.' })
export class StartMeetingInput extends SeenMeetingInput {}

/** A meeting to be ended. */
@InputType({ description: 'A meeting to be ended.' })
export class EndMeetingInput extends SeenMeetingInput {}

/** A line of a draft agenda, as it was seen, and the reason to change it. */
@InputType({ description: 'A line of a draft agenda, as you saw it, and why it changes.' })
export class IncludeListingInput {
  @Field(() => ID) listingId: string;
  @Field(() => Int, { description: VERSION }) version: number;
  @Field({ description: REASON }) reason: string;
}

/** A line to be pinned to the top, or not any more. */
@InputType({ description: 'A line to be pinned to the top, or not any more.' })
export class PinListingInput extends IncludeListingInput {
  @Field() pinned: boolean;
}

/** A line and its new place. */
@InputType({ description: 'A line and its new place, from 1.' })
export class MoveListingInput extends IncludeListingInput {
  @Field(() => Int) position: number;
}

/** A line and its minutes. */
@InputType({ description: 'A line and its minutes, 5 to 60.' })
export class SetListingMinutesInput extends IncludeListingInput {
  @Field(() => Int) minutes: number;
}

/** A line to be held. */
@InputType({ description: 'A line to be held until a day after the meeting.' })
export class HoldListingInput extends IncludeListingInput {
  @Field(() => DayScalar) until: Day;
}

/** A flagged case to be taken onto an agenda. */
@InputType({ description: 'A flagged case to be taken onto an agenda; a numbered addendum once published.' })
export class AddToAgendaInput {
  @Field(() => ID) meetingId: string;
  @Field(() => ID) caseId: string;
  @Field({ description: REASON }) reason: string;
}

/** How an agency took part. */
@InputType({ description: 'How an agency took part, or will.' })
export class RecordAttendanceInput {
  @Field(() => ID) attendanceId: string;
  @Field(() => Int, { description: VERSION }) version: number;
  @Field(() => PresenceEnum) presence: Presence;
  @Field(() => ID, { nullable: true, description: 'Who came for the agency.' }) personId: string | null;
  @Field(() => String, { nullable: true }) note: string;
  @Field({ description: 'The confidentiality statement was read and accepted.' })
  isConfidentialityAgreed: boolean;
}

/** The case under discussion. */
@InputType({ description: 'The case under discussion from now on.' })
export class GoToListingInput {
  @Field(() => ID) meetingId: string;
  @Field(() => ID) listingId: string;
}

/** What was said of a case. */
@InputType({ description: 'What was said of a case, as typed. What is left out stays as it is.' })
export class RecordDiscussionInput {
  @Field(() => ID) listingId: string;
  @Field(() => Int, { description: VERSION }) version: number;
  @Field(() => String, { nullable: true }) notes?: string;
  @Field(() => String, { nullable: true }) victimView?: string;
  @Field(() => RiskLevelEnum, { nullable: true }) riskBefore?: RiskLevel | null;
  @Field(() => RiskLevelEnum, { nullable: true }) riskAfter?: RiskLevel | null;
  @Field(() => DecisionEnum, { nullable: true }) decision?: Decision | null;
  @Field(() => String, { nullable: true }) decisionReason?: string;
}

const seen = z.object({ meetingId: id, version });
const reason = text(200, 3);
const line = z.object({ listingId: id, version, reason });

/** A long text that stays as it is when it is not given. */
function asTyped(most: number) {
  return text(most)
    .nullish()
    .transform((value) => value ?? undefined);
}

/** What each input of the meetings must look like. */
export const checks = {
  seen,
  move: seen.extend({ heldOn: z.string(), startsAt: z.string(), reason }),
  emergency: z.object({
    caseId: id,
    heldOn: z.string(),
    startsAt: z.string(),
    durationMinutes: z.number().int().min(15, 'At least 15 minutes').max(480, 'At most 480 minutes'),
    place: text(200)
      .nullish()
      .transform((value) => value ?? ''),
    reason: text(LONGEST_STEP, 3),
  }),
  cancel: seen.extend({ reason }),
  include: line,
  pin: line.extend({ pinned: z.boolean() }),
  moveListing: line.extend({ position: z.number().int() }),
  minutes: line.extend({ minutes: z.number().int() }),
  hold: line.extend({ until: z.string() }),
  add: z.object({ meetingId: id, caseId: id, reason }),
  attendance: z.object({
    attendanceId: id,
    version,
    presence: z.string(),
    personId: id.nullish().transform((value) => value ?? null),
    note: text(200)
      .nullish()
      .transform((value) => value ?? ''),
    isConfidentialityAgreed: z.boolean(),
  }),
  goTo: z.object({ meetingId: id, listingId: id }),
  discussion: z.object({
    listingId: id,
    version,
    notes: asTyped(10_000),
    victimView: asTyped(4000),
    riskBefore: z.string().nullable().optional(),
    riskAfter: z.string().nullable().optional(),
    decision: z.string().nullable().optional(),
    decisionReason: asTyped(2000),
  }),
};
