import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { type ConflictDismissal, type ConflictSuggestion, LONGEST_RESTRICTION_REASON } from '#cases';
import type { Moment } from '#kernel';
import { id, text } from '../graphql/checked.js';
import { MomentScalar } from '../graphql/scalars.js';

/** `ConflictSuggestion` in the schema; the person and the case are resolved by loaders. */
@ObjectType('ConflictSuggestion', {
  description:
    'A member of staff who may know a person of a case by name or address: something to look at before an agenda is published, never a finding. Not shown to the person it is about.',
})
export class ConflictSuggestionType {
  @Field(() => [String], {
    description: 'Whom of the case they resemble, and by what, one sentence each. Names nobody.',
  })
  because: string[];
  caseId: string;
  personId: string;
}

const WHOSE = { victim: 'Victim', suspect: 'Suspect' } as const;

/** A suggestion as the schema shows it. */
export function toConflictSuggestion({
  caseId,
  personId,
  resembles,
}: ConflictSuggestion): ConflictSuggestionType {
  const because = resembles.map(
    ({ role, says }) => `${WHOSE[role]}: ${says.charAt(0).toLowerCase()}${says.slice(1)}`,
  );
  return Object.assign(new ConflictSuggestionType(), { caseId, personId, because });
}

/** `ConflictDismissal` in the schema; the people are resolved by loaders. */
@ObjectType('ConflictDismissal', {
  description: 'Somebody looked at a suggested conflict and found it to be none.',
})
export class ConflictDismissalType {
  @Field(() => ID) id: string;
  @Field() reason: string;
  @Field(() => MomentScalar) dismissedAt: Moment;
  personId: string;
  dismissedById: string | null;
}

/** A dismissal as the schema shows it. */
export function toConflictDismissal(row: ConflictDismissal): ConflictDismissalType {
  const { id: rowId, reason, dismissedAt, personId, dismissedById } = row;
  return Object.assign(new ConflictDismissalType(), {
    ...{ id: rowId, reason, dismissedAt, personId, dismissedById },
  });
}

/** A suggestion that was looked at. */
@InputType({ description: 'A suggestion that somebody may know a person of a case, and why it is nothing.' })
export class DismissConflictSuggestionInput {
  @Field(() => ID) caseId: string;
  @Field(() => ID, { description: 'The member of staff.' }) personId: string;
  @Field({ description: 'Why, 3 to 500 characters. Shown to those who run the panel.' })
  reason: string;
}

/** What the input about a suggestion must look like. */
export const dismissing = z.object({ caseId: id, personId: id, reason: text(LONGEST_RESTRICTION_REASON, 3) });
