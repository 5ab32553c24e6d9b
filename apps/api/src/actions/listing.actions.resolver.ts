import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { may, type PersonActor } from '#access';
import { Clock } from '#kernel';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { ListingType } from '../meetings/agenda.types.js';
import { ActionType, toAction } from './action.types.js';

/** What agencies agreed to do for a case at one meeting. */
@Resolver(() => ListingType)
export class ListingActionsResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => [ActionType], {
    description: 'Actions agreed for the case at this meeting that are for you to know.',
  })
  async actions(
    @Parent() { caseId, meetingId }: ListingType,
    @CurrentActor() actor: PersonActor,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ActionType[]> {
    const all = await loaders.actionsOfMeeting.load(meetingId);
    const known = all.filter(
      (action) =>
        action.caseId === caseId &&
        may(actor, 'action:read', { panelId: action.panelId, agencyIds: [action.agencyId] }),
    );
    return known.map((action) => toAction(action, actor, this.clock));
  }
}
