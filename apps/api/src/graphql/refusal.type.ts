import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import type { Result } from '#kernel';

/** An expected "no" that the user can act on. */
@ObjectType('Refusal', { description: 'An expected "no" that the user can act on: nothing was changed.' })
export class RefusalType {
  @Field({ description: 'Stable code, for programs.' }) code: string;
  @Field({ description: 'One plain sentence, for people; never holds personal data.' }) message: string;
  @Field(() => String, { nullable: true, description: 'The input field to mend, if there is one.' })
  field: string | null;
}

/** The two-member union that every mutation returns: the thing, or the refusal. */
export function orRefusal<T extends object>(thing: abstract new () => T, name: string): T | RefusalType {
  return createUnionType({
    name,
    description: `${name.replace(/Result$/, '')}, or why not.`,
    types: () => [thing as new () => T, RefusalType] as const,
    resolveType: (value: object) => (value instanceof RefusalType ? RefusalType : thing),
  }) as T | RefusalType;
}

/** Turns a service's answer into the union: the accepted value through `toType`, the refusal as it is. */
export function answer<T, G>(result: Result<T>, toType: (value: T) => G): G | RefusalType {
  return result.ok ? toType(result.value) : Object.assign(new RefusalType(), result.refusal);
}
