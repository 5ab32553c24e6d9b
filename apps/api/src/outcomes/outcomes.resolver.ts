import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { type CaseFile, CaseReading } from '#cases';
import { Clock, type Result } from '#kernel';
import { OutcomeReviews } from '#outcomes';
import { CaseResult, CaseType, toCase } from '../cases/case.types.js';
import { checkedBy } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer, type RefusalType } from '../graphql/refusal.type.js';
import {
  CloseCaseInput,
  closeCase,
  RecordOutcomeReviewInput,
  recordOutcomeReview,
} from './outcome.inputs.js';
import { OutcomeReviewType, toOutcomeReview } from './outcome.types.js';

/** Outcome reviews, and the closing of cases, in the schema. */
@Resolver(() => CaseType)
export class OutcomesResolver {
  constructor(
    private readonly reviews: OutcomeReviews,
    private readonly reading: CaseReading,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => CaseResult, {
    description:
      'Closes a case and records what came of it. Refused: CASE_HAS_OPEN_ACTIONS, CASE_ON_AGENDA, CASE_ALREADY_CLOSED, CASE_WITHDRAWN, RISK_NOW_NEEDED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async closeCase(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(closeCase)) input: CloseCaseInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.reviews.closeCase(actor, input));
  }

  @Mutation(() => CaseResult, {
    description:
      'Records a review 3, 6 or 12 months after a case was heard, once each. Refused: CASE_NOT_YET_HEARD, REVIEW_ALREADY_RECORDED, REVIEW_NEEDS_CLOSING, CASE_WITHDRAWN, RISK_NOW_NEEDED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async recordOutcomeReview(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(recordOutcomeReview)) input: RecordOutcomeReviewInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.reviews.recordOutcomeReview(actor, input));
  }

  @ResolveField(() => [OutcomeReviewType], { description: 'What came of it, oldest review first.' })
  async outcomeReviews(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OutcomeReviewType[]> {
    return (await loaders.reviewsOfCase.load(id)).map(toOutcomeReview);
  }

  private async answer(actor: PersonActor, result: Result<CaseFile>): Promise<CaseType | RefusalType> {
    if (!result.ok) return answer(result, () => new CaseType());
    return toCase(await this.reading.get(actor, result.value.id), this.clock.today());
  }
}
