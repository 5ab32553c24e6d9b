import { Field, Int, ObjectType } from '@nestjs/graphql';

/** `RuleSource` in the schema: stands beside every result of a rule. */
@ObjectType('RuleSource', {
  description: 'Which rule said it, in which version, and on whose word it rests.',
})
export class RuleSourceType {
  @Field() name: string;
  @Field(() => Int) version: number;
  @Field() source: string;
}
