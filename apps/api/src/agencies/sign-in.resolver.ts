import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { Sessions, SignIn } from '#agencies';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor, SignedOutAllowed } from '../graphql/current-actor.js';
import { LimitedTries } from '../graphql/limited.js';
import { DemoPersonType, SignedOutType, SignInResult, SignOutResult, toSession } from './agency.types.js';
import { EndSessionsResult, SessionsEndedType } from './session.types.js';

/** Opening and ending sessions. */
@Resolver()
export class SignInResolver {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
  ) {}

  @SignedOutAllowed()
  @Query(() => [DemoPersonType], {
    description: 'The made-up people whom one can sign in as. Development only; FORBIDDEN in production.',
  })
  demoPeople(): Promise<DemoPersonType[]> {
    return this.signIn.demoPeople();
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => SignInResult, {
    description: 'Signs in as a made-up person. Development only; FORBIDDEN in production.',
  })
  async signInAsDemoPerson(
    @Context() { token }: GraphqlContext,
    @Args('personId', { type: () => ID }, checkedBy(id, 'personId')) personId: string,
  ): Promise<typeof SignInResult> {
    return toSession(await this.signIn.asDemoPerson(personId, token));
  }

  @Mutation(() => SignOutResult, { description: 'Ends the session of the token that came with the request.' })
  async signOut(
    @CurrentActor() actor: PersonActor,
    @Context() { token }: GraphqlContext,
  ): Promise<typeof SignOutResult> {
    return Object.assign(new SignedOutType(), await this.signIn.end(actor, token ?? ''));
  }

  @Mutation(() => EndSessionsResult, {
    description: 'Ends every other session of the person who asks, and their tokens of the command line.',
  })
  async endMyOtherSessions(@CurrentActor() actor: PersonActor): Promise<typeof EndSessionsResult> {
    return Object.assign(new SessionsEndedType(), { count: await this.sessions.endOthers(actor) });
  }
}
