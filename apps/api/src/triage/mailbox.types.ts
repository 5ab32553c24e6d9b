import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { LONGEST_SETTLING, type MailboxMessage } from '#imports';
import type { Moment } from '#kernel';
import { id, text, version } from '../graphql/checked.js';
import { connectionOf } from '../graphql/connection.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';

/** `MailboxMessage` in the schema: nothing of what stands in the message, nor who sent it. */
@ObjectType('MailboxMessage', {
  description: 'A message of the referral mailbox that could not be read whole, and waits for a person.',
})
export class MailboxMessageType {
  @Field(() => ID) id: string;
  @Field({ description: 'Name of its file in the folder for-a-person of the mailbox.' }) file: string;
  @Field(() => MomentScalar, { description: 'When the mailbox was read.' }) readAt: Moment;
  @Field(() => [String], {
    description: 'What could not be read, and what to do: by line and column, without what stands there.',
  })
  reasons: string[];
  @Field(() => Int, { description: 'Referrals of the message that are in triage.' }) referralsMade: number;
  @Field(() => Int, { description: 'Rows of the message that could not be read.' }) rowsRefused: number;
  @Field(() => MomentScalar, { nullable: true, description: 'Null while it waits.' })
  settledAt: Moment | null;
  @Field(() => Int, { description: 'Optimistic version: send it back.' }) version: number;
}

export const MailboxMessageConnection = connectionOf(MailboxMessageType, 'MailboxMessage');
export const MailboxMessageResult = orRefusal(MailboxMessageType, 'MailboxMessageResult');

/** A message that somebody has dealt with. */
@InputType({ description: 'A message of the referral mailbox that you have dealt with.' })
export class SettleMailboxMessageInput {
  @Field(() => ID) mailboxMessageId: string;
  @Field(() => Int) version: number;
  @Field({
    description: 'What you did: referred by hand, asked for the file again, or why it is no referral.',
  })
  words: string;
}

/** What that input must look like. */
export const settleMailboxMessage = z.object({
  mailboxMessageId: id,
  version,
  words: text(LONGEST_SETTLING, 3),
});

/** A message as the schema shows it. */
export function toMailboxMessage(message: MailboxMessage): MailboxMessageType {
  const { id: messageId, fileHash, readAt, reason, created, rejected, settledAt } = message;
  return Object.assign(new MailboxMessageType(), {
    ...{ id: messageId, file: `${fileHash}.eml`, readAt, settledAt, version: message.version },
    reasons: reason.split('\n').filter((line) => line !== ''),
    ...{ referralsMade: created, rowsRefused: rejected },
  });
}
