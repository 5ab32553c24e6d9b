import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type RateKind, RateLimits } from '#platform';
import { rateLimited } from '../door/graphql-door.js';
import type { GraphqlContext } from './context.js';

const LIMITED = 'limited';

type Limit = { kind: RateKind; onlyWith: string | null };

/** Limits how often one network address may try to get in by this operation. */
export const LimitedTries = () => SetMetadata(LIMITED, { kind: 'signIn', onlyWith: null } satisfies Limit);

/** Limits how often one person may search: calls that give this argument. */
export const LimitedSearch = (argument: string) =>
  SetMetadata(LIMITED, { kind: 'search', onlyWith: argument } satisfies Limit);

/** Refuses with `RATE_LIMITED` what one address or person does too often. */
@Injectable()
export class LimitedGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly rates: RateLimits,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const limit = this.reflector.get<Limit | undefined>(LIMITED, execution.getHandler());
    if (!limit) return true;
    const asked = GqlExecutionContext.create(execution);
    if (limit.onlyWith !== null && !asked.getArgs<Record<string, unknown>>()[limit.onlyWith]) return true;
    const { actor, address } = asked.getContext<GraphqlContext>();
    const isByPerson = actor && limit.kind !== 'signIn';
    const who = isByPerson ? `person ${actor.personId}` : `address ${address}`;
    const wait = await this.rates.take(limit.kind, who);
    if (wait > 0) throw rateLimited(wait);
    return true;
  }
}
