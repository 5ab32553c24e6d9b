import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { LiveMeetings } from '#meetings';
import { AgencyType, PersonType, toAgency, toPerson } from '../agencies/agency.types.js';
import { checkedBy } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { ListingResult, toListing } from './agenda.types.js';
import {
  checks,
  EndMeetingInput,
  GoToListingInput,
  RecordAttendanceInput,
  RecordDiscussionInput,
  StartMeetingInput,
} from './meeting.inputs.js';
import { AttendanceResult, AttendanceType, MeetingResult, toAttendance, toMeeting } from './meeting.types.js';

/** The meeting itself in the schema: for the chair and the coordinator. */
@Resolver(() => AttendanceType)
export class LiveMeetingResolver {
  constructor(private readonly live: LiveMeetings) {}

  @Mutation(() => MeetingResult, {
    description:
      'Opens a meeting on its day. Refused: MEETING_NOT_YET, AGENDA_NOT_BUILT, AGENDA_NOT_PUBLISHED, MEETING_IN_SESSION, MEETING_ENDED, MEETING_CANCELLED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async startMeeting(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.seen)) input: StartMeetingInput,
  ): Promise<typeof MeetingResult> {
    return answer(await this.live.start(actor, input), toMeeting);
  }

  @Mutation(() => AttendanceResult, {
    description:
      'Records how an agency took part. Refused: PERSON_UNKNOWN, AGENDA_NOT_BUILT, AGENDA_NOT_PUBLISHED, MEETING_ENDED, MEETING_CANCELLED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async recordAttendance(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.attendance)) input: RecordAttendanceInput,
  ): Promise<typeof AttendanceResult> {
    return answer(await this.live.recordAttendance(actor, input), toAttendance);
  }

  @Mutation(() => MeetingResult, {
    description:
      'Makes a case the one under discussion and stamps the times. Refused: MEETING_NOT_STARTED, MEETING_ENDED, MEETING_CANCELLED.',
  })
  async goToListing(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.goTo)) input: GoToListingInput,
  ): Promise<typeof MeetingResult> {
    return answer(await this.live.goTo(actor, input), toMeeting);
  }

  @Mutation(() => ListingResult, {
    description:
      'Saves what was said of a case, as typed. Refused: MEETING_NOT_STARTED, MEETING_ENDED, MEETING_CANCELLED, LISTING_NOT_ON_AGENDA, CHANGED_SINCE_YOU_LOOKED.',
  })
  async recordDiscussion(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.discussion)) input: RecordDiscussionInput,
  ): Promise<typeof ListingResult> {
    return answer(await this.live.record(actor, input), toListing);
  }

  @Mutation(() => MeetingResult, {
    description:
      'Ends a meeting; what was not reached goes back to the queue. Refused: DISCUSSION_INCOMPLETE (with the list), MEETING_NOT_STARTED, MEETING_ENDED, MEETING_CANCELLED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async endMeeting(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.seen)) input: EndMeetingInput,
  ): Promise<typeof MeetingResult> {
    return answer(await this.live.end(actor, input), toMeeting);
  }

  @ResolveField(() => AgencyType, { description: 'The agency with a seat.' })
  async agency(
    @Parent() { agencyId }: AttendanceType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(agencyId));
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who came for it.' })
  async person(
    @Parent() { personId }: AttendanceType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return personId ? toPerson(await loaders.person.load(personId)) : null;
  }
}
