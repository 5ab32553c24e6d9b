import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { SignIn } from '#agencies';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor, SignedOutAllowed } from '../graphql/current-actor.js';
import {
  DemoPersonType,
  SessionType,
  SignedOutType,
  SignInResult,
  SignOutResult,
  toPerson,
} from './agency.types.js';

/** Opening and ending sessions. */
@Resolver()
export class SignInResolver {
  constructor(private readonly signIn: SignIn) {}

  @SignedOutAllowed()
  @Query(() => [DemoPersonType], {
    description: 'The made-up people whom one can sign in as. Development only; FORBIDDEN in production.',
  })
  demoPeople(): Promise<DemoPersonType[]> {
    return this.signIn.demoPeople();
  }

  @SignedOutAllowed()
  @Mutation(() => SignInResult, {
    description: 'Signs in as a made-up person. Development only; FORBIDDEN in production.',
  })
  async signInAsDemoPerson(
    @Args('personId', { type: () => ID }, checkedBy(id, 'personId')) personId: string,
  ): Promise<typeof SignInResult> {
    const { token, person, expiresAt } = await this.signIn.asDemoPerson(personId);
    return Object.assign(new SessionType(), { token, expiresAt, person: toPerson(person) });
  }

  @Mutation(() => SignOutResult, { description: 'Ends the session of the token that came with the request.' })
  async signOut(
    @CurrentActor() actor: PersonActor,
    @Context() { token }: GraphqlContext,
  ): Promise<typeof SignOutResult> {
    return Object.assign(new SignedOutType(), { at: await this.signIn.end(actor, token ?? '') });
  }
}
