import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import type { RiskLevel } from '#cases';
import {
  type BehaviourOutcome,
  MOST_FURTHER_INCIDENTS,
  type ReviewOccasion,
  SUMMARY_LENGTH,
  type VictimFeels,
} from '#outcomes';
import { RiskLevelEnum } from '../cases/case.types.js';
import { id, text, version } from '../graphql/checked.js';
import { BehaviourOutcomeEnum, ReviewOccasionEnum, VictimFeelsEnum } from './outcome.types.js';

/** What came of a case, when it is closed. */
@InputType({ description: 'What came of a case, when it is closed.' })
export class CloseCaseInput {
  @Field(() => ID) caseId: string;
  @Field(() => Int, { description: 'The version of the case that you saw.' }) version: number;
  @Field(() => BehaviourOutcomeEnum) behaviour: BehaviourOutcome;
  @Field(() => VictimFeelsEnum) victimFeels: VictimFeels;
  @Field(() => RiskLevelEnum) riskNow: RiskLevel;
  @Field(() => Int, { description: 'Since the panel first heard the case, 0 to 999.' })
  furtherIncidents: number;
  @Field({ description: '3 to 2,000 characters.' }) summary: string;
}

/** What came of a case some months after it was heard. */
@InputType({ description: 'What came of a case some months after it was heard.' })
export class RecordOutcomeReviewInput extends CloseCaseInput {
  @Field(() => ReviewOccasionEnum, { description: 'Not CLOSURE: close the case instead.' })
  occasion: ReviewOccasion;
}

/** What the outcome of a case must look like. */
export const closeCase = z.object({
  caseId: id,
  version,
  behaviour: z.string(),
  victimFeels: z.string(),
  riskNow: z.string(),
  furtherIncidents: z
    .number()
    .int()
    .min(0, 'Give a number from 0')
    .max(MOST_FURTHER_INCIDENTS, `Give a number up to ${MOST_FURTHER_INCIDENTS}`),
  summary: text(SUMMARY_LENGTH.most, SUMMARY_LENGTH.least),
});

/** What a review of the outcome must look like. */
export const recordOutcomeReview = closeCase.extend({ occasion: z.string() });
