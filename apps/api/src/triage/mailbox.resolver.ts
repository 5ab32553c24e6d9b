import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { MailboxTasks } from '#imports';
import { checkedBy } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import {
  MailboxMessageConnection,
  MailboxMessageResult,
  MailboxMessageType,
  SettleMailboxMessageInput,
  settleMailboxMessage,
  toMailboxMessage,
} from './mailbox.types.js';

/** Messages of the referral mailbox in the schema. */
@Resolver(() => MailboxMessageType)
export class MailboxResolver {
  constructor(private readonly tasks: MailboxTasks) {}

  @Query(() => MailboxMessageConnection, {
    description:
      'Messages of the referral mailbox that could not be read whole and wait for somebody who runs a panel, longest waiting first.',
  })
  async mailboxMessages(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
  ): Promise<ConnectionOf<MailboxMessageType>> {
    return toConnection(await this.tasks.waiting(actor, page), toMailboxMessage);
  }

  @Mutation(() => MailboxMessageResult, {
    description:
      'Records that you have dealt with a message of the referral mailbox, and how. Refused: REASON_NEEDED, SETTLED_ALREADY, CHANGED_SINCE_YOU_LOOKED.',
  })
  async settleMailboxMessage(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(settleMailboxMessage))
    { mailboxMessageId, version, words }: SettleMailboxMessageInput,
  ): Promise<typeof MailboxMessageResult> {
    return answer(await this.tasks.settle(actor, mailboxMessageId, version, words), toMailboxMessage);
  }
}
