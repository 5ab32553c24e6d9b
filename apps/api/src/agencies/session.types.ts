import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { type OwnSession, TOKEN_KINDS, type TokenKind } from '#agencies';
import type { Moment } from '#kernel';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';

/** GraphQL enum of what a token is for. */
export const TokenKindEnum = enumFrom(
  'TokenKind',
  TOKEN_KINDS,
  'What a bearer token is for: a person at a browser, a program, or the command line.',
);

/** `OpenSession` in the schema. */
@ObjectType('OpenSession', { description: 'A session that is good now. Never shows the token.' })
export class OpenSessionType {
  @Field(() => ID) id: string;
  @Field(() => TokenKindEnum) kind: TokenKind;
  @Field({ description: 'How it was opened, in words.' }) label: string;
  @Field(() => MomentScalar) createdAt: Moment;
  @Field(() => MomentScalar, { description: 'Last use, to the minute.' }) lastUsedAt: Moment;
  @Field(() => MomentScalar, { description: 'When it ends if nobody uses it any more.' }) endsAt: Moment;
  @Field({ description: 'True for the one this request came with.' }) isThisOne: boolean;
}

/** A session as the schema shows it. */
export function toOpenSession(session: OwnSession): OpenSessionType {
  const { id, kind, label, createdAt, lastUsedAt, endsAt, isThisOne } = session;
  return Object.assign(new OpenSessionType(), {
    id,
    kind,
    label,
    createdAt,
    lastUsedAt,
    endsAt,
    isThisOne,
  });
}

/** `SessionsEnded` in the schema. */
@ObjectType('SessionsEnded', { description: 'Other sessions are over.' })
export class SessionsEndedType {
  @Field(() => Int, { description: 'How many were open.' }) count: number;
}

export const EndSessionsResult = orRefusal(SessionsEndedType, 'EndSessionsResult');
