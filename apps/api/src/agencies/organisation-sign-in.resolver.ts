import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { OrganisationSignIn } from '#agencies';
import { checkedBy } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { SignedOutAllowed } from '../graphql/current-actor.js';
import { LimitedTries } from '../graphql/limited.js';
import { answer } from '../graphql/refusal.type.js';
import { SignInResult, toSession } from './agency.types.js';
import {
  BeginOidcSignInResult,
  FinishOidcSignInInput,
  finishOidcSignInInput,
  OidcSignInBegunType,
} from './organisation-sign-in.types.js';

/** Signing in by the organisation's own service (OpenID Connect). */
@Resolver()
export class OrganisationSignInResolver {
  constructor(private readonly organisation: OrganisationSignIn) {}

  @SignedOutAllowed()
  @LimitedTries()
  @Query(() => String, {
    nullable: true,
    description:
      "Address of the page at the organisation's service where people sign out there, too. " +
      'Null: it has none, or does not answer.',
  })
  organisationSignOut(): Promise<string | null> {
    return this.organisation.signOutAddress();
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => BeginOidcSignInResult, {
    description: "First step of signing in by the organisation's service. Refused: SERVICE_UNAVAILABLE.",
  })
  async beginOidcSignIn(): Promise<typeof BeginOidcSignInResult> {
    return answer(await this.organisation.begin(), ({ address, ticket: { token, expiresAt } }) =>
      Object.assign(new OidcSignInBegunType(), { address, ticket: token, expiresAt }),
    );
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => SignInResult, {
    description:
      'Second step, with the ticket of the first: works once. ' +
      'Refused: NOT_LET_IN, SIGN_IN_EXPIRED, SERVICE_UNAVAILABLE.',
  })
  async finishOidcSignIn(
    @Context() { token }: GraphqlContext,
    @Args('input', checkedBy(finishOidcSignInInput)) { ticket, parameters }: FinishOidcSignInInput,
  ): Promise<typeof SignInResult> {
    return answer(await this.organisation.finish(ticket, parameters, token), toSession);
  }
}
