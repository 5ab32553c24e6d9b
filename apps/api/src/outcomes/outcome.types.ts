import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { RiskLevel } from '#cases';
import type { Day } from '#kernel';
import {
  BEHAVIOUR_OUTCOMES,
  type BehaviourOutcome,
  type OutcomeReview,
  REVIEW_OCCASIONS,
  type ReviewOccasion,
  VICTIM_FEELS,
  type VictimFeels,
} from '#outcomes';
import { RiskLevelEnum } from '../cases/case.types.js';
import { enumFrom } from '../graphql/enums.js';
import { DayScalar } from '../graphql/scalars.js';

export const ReviewOccasionEnum = enumFrom(
  'ReviewOccasion',
  REVIEW_OCCASIONS,
  'When an outcome is looked at: months after the case was heard, or when it is closed.',
);

export const BehaviourOutcomeEnum = enumFrom(
  'BehaviourOutcome',
  BEHAVIOUR_OUTCOMES,
  'What became of the behaviour; displaced: it now meets somebody else.',
);

export const VictimFeelsEnum = enumFrom('VictimFeels', VICTIM_FEELS, 'How the victim feels now.');

/** `OutcomeReview` in the schema. */
@ObjectType('OutcomeReview', { description: "What the panel's work changed for a case. Never overwritten." })
export class OutcomeReviewType {
  @Field(() => ID) id: string;
  @Field(() => ReviewOccasionEnum) occasion: ReviewOccasion;
  @Field(() => DayScalar) reviewedOn: Day;
  @Field(() => RiskLevelEnum, { description: 'When the panel first heard the case.' }) riskThen: RiskLevel;
  @Field(() => RiskLevelEnum) riskNow: RiskLevel;
  @Field(() => BehaviourOutcomeEnum) behaviour: BehaviourOutcome;
  @Field(() => VictimFeelsEnum) victimFeels: VictimFeels;
  @Field(() => Int) furtherIncidents: number;
  @Field() summary: string;
}

/** An outcome review as the schema shows it. */
export function toOutcomeReview(review: OutcomeReview): OutcomeReviewType {
  const { caseId: _, reviewedById: __, recordedAt: ___, ...shown } = review;
  return Object.assign(new OutcomeReviewType(), shown);
}
