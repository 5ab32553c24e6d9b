import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { LiveMeetings, MISSING_IN_WORDS, missingFrom } from '#meetings';
import { checkedBy, id } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { ListingType } from './agenda.types.js';

/** What a running meeting shows beside what is recorded: what is still missing, and whether anything moved. */
@Resolver(() => ListingType)
export class LivePartsResolver {
  constructor(private readonly live: LiveMeetings) {}

  @ResolveField(() => [String], {
    description: 'What the discussion still needs before the meeting can end, in words; empty: nothing.',
  })
  missing(@Parent() listing: ListingType): string[] {
    return missingFrom(listing).map((part) => MISSING_IN_WORDS[part]);
  }

  @Query(() => String, {
    description:
      'Another text whenever something of the meeting, its agenda, its record or its attendance has changed: ask it to know when to look again.',
  })
  meetingLiveVersion(
    @CurrentActor() actor: PersonActor,
    @Args('meetingId', { type: () => ID }, checkedBy(id, 'meetingId')) meetingId: string,
  ): Promise<string> {
    return this.live.versionOf(actor, meetingId);
  }
}
