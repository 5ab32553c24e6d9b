import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import {
  type AnswerableGlass,
  GLASS_NOTE,
  GLASS_REASON,
  GLASS_REVIEWS_WHICH,
  GLASS_VERDICTS,
  type GlassReading,
  type GlassVerdict,
  type MyGlass,
  type OpenedByGlass,
  type ReviewedGlass,
} from '#cases';
import type { Moment } from '#kernel';
import { id, text, version } from '../graphql/checked.js';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';

export const GlassVerdictEnum = enumFrom(
  'BreakGlassVerdict',
  GLASS_VERDICTS,
  'What a use of break-glass was judged to be.',
);

export const GlassReviewsWhichEnum = enumFrom(
  'BreakGlassReviewsWhich',
  GLASS_REVIEWS_WHICH,
  'Uses that wait to be judged, or those that were.',
);

/** Opens one case that is closed to the person. */
@InputType({ description: 'Opens one case for reading, for two hours, to you alone.' })
export class BreakGlassInput {
  @Field({ description: 'The whole reference of the case.' }) reference: string;
  @Field({ description: 'Why you must see it now: 20 to 1,000 characters, in plain words.' }) reason: string;
}

/** What opening by break-glass must look like. The rule of the room says what a reason is. */
export const breakGlass = z.object({ reference: text(40, 1), reason: text(GLASS_REASON.most * 2) });

/** Says whether a use was justified. */
@InputType({ description: 'Says whether a use of break-glass was justified.' })
export class ReviewBreakGlassInput {
  @Field(() => ID, { description: 'The use.' }) id: string;
  @Field(() => GlassVerdictEnum, { description: 'Whether it was justified.' }) verdict: GlassVerdict;
  @Field({ description: 'What you found: 3 to 2,000 characters. Nothing of the case itself.' }) note: string;
  @Field(() => Int, { description: 'The version of the use that you saw.' }) version: number;
}

/** What a review must look like. */
export const reviewBreakGlass = z.object({
  id,
  verdict: z.string(),
  note: text(GLASS_NOTE.most, GLASS_NOTE.least),
  version,
});

/** `BrokenGlass` in the schema. */
@ObjectType('BrokenGlass', { description: 'A case that was opened by break-glass.' })
export class BrokenGlassType {
  @Field(() => ID, { description: 'The use of break-glass.' }) breakGlassId: string;
  @Field(() => ID, { description: 'The case, open for reading.' }) caseId: string;
  @Field(() => MomentScalar, { description: 'From when on it is closed to you again.' }) endsAt: Moment;
}

/** A case just opened, as the schema shows it. */
export function toBrokenGlass(opened: OpenedByGlass): BrokenGlassType {
  return Object.assign(new BrokenGlassType(), opened);
}

/** `MyBreakGlass` in the schema. */
@ObjectType('MyBreakGlass', { description: 'One of your own uses of break-glass.' })
export class MyBreakGlassType {
  @Field(() => ID) id: string;
  @Field({ description: 'What you gave as the reason.' }) reason: string;
  @Field(() => MomentScalar) openedAt: Moment;
  @Field(() => MomentScalar) endsAt: Moment;
  @Field(() => GlassVerdictEnum, { nullable: true, description: 'Null: nobody has judged it yet.' })
  verdict: GlassVerdict | null;
  @Field(() => ID, { nullable: true, description: 'The case, while it is open to you.' })
  caseId: string | null;
}

/** One of a person's own uses as the schema shows it. */
export function toMyGlass(use: MyGlass): MyBreakGlassType {
  return Object.assign(new MyBreakGlassType(), use);
}

/** `AgencyBreakGlass` in the schema; `person` is resolved by a loader. */
@ObjectType('AgencyBreakGlass', {
  description: 'A use of break-glass by somebody of your agency that was judged not justified.',
})
export class AgencyBreakGlassType {
  @Field(() => ID) id: string;
  @Field(() => MomentScalar) openedAt: Moment;
  @Field({ description: 'What the person gave as the reason.' }) reason: string;
  @Field(() => String, { nullable: true, description: 'What the reviewer wrote.' }) note: string | null;
  personId: string;
}

/** A use for which an agency answers, as the schema shows it. */
export function toAgencyGlass(use: AnswerableGlass): AgencyBreakGlassType {
  return Object.assign(new AgencyBreakGlassType(), use);
}

/** `BreakGlassReading` in the schema. */
@ObjectType('BreakGlassReading', { description: 'One kind of reading in the two hours, from the record.' })
export class BreakGlassReadingType {
  @Field({ description: 'What was done, as noun:verb.' }) what: string;
  @Field(() => Int, { description: 'How often.' }) times: number;
  @Field(() => [String], { description: 'Names of the fields that were read; never their content.' })
  fields: string[];
}

/** A kind of reading as the schema shows it. */
export function toReading(reading: GlassReading): BreakGlassReadingType {
  return Object.assign(new BreakGlassReadingType(), reading);
}

/** `BreakGlassReview` in the schema; people, agency and readings are resolved. */
@ObjectType('BreakGlassReview', { description: 'A use of break-glass, to be judged by somebody else.' })
export class BreakGlassReviewType {
  @Field(() => ID) id: string;
  @Field({ description: 'The case that was opened.' }) reference: string;
  @Field({ description: 'What the person gave as the reason.' }) reason: string;
  @Field(() => MomentScalar) openedAt: Moment;
  @Field(() => MomentScalar) endsAt: Moment;
  @Field(() => MomentScalar, { nullable: true, description: 'Null: waits.' }) reviewedAt: Moment | null;
  @Field(() => GlassVerdictEnum, { nullable: true }) verdict: GlassVerdict | null;
  @Field(() => String, { nullable: true, description: 'What the reviewer wrote.' }) note: string | null;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  caseId: string;
  personId: string;
  agencyId: string;
  panelId: string;
  reviewedById: string | null;
}

/** A use as a reviewer sees it. */
export function toReview(use: ReviewedGlass): BreakGlassReviewType {
  const { role: _, ...shown } = use;
  return Object.assign(new BreakGlassReviewType(), shown);
}

export const BreakGlassReviewConnection = connectionOf(BreakGlassReviewType, 'BreakGlassReview');
export const BreakGlassResult = orRefusal(BrokenGlassType, 'BreakGlassResult');
export const BreakGlassReviewResult = orRefusal(BreakGlassReviewType, 'BreakGlassReviewResult');
