import { Args, Context, ID, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { z } from 'zod';
import type { PersonActor } from '#access';
import { Actions, type ActionsWhich, type DueBucket, type ListedAction } from '#actions';
import { Clock } from '#kernel';
import { AgencyType, PersonType, toAgency, toPerson } from '../agencies/agency.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { asksOnlyFor } from '../graphql/selection.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import {
  ActionConnection,
  ActionCountsType,
  ActionsWhichEnum,
  ActionType,
  ActionUpdateType,
  DueBucketEnum,
  OwnerCountType,
  toAction,
  toActionUpdate,
} from './action.types.js';

/** Most people that a list of actions can be narrowed to at once. */
const MOST_OWNERS = 100;

const someIds = z.array(id).max(MOST_OWNERS, `Name at most ${MOST_OWNERS} people`).nullish();

/** What agencies agreed to do, in the schema. */
@Resolver(() => ActionType)
export class ActionsResolver {
  constructor(
    private readonly actionsOf: Actions,
    private readonly clock: Clock,
  ) {}

  @Query(() => ActionConnection, {
    description: "My agency's actions: open ones overdue first, then by due date; closed ones latest first.",
  })
  async agencyActions(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('due', { type: () => [DueBucketEnum], nullable: true }) due: DueBucket[] | null,
    @Args('ownerIds', { type: () => [ID], nullable: true }, checkedBy(someIds, 'ownerIds'))
    ownerIds: string[] | null,
    @Args('unassigned', { type: () => Boolean, nullable: true }) unassigned: boolean | null,
    @Args('status', { type: () => ActionsWhichEnum, defaultValue: 'open' }) which: ActionsWhich,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<ActionType>> {
    const filter = { which, due, ownerIds, unassigned };
    return this.connection(actor, await this.actionsOf.ofAgency(actor, filter, page), info);
  }

  @Query(() => ActionCountsType, { description: 'How much my agency has before it.' })
  async agencyActionCounts(
    @CurrentActor() actor: PersonActor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ActionCountsType> {
    const { owners, ...counts } = await this.actionsOf.countsOf(actor);
    const namesOnly = asksOnlyFor(info, 'owners.person', ['id', 'name']);
    return {
      ...counts,
      owners: owners.map(({ personId, name, count }) => ({
        personId,
        count,
        ...(namesOnly && { person: { id: personId, name } as PersonType }),
      })),
    };
  }

  @Query(() => ActionType, { description: 'One action. NOT_FOUND when there is none for you to know.' })
  async action(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) actionId: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ActionType> {
    const action = await this.actionsOf.get(actor, actionId);
    const small = asksOnlyFor(info, 'case', ['id', 'reference']);
    return Object.assign(toAction(action, actor, this.clock), {
      ...(small && { case: { id: action.caseId, reference: action.caseReference } }),
    });
  }

  @Query(() => ActionConnection, {
    description: 'Open actions across the panels I run, or of my agency: overdue first, then by due date.',
  })
  async actions(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('panelId', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'panelId'))
    panelId: string | null,
    @Args('agencyId', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'agencyId'))
    agencyId: string | null,
    @Args('overdueOnly', { type: () => Boolean, nullable: true }) overdueOnly: boolean | null,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<ActionType>> {
    const due: DueBucket[] | null = overdueOnly ? ['overdue'] : null;
    const filter = { which: 'open', panelId, agencyId, due } as const;
    return this.connection(actor, await this.actionsOf.list(actor, filter, page), info);
  }

  @ResolveField(() => AgencyType, { description: 'The agency that agreed to it.' })
  async agency(@Parent() action: ActionType, @Context() { loaders }: GraphqlContext): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(action.agencyId));
  }

  @ResolveField(() => PanelType, { description: 'The panel before which the case stands.' })
  async panel(@Parent() action: ActionType, @Context() { loaders }: GraphqlContext): Promise<PanelType> {
    return toPanel(await loaders.panel.load(action.panelId));
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who in the agency has it.' })
  async owner(
    @Parent() action: ActionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return action.ownerId ? toPerson(await loaders.person.load(action.ownerId)) : null;
  }

  @ResolveField(() => [ActionUpdateType], { description: 'Its history, oldest first.' })
  async updates(
    @Parent() action: ActionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ActionUpdateType[]> {
    return (await loaders.updatesOfAction.load(action.id)).map(toActionUpdate);
  }

  private connection(
    actor: PersonActor,
    page: Parameters<typeof toConnection<ListedAction, ActionType>>[0],
    info: GraphQLResolveInfo,
  ): ConnectionOf<ActionType> {
    const only = (field: string, names: string[]) => asksOnlyFor(info, `edges.node.${field}`, names);
    const small = {
      case: only('case', ['id', 'reference']),
      agency: only('agency', ['id', 'name']),
      panel: only('panel', ['id', 'code', 'name']),
      owner: only('owner', ['id', 'name']),
    };
    return toConnection(page, (row) =>
      Object.assign(toAction(row, actor, this.clock), {
        ...(small.case && { case: { id: row.caseId, reference: row.caseReference } }),
        ...(small.agency && { agency: { id: row.agencyId, name: row.agencyName } }),
        ...(small.panel && { panel: { id: row.panelId, code: row.panelCode, name: row.panelName } }),
        ...(small.owner && { owner: row.ownerId ? { id: row.ownerId, name: row.ownerName } : null }),
      }),
    );
  }
}

/** The person of a line of history. */
@Resolver(() => ActionUpdateType)
export class ActionUpdateResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Who; null: the system.' })
  async person(
    @Parent() update: ActionUpdateType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return update.personId ? toPerson(await loaders.person.load(update.personId)) : null;
  }
}

/** The person of a count. */
@Resolver(() => OwnerCountType)
export class OwnerCountResolver {
  @ResolveField(() => PersonType, { description: 'Whose actions are counted.' })
  async person(@Parent() owner: OwnerCountType, @Context() { loaders }: GraphqlContext): Promise<PersonType> {
    return owner.person ?? toPerson(await loaders.person.load(owner.personId));
  }
}
