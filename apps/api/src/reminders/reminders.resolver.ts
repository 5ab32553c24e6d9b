import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { may, mustBeAllowed, type PersonActor } from '#access';
import { Clock, type Moment, NotPermitted } from '#kernel';
import { Config, Database, LocalMessages } from '#platform';
import { Reminders } from '#reminders';
import { ActionType, toAction } from '../actions/action.types.js';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { CaseType, toCase } from '../cases/case.types.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { MomentScalar } from '../graphql/scalars.js';
import {
  LocalMessageConnection,
  LocalMessageType,
  PlannedReminderType,
  ReminderMessageType,
  toLocalMessage,
  toPlannedReminder,
  toReminderMessage,
} from './reminder.types.js';

/** What will be sent, and the local outbox. */
@Resolver(() => PlannedReminderType)
export class RemindersResolver {
  private readonly outbox: LocalMessages;

  constructor(
    private readonly reminders: Reminders,
    private readonly clock: Clock,
    private readonly config: Config,
    db: Database,
  ) {
    this.outbox = new LocalMessages(db);
  }

  @Query(() => [PlannedReminderType], {
    description: 'Who would be told within some days (1 to 31), when and why; 500 at most.',
  })
  async reminderPreview(
    @CurrentActor() actor: PersonActor,
    @Args('days', { type: () => Int, nullable: true, defaultValue: 1 }) days: number | null,
  ): Promise<PlannedReminderType[]> {
    return (await this.reminders.preview(actor, days ?? 1)).map(toPlannedReminder);
  }

  @Query(() => [ReminderMessageType], {
    description:
      'Reminders of open actions, and of what your panels owe in triage, that reached nobody, latest first, 100 at most: a bad address, or nobody to tell.',
  })
  async undeliveredReminders(@CurrentActor() actor: PersonActor): Promise<ReminderMessageType[]> {
    const found = await this.reminders.undelivered(actor);
    return found.map(({ message, actionReference }) => toReminderMessage(message, actionReference));
  }

  @Query(() => LocalMessageConnection, {
    description: 'The local outbox, latest first. Development only, else FORBIDDEN.',
  })
  async localMessages(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
  ): Promise<ConnectionOf<LocalMessageType>> {
    if (this.config.isProduction) throw new NotPermitted('outbox:read');
    // Links for signing in are among the messages: nothing for the token of a program.
    mustBeAllowed(actor, 'account:change');
    return toConnection(await this.outbox.list(page), toLocalMessage);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who; null: there is nobody to tell.' })
  async recipient(
    @Parent() { recipientId }: PlannedReminderType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return recipientId ? toPerson(await loaders.person.load(recipientId)) : null;
  }

  @ResolveField(() => ActionType, { nullable: true, description: 'Null: it is not about an action.' })
  async action(
    @Parent() { actionId }: PlannedReminderType,
    @CurrentActor() actor: PersonActor,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ActionType | null> {
    return actionId ? toAction(await loaders.action.load(actionId), actor, this.clock) : null;
  }

  @ResolveField('case', () => CaseType, { nullable: true, description: 'Null: it is about an action.' })
  async caseOf(
    @Parent() { caseId, actionId }: PlannedReminderType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType | null> {
    return actionId ? null : toCase(await loaders.case.load(caseId), this.clock.today());
  }
}

/** The reminders of an action. */
@Resolver(() => ActionType)
export class ActionRemindersResolver {
  @ResolveField(() => [ReminderMessageType], {
    description:
      'What was sent about it, oldest first. Nothing by break-glass: messages hold the addresses of people.',
  })
  async reminders(
    @Parent() { id, reference, panelId, agencyId }: ActionType,
    @CurrentActor() actor: PersonActor,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ReminderMessageType[]> {
    if (!may(actor, 'action:read', { panelId, agencyIds: [agencyId] })) return [];
    return (await loaders.remindersOfAction.load(id)).map((row) => toReminderMessage(row, reference));
  }

  @ResolveField(() => MomentScalar, {
    nullable: true,
    description: 'When the next reminder is planned; null once it is closed.',
  })
  async nextReminderAt(
    @Parent() { id, isOpen }: ActionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<Moment | null> {
    if (!isOpen) return null;
    return (await loaders.chaseOfAction.load(id))[0]?.nextAt ?? null;
  }
}

/** The reminders of a case. */
@Resolver(() => CaseType)
export class CaseRemindersResolver {
  @ResolveField(() => [ReminderMessageType], {
    description:
      'What was sent about those of its actions that are for you to know, and, to those who run the panel, about its triage; oldest first. Nothing about its triage by break-glass: messages hold the addresses of people.',
  })
  async reminders(
    @Parent() { id, panelId: casePanelId }: CaseType,
    @CurrentActor() actor: PersonActor,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ReminderMessageType[]> {
    const ofTriage = may(actor, 'case:triage', { panelId: casePanelId })
      ? (await loaders.triageRemindersOfCase.load(id)).map((row) => toReminderMessage(row, null))
      : [];
    const known = (await loaders.actionsOfCase.load(id)).filter(({ panelId, agencyId }) =>
      may(actor, 'action:read', { panelId, agencyIds: [agencyId] }),
    );
    const found = await Promise.all(
      known.map(async (action) =>
        (await loaders.remindersOfAction.load(action.id)).map((row) =>
          toReminderMessage(row, action.reference),
        ),
      ),
    );
    return [...ofTriage, ...found.flat()].sort((a, b) => (a.scheduledAt < b.scheduledAt ? -1 : 1));
  }
}

/** The person and the case of a line of the ledger. */
@Resolver(() => ReminderMessageType)
export class ReminderMessageResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField('case', () => CaseType, { nullable: true, description: 'Null: it is about an action.' })
  async caseOf(
    @Parent() { caseId, duty }: ReminderMessageType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType | null> {
    return duty === 'action' ? null : toCase(await loaders.case.load(caseId), this.clock.today());
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who; null: there was nobody to tell.' })
  async recipient(
    @Parent() { recipientId }: ReminderMessageType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return recipientId ? toPerson(await loaders.person.load(recipientId)) : null;
  }
}

/** Everything about reminders in the schema. */
export const REMINDER_RESOLVERS = [
  RemindersResolver,
  ActionRemindersResolver,
  CaseRemindersResolver,
  ReminderMessageResolver,
];
