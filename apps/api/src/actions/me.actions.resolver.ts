import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actions } from '#actions';
import { MeType } from '../agencies/me.resolver.js';

/** What is before the person who is asking. */
@Resolver(() => MeType)
export class MeActionsResolver {
  constructor(private readonly actions: Actions) {}

  @ResolveField(() => Int, { description: 'Open actions of my agency, or of the panels I run.' })
  async openActionCount(@Parent() { actor }: MeType): Promise<number> {
    return (await this.actions.openFor(actor)).open;
  }

  @ResolveField(() => Int, { description: 'Those of them that are overdue.' })
  async overdueActionCount(@Parent() { actor }: MeType): Promise<number> {
    return (await this.actions.openFor(actor)).overdue;
  }
}
