import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import type { ActionCategory, ActionPriority, NotPossibleReason, NotUndertakenReason } from '#actions';
import type { Day } from '#kernel';
import { id, text, version } from '../graphql/checked.js';
import { DayScalar } from '../graphql/scalars.js';
import {
  ActionCategoryEnum,
  ActionPriorityEnum,
  NotPossibleReasonEnum,
  NotUndertakenReasonEnum,
} from './action.types.js';

/** An action to be taken down: for a listing of a running meeting, or for a case outside of one. */
@InputType({
  description: 'An action to be taken down: give the listing in a meeting, or the case outside of one.',
})
export class AgreeActionInput {
  @Field(() => ID, { nullable: true }) listingId: string | null;
  @Field(() => ID, { nullable: true }) caseId: string | null;
  @Field(() => ID) agencyId: string;
  @Field(() => ID, { nullable: true, description: 'A named person of the agency.' }) ownerId: string | null;
  @Field() text: string;
  @Field(() => ActionCategoryEnum) category: ActionCategory;
  @Field(() => ActionPriorityEnum) priority: ActionPriority;
  @Field(() => DayScalar, { nullable: true, description: 'Left out: what the priority gives.' })
  dueOn: Day | null;
}

/** An action typed in one line. */
@InputType({ description: 'An action typed in one line: `@probation check conditions by next panel`.' })
export class AgreeActionLineInput {
  @Field(() => ID) listingId: string;
  @Field() line: string;
}

/** The action meant, as the person saw it. */
@InputType({ description: 'The action meant, as you saw it.' })
export class AcknowledgeActionInput {
  @Field(() => ID) actionId: string;
  @Field(() => Int) version: number;
}

/** How far the work is. */
@InputType({ description: 'How far the work is.' })
export class NoteProgressInput extends AcknowledgeActionInput {
  @Field() note: string;
}

/** What was done. */
@InputType({ description: 'What was done, and where the evidence is kept.' })
export class CompleteActionInput extends AcknowledgeActionInput {
  @Field() note: string;
  @Field(() => String, { nullable: true }) evidenceReference: string | null;
}

/** A request for more time. */
@InputType({ description: 'A request for more time.' })
export class AskExtensionInput extends AcknowledgeActionInput {
  @Field(() => DayScalar) newDueOn: Day;
  @Field() reason: string;
}

/** The decision about more time. */
@InputType({ description: 'The decision about more time; a reason is needed to decline.' })
export class DecideExtensionInput extends AcknowledgeActionInput {
  @Field() granted: boolean;
  @Field(() => String, { nullable: true }) reason: string | null;
}

/** Why an action can no longer be done. */
@InputType({ description: 'Why an action can no longer be done: circumstances changed.' })
export class ActionNotPossibleInput extends AcknowledgeActionInput {
  @Field(() => NotPossibleReasonEnum) reasonCode: NotPossibleReason;
  @Field(() => String, { nullable: true }) note: string | null;
}

/** Why an agency did not do what it agreed. */
@InputType({ description: 'Why the agency did not do what it agreed.' })
export class ActionNotUndertakenInput extends AcknowledgeActionInput {
  @Field(() => NotUndertakenReasonEnum) reasonCode: NotUndertakenReason;
  @Field(() => String, { nullable: true }) note: string | null;
}

/** A withdrawal. */
@InputType({ description: 'A withdrawal, with its reason.' })
export class WithdrawActionInput extends AcknowledgeActionInput {
  @Field() reason: string;
}

/** Who is to do it. */
@InputType({ description: 'Who in the agency is to do it; nobody in particular when left out.' })
export class AssignActionInput extends AcknowledgeActionInput {
  @Field(() => ID, { nullable: true }) ownerId: string | null;
}

const optionalId = id.nullish().transform((value) => value ?? null);
const optionalText = (most: number) =>
  text(most)
    .nullish()
    .transform((value) => value ?? null);

const NOTE = 2000;
const LINE = 200;

const seen = { actionId: id, version };

/** What these inputs must look like. */
export const checks = {
  agree: z
    .object({
      listingId: optionalId,
      caseId: optionalId,
      agencyId: id,
      ownerId: optionalId,
      text: text(500, 3),
      category: z.string(),
      priority: z.string(),
      dueOn: z
        .string()
        .nullish()
        .transform((value) => value ?? null),
    })
    .refine((input) => (input.listingId === null) !== (input.caseId === null), {
      message: 'Give the listing or the case, one of them',
      path: ['listingId'],
    }),
  line: z.object({ listingId: id, line: text(700, 1) }),
  seen: z.object(seen),
  progress: z.object({ ...seen, note: text(NOTE, 1) }),
  complete: z.object({ ...seen, note: text(NOTE, 1), evidenceReference: optionalText(LINE) }),
  ask: z.object({ ...seen, newDueOn: z.string(), reason: text(LINE, 1) }),
  decide: z.object({ ...seen, granted: z.boolean(), reason: optionalText(LINE) }),
  ended: z.object({ ...seen, reasonCode: z.string(), note: optionalText(NOTE) }),
  withdraw: z.object({ ...seen, reason: text(NOTE, 1) }),
  assign: z.object({ ...seen, ownerId: optionalId }),
};
