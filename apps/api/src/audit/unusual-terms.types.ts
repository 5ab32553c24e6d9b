import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { SetTerms, TermsStep } from '#audit';
import type { Moment } from '#kernel';
import { PersonType } from '../agencies/agency.types.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';

/** `UnusualTerms` in the schema. */
@ObjectType('UnusualTerms', { description: 'From when on the work of a day with cases looks unusual.' })
export class UnusualTermsType {
  @Field(() => Int) version: number;
  @Field(() => Int, { description: 'Different cases.' }) cases: number;
  @Field(() => Int, { description: 'Cases of panels that are not their own.' }) outside: number;
  @Field(() => Int, { description: 'Acts at night.' }) atNight: number;
  @Field(() => Int, { description: 'Acts on a Saturday or Sunday.' }) atWeekend: number;
  @Field(() => Int, { description: 'The hour until which it is night, London time.' }) nightUntil: number;
  @Field(() => Int, { description: 'The hour from which it is night.' }) nightFrom: number;
}

/** The terms as the schema shows them. */
export function toUnusualTerms(terms: SetTerms): UnusualTermsType {
  return Object.assign(new UnusualTermsType(), terms);
}

/** `UnusualTermChange` in the schema. */
@ObjectType('UnusualTermChange', { description: 'One of the terms that was changed.' })
export class UnusualTermChangeType {
  @Field({ description: 'The name of the field: atNight.' }) field: string;
  @Field(() => Int) oldValue: number;
  @Field(() => Int) newValue: number;
}

/** `UnusualTermsStep` in the schema; who did it is resolved by a loader. */
@ObjectType('UnusualTermsStep', { description: 'What somebody changed of the terms at one time, and why.' })
export class UnusualTermsStepType {
  @Field(() => Int, { description: 'The version of the terms that this made.' }) version: number;
  @Field(() => [UnusualTermChangeType]) changes: UnusualTermChangeType[];
  @Field() reason: string;
  @Field(() => MomentScalar) changedAt: Moment;
  @Field(() => PersonType) changedBy: PersonType;
  changedById: string;
}

/** A step as the schema shows it. */
export function toTermsStep(step: TermsStep): UnusualTermsStepType {
  return Object.assign(new UnusualTermsStepType(), step);
}

/** What a change of the terms answers. */
export const UnusualTermsResult = orRefusal(UnusualTermsType, 'UnusualTermsResult');
