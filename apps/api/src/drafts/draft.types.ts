import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  DRAFT_TASK_STATES,
  DRAFT_TASKS,
  type DraftProblem,
  type DraftTask,
  type DraftTaskState,
  type Known,
  PROMPT_WORDS,
  promptFinding,
  type ShownDraft,
  TOOL_ITEMS,
} from '#cases';
import type { Moment } from '#kernel';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';

export const DraftTaskEnum = enumFrom('DraftTask', DRAFT_TASKS, 'The tasks of a referral, in their order.');
export const DraftTaskStateEnum = enumFrom(
  'DraftTaskState',
  DRAFT_TASK_STATES,
  'How far a task of a referral is.',
);

/** `DraftAnswer` in the schema. */
@ObjectType('DraftAnswer', { description: 'One answer of a draft, as it was typed.' })
export class DraftAnswerType {
  @Field({ description: 'The name of the field, such as victim.lastName or four.fixated.' }) field: string;
  @Field(() => [String]) values: string[];
}

/** `DraftProblem` in the schema. */
@ObjectType('DraftProblem', { description: 'What is missing or wrong before a draft can be sent.' })
export class DraftProblemType {
  @Field(() => DraftTaskEnum) task: DraftTask;
  @Field() field: string;
  @Field({ description: 'What to do, in plain words.' }) message: string;
}

/** `DraftTaskLine` in the schema. */
@ObjectType('DraftTaskLine', { description: 'One line of the task list of a referral.' })
export class DraftTaskLineType {
  @Field(() => DraftTaskEnum) task: DraftTask;
  @Field(() => DraftTaskStateEnum) state: DraftTaskState['state'];
  @Field({ description: 'The referral can be sent without it.' }) isOptional: boolean;
}

/** `ReferralDraft` in the schema; `case` is resolved by a loader. */
@ObjectType('ReferralDraft', {
  description:
    'A referral that you are writing: yours alone, kept as you typed it, removed when it is stale.',
})
export class ReferralDraftType {
  @Field(() => ID) id: string;
  @Field(() => MomentScalar) startedAt: Moment;
  @Field(() => MomentScalar) savedAt: Moment;
  @Field(() => MomentScalar, { description: 'It is removed after this moment if nobody goes on with it.' })
  purgedAfter: Moment;
  @Field(() => MomentScalar, { nullable: true, description: 'Null: it has not been sent.' })
  submittedAt: Moment | null;
  @Field(() => [DraftAnswerType]) answers: DraftAnswerType[];
  @Field(() => [DraftTaskLineType]) tasks: DraftTaskState[];
  @Field(() => [DraftProblemType]) problems: DraftProblem[];
  @Field(() => String, {
    nullable: true,
    description: 'What the stalking-or-harassment prompt says so far; null: nothing is answered.',
  })
  finding: string | null;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  caseId: string | null;
}

/** A draft as the schema shows it. */
export function toDraft(draft: ShownDraft): ReferralDraftType {
  const { answers, personId: _, agencyId: __, ...shown } = draft;
  const list = Object.entries(answers).map(([field, values]) => ({ field, values }));
  return Object.assign(new ReferralDraftType(), shown, { answers: list, finding: findingOf(answers) });
}

function findingOf(answers: ShownDraft['answers']): string | null {
  const given = TOOL_ITEMS.stalking_or_harassment.map((item): [string, Known] => [
    item,
    (answers[`stalking_or_harassment.${item}`]?.[0] ?? 'unknown') as Known,
  ]);
  if (given.every(([, answer]) => answer === 'unknown')) return null;
  return PROMPT_WORDS[promptFinding(Object.fromEntries(given))];
}

/** `DraftDiscarded` in the schema. */
@ObjectType('DraftDiscarded', { description: 'The draft is gone.' })
export class DraftDiscardedType {
  @Field(() => ID) draftId: string;
}

export const ReferralDraftResult = orRefusal(ReferralDraftType, 'ReferralDraftResult');
export const DraftDiscardedResult = orRefusal(DraftDiscardedType, 'DraftDiscardedResult');
