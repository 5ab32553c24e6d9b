import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actions } from '#actions';
import { MeType } from '../agencies/me.resolver.js';

/** What is before the person who is asking. */
@Resolver(() => MeType)
export class MeActionsResolver {
  private readonly counted = new WeakMap<MeType, Promise<{ open: number; overdue: number }>>();

  constructor(private readonly actions: Actions) {}

  @ResolveField(() => Int, { description: 'Open actions of my agency, or of the panels I run.' })
  async openActionCount(@Parent() me: MeType): Promise<number> {
    return (await this.counts(me)).open;
  }

  @ResolveField(() => Int, { description: 'Those of them that are overdue.' })
  async overdueActionCount(@Parent() me: MeType): Promise<number> {
    return (await this.counts(me)).overdue;
  }

  /** Counted once for both fields. */
  private counts(me: MeType): Promise<{ open: number; overdue: number }> {
    const known = this.counted.get(me) ?? this.actions.openFor(me.actor);
    this.counted.set(me, known);
    return known;
  }
}
