import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { may, openedBy, type PersonActor } from '#access';
import { Clock } from '#kernel';
import { CaseType, toCase } from '../cases/case.types.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { ActionType, toAction } from './action.types.js';

/** What agencies agreed to do for a case. */
@Resolver(() => CaseType)
export class CaseActionsResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => [ActionType], {
    description: 'Its actions that are for you to know, in the order they were agreed.',
  })
  async actions(
    @Parent() { id }: CaseType,
    @CurrentActor() actor: PersonActor,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ActionType[]> {
    const all = await loaders.actionsOfCase.load(id);
    const known = all.filter(
      ({ panelId, agencyId }) =>
        openedBy(actor, id) !== null || may(actor, 'action:read', { panelId, agencyIds: [agencyId] }),
    );
    return known.map((action) => toAction(action, actor, this.clock));
  }

  @ResolveField(() => Int, { description: 'Open actions of all agencies.' })
  async openActionCount(@Parent() { id }: CaseType, @Context() { loaders }: GraphqlContext): Promise<number> {
    return (await loaders.actionCountsOfCase.load(id))[0]?.open ?? 0;
  }

  @ResolveField(() => Int, { description: 'Overdue actions of all agencies.' })
  async overdueActionCount(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<number> {
    return (await loaders.actionCountsOfCase.load(id))[0]?.overdue ?? 0;
  }
}

/** The case of an action. */
@Resolver(() => ActionType)
export class ActionCaseResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => CaseType, {
    description:
      'The case it was agreed for. NOT_FOUND beyond id and reference once you may not know the case.',
  })
  async case(@Parent() action: ActionType, @Context() { loaders }: GraphqlContext): Promise<CaseType> {
    return toCase(await loaders.case.load(action.caseId), this.clock.today());
  }
}
