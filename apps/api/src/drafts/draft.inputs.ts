import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { DRAFT_FIELDS } from '#cases';
import { id, text, version } from '../graphql/checked.js';

/** One answer of a draft. */
@InputType({ description: 'One answer of a draft, as it was typed; no values: the field is emptied.' })
export class DraftAnswerInput {
  @Field({ description: 'The name of the field, such as victim.lastName or four.fixated.' }) field: string;
  @Field(() => [String]) values: string[];
}

/** What was typed on one page. */
@InputType({ description: 'What was typed on one page of a referral, complete or not.' })
export class AnswerReferralInput {
  @Field(() => ID) draftId: string;
  @Field(() => Int) version: number;
  @Field(() => [DraftAnswerInput]) answers: DraftAnswerInput[];
}

/** A draft as somebody saw it. */
@InputType({ description: 'A draft as you saw it.' })
export class DraftSeenInput {
  @Field(() => ID) draftId: string;
  @Field(() => Int) version: number;
}

/** What answering must look like. */
export const answerReferral = z.object({
  draftId: id,
  version,
  answers: z
    .array(
      z.object({
        field: z.string().refine((value) => DRAFT_FIELDS.has(value), 'This is no question of the referral'),
        values: z.array(text(4000)).max(40, 'At most 40 values'),
      }),
    )
    .min(1, 'Answer something')
    .max(120, 'At most 120 answers')
    .refine((all) => new Set(all.map(({ field }) => field)).size === all.length, 'Answer each field once'),
});

/** What sending and discarding must look like. */
export const draftSeen = z.object({ draftId: id, version });
