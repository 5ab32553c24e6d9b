import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { Suspensions } from '#agencies';
import { checkedBy, id, version } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { PersonResult, toPerson } from './agency.types.js';

/** Ending and giving back people's access. */
@Resolver()
export class PeopleResolver {
  constructor(private readonly suspensions: Suspensions) {}

  @Mutation(() => PersonResult, {
    description:
      'Suspends a person: their sessions and tokens end at once. ' +
      'Refused: ALREADY_SUSPENDED, LAST_ADMINISTRATOR, CHANGED_SINCE_YOU_LOOKED.',
  })
  async suspendPerson(
    @CurrentActor() actor: PersonActor,
    @Args('personId', { type: () => ID }, checkedBy(id, 'personId')) personId: string,
    @Args('version', { type: () => Int }, checkedBy(version, 'version')) seen: number,
  ): Promise<typeof PersonResult> {
    return answer(await this.suspensions.suspend(actor, { personId, version: seen }), toPerson);
  }

  @Mutation(() => PersonResult, {
    description: 'Lets a suspended person sign in again. Refused: NOT_SUSPENDED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async reinstatePerson(
    @CurrentActor() actor: PersonActor,
    @Args('personId', { type: () => ID }, checkedBy(id, 'personId')) personId: string,
    @Args('version', { type: () => Int }, checkedBy(version, 'version')) seen: number,
  ): Promise<typeof PersonResult> {
    return answer(await this.suspensions.reinstate(actor, { personId, version: seen }), toPerson);
  }
}
