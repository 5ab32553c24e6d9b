import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import type { GraphqlContext } from './context.js';

const SIGNED_OUT_ALLOWED = 'signed-out-allowed';

/** Marks the few operations that somebody may use before signing in. */
export const SignedOutAllowed = () => SetMetadata(SIGNED_OUT_ALLOWED, true);

/** The refusal of a request without a valid token. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } });
}

/** Refuses every operation to those who are not signed in, unless it is marked {@link SignedOutAllowed}. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(execution: ExecutionContext): boolean {
    if (this.reflector.get<boolean>(SIGNED_OUT_ALLOWED, execution.getHandler())) return true;
    if (contextOf(execution).actor) return true;
    throw unauthenticated();
  }
}

/** The person who is asking, as parameter of a resolver method. */
export const CurrentActor = createParamDecorator((_: unknown, execution: ExecutionContext) => {
  const { actor } = contextOf(execution);
  if (!actor) throw unauthenticated();
  return actor;
});

function contextOf(execution: ExecutionContext): GraphqlContext {
  return GqlExecutionContext.create(execution).getContext<GraphqlContext>();
}
