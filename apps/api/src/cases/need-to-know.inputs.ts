import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import {
  type Handling,
  type ListKind,
  LONGEST_REQUEST_REASON,
  LONGEST_RESTRICTED_NOTES,
  LONGEST_RESTRICTION_REASON,
} from '#cases';
import type { Day } from '#kernel';
import { id, text, version } from '../graphql/checked.js';
import { DayScalar } from '../graphql/scalars.js';
import { HandlingEnum } from './case.types.js';
import { ListKindEnum } from './need-to-know.types.js';

/** Somebody for a list of a case. */
@InputType({ description: 'Somebody for a list of a case: either one person or one agency.' })
export class RestrictCaseInput {
  @Field(() => ID) caseId: string;
  @Field(() => ListKindEnum) kind: ListKind;
  @Field(() => ID, { nullable: true }) personId: string | null;
  @Field(() => ID, { nullable: true }) agencyId: string | null;
  @Field({ description: 'Why, 3 to 500 characters. Shown to those who run the panel.' }) reason: string;
}

/** An entry to be lifted. */
@InputType({ description: 'An entry of a list that is to be lifted, with the reason.' })
export class LiftRestrictionInput {
  @Field(() => ID) restrictionId: string;
  @Field({ description: 'Why, 3 to 500 characters.' }) reason: string;
}

/** A conflict of interest. */
@InputType({ description: 'A conflict of interest of yours with a case.' })
export class DeclareConflictInput {
  @Field(() => ID) caseId: string;
  @Field({ description: 'What the conflict is, 3 to 500 characters. Shown to those who run the panel.' })
  reason: string;
  @Field({ description: 'You know that you will not see this case again.' }) isConfirmed: boolean;
}

/** How closely a case is to be kept. */
@InputType({ description: 'How closely a case is to be kept, with the reason.' })
export class ChangeHandlingInput {
  @Field(() => ID) caseId: string;
  @Field(() => Int) version: number;
  @Field(() => HandlingEnum) handling: Handling;
  @Field({ description: 'Why, 3 to 500 characters.' }) reason: string;
}

/** The restricted notes of a case. */
@InputType({ description: 'The restricted notes of a case, written anew; empty: none.' })
export class ChangeRestrictedNotesInput {
  @Field(() => ID) caseId: string;
  @Field(() => Int) version: number;
  @Field({ description: 'At most 5000 characters.' }) notes: string;
}

/** A request to see a case. */
@InputType({ description: 'A request to see a case of which you know the reference.' })
export class AskForAccessInput {
  @Field({ description: 'The reference of the case.' }) reference: string;
  @Field({ description: 'Why you need to see it, 3 to 500 characters.' }) reason: string;
}

/** A decision about a request. */
@InputType({ description: 'Yes with a last day, or no, about a request to see a case.' })
export class DecideAccessRequestInput {
  @Field(() => ID) requestId: string;
  @Field() isGranted: boolean;
  @Field(() => DayScalar, {
    nullable: true,
    description: 'The last day of access, at most 90 days from now; needed for a yes.',
  })
  until: Day | null;
  @Field({ description: 'Why, 3 to 500 characters. Never shown to the person who asked.' }) reason: string;
}

const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const reason = text(LONGEST_RESTRICTION_REASON, 3);

/** What the inputs about who may know of a case must look like. */
export const needToKnow = {
  restrict: z.object({ caseId: id, kind: z.string(), personId: orNull(id), agencyId: orNull(id), reason }),
  lift: z.object({ restrictionId: id, reason }),
  declare: z.object({ caseId: id, reason, isConfirmed: z.boolean() }),
  handling: z.object({ caseId: id, version, handling: z.string(), reason }),
  notes: z.object({ caseId: id, version, notes: text(LONGEST_RESTRICTED_NOTES) }),
  ask: z.object({ reference: text(40, 3), reason: text(LONGEST_REQUEST_REASON, 3) }),
  decide: z.object({
    requestId: id,
    isGranted: z.boolean(),
    until: orNull(z.string()),
    reason: text(LONGEST_REQUEST_REASON, 3),
  }),
};
