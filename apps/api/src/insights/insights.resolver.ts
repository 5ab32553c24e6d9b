import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { Insights } from '#insights';
import type { Day } from '#kernel';
import { checkedBy, id } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { DayScalar } from '../graphql/scalars.js';
import { OutcomesType, toOutcomes } from './outcomes.types.js';

/** Figures across panels in the schema. */
@Resolver()
export class InsightsResolver {
  constructor(private readonly insights: Insights) {}

  @Query(() => OutcomesType, {
    description:
      'The outcomes of one panel or, without panelId, of all, three years at most. For leads, chairs and coordinators.',
  })
  async outcomes(
    @CurrentActor() actor: PersonActor,
    @Args('from', { type: () => DayScalar }) from: Day,
    @Args('to', { type: () => DayScalar }) to: Day,
    @Args('panelId', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'panelId'))
    panelId?: string | null,
  ): Promise<OutcomesType> {
    return toOutcomes(await this.insights.outcomes(actor, { panelId: panelId ?? null, from, to }));
  }
}
