import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Moment } from '#kernel';
import type { LocalMessage } from '#platform';
import { DUTIES, type Duty, MESSAGE_STATES, type PlannedReminder, type ReminderMessage } from '#reminders';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { MomentScalar } from '../graphql/scalars.js';

export const MessageStateEnum = enumFrom(
  'MessageState',
  MESSAGE_STATES,
  'What became of one reminder to one person.',
);

export const DutyEnum = enumFrom(
  'Duty',
  DUTIES,
  'What somebody is reminded of: an action, a decision on a referral, the answer of a referrer, the acknowledgement of a transfer.',
);

/** `ReminderMessage` in the schema: one line of the ledger; case and recipient are resolved by loaders. */
@ObjectType('ReminderMessage', { description: 'One reminder to one person, as it was sent.' })
export class ReminderMessageType {
  @Field(() => ID) id: string;
  @Field(() => DutyEnum) duty: Duty;
  @Field(() => String, { nullable: true, description: 'Null: not about an action.' })
  actionReference: string | null;
  @Field({ description: 'The step of the policy in words.' }) rule: string;
  @Field(() => Int, { description: '0 the owner, 1 the agency lead, 2 the chair, 3 the strategic lead.' })
  level: number;
  @Field({ description: 'Who it was meant for, seen from the action.' }) audience: string;
  @Field(() => MomentScalar) scheduledAt: Moment;
  @Field({ description: 'The address as it was then.' }) address: string;
  @Field() channel: string;
  @Field() template: string;
  @Field(() => Int) templateVersion: number;
  @Field(() => MessageStateEnum) state: ReminderMessage['state'];
  @Field(() => Int) attempts: number;
  @Field(() => String, { nullable: true, description: "The mail server's answer, or what went wrong." })
  result: string | null;
  @Field(() => MomentScalar, { nullable: true }) settledAt: Moment | null;
  recipientId: string | null;
  caseId: string;
}

/** A line of the ledger as the schema shows it. */
export function toReminderMessage(row: ReminderMessage, actionReference: string | null): ReminderMessageType {
  const { id, rule, level, audience, scheduledAt, address, channel, template, templateVersion } = row;
  const { state, attempts, result, settledAt, recipientId, duty, caseId } = row;
  return Object.assign(new ReminderMessageType(), {
    id,
    actionReference,
    rule,
    level,
    audience,
    scheduledAt,
    address,
    channel,
    template,
    templateVersion,
    state,
    attempts,
    result,
    settledAt,
    recipientId,
    duty,
    caseId,
  });
}

/** `PlannedReminder` in the schema. */
@ObjectType('PlannedReminder', { description: 'A reminder that will be sent if nothing changes.' })
export class PlannedReminderType {
  @Field(() => MomentScalar) at: Moment;
  @Field({ description: 'Why, in words.' }) rule: string;
  @Field(() => Int) level: number;
  @Field() audience: string;
  @Field(() => DutyEnum) duty: Duty;
  recipientId: string | null;
  actionId: string | null;
  caseId: string;
}

/** A planned reminder as the schema shows it. */
export function toPlannedReminder(planned: PlannedReminder): PlannedReminderType {
  return Object.assign(new PlannedReminderType(), planned);
}

/** `LocalMessage` in the schema. */
@ObjectType('LocalMessage', {
  description: 'An e-mail in the local outbox, because no mail server is set up.',
})
export class LocalMessageType {
  @Field(() => ID) id: string;
  @Field(() => MomentScalar) at: Moment;
  @Field() toAddress: string;
  @Field() subject: string;
  @Field() text: string;
  @Field() html: string;
}

/** A message of the local outbox as the schema shows it. */
export function toLocalMessage({ id, at, toAddress, subject, text, html }: LocalMessage): LocalMessageType {
  return Object.assign(new LocalMessageType(), { id, at, toAddress, subject, text, html });
}

export const LocalMessageConnection = connectionOf(LocalMessageType, 'LocalMessage');
