import {
  Args,
  Context,
  ID,
  Info,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { may, type PersonActor } from '#access';
import { Clock, NotPermitted } from '#kernel';
import { Agendas, isQuorate, MeetingPlanning, Meetings, type MeetingsWhen } from '#meetings';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { selectedUnder } from '../graphql/selection.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import { readWithCases } from './agenda.resolver.js';
import { AgendaType, toAgenda } from './agenda.types.js';
import { CancelMeetingInput, checks, MoveMeetingInput, PlanEmergencyMeetingInput } from './meeting.inputs.js';
import {
  AttendanceType,
  GenerateMeetingsResult,
  MeetingConnection,
  MeetingResult,
  MeetingsWhenEnum,
  MeetingType,
  toAttendance,
  toGenerated,
  toMeeting,
} from './meeting.types.js';

/** The sittings of panels in the schema. */
@Resolver(() => MeetingType)
export class MeetingsResolver {
  constructor(
    private readonly sittings: Meetings,
    private readonly planning: MeetingPlanning,
    private readonly agendas: Agendas,
    private readonly clock: Clock,
  ) {}

  @Query(() => MeetingConnection, { description: 'The meetings of your panels.' })
  async meetings(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('when', { type: () => MeetingsWhenEnum, defaultValue: 'upcoming' }) when: MeetingsWhen,
    @Args('panelId', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'panelId')) panelId?: string,
  ): Promise<ConnectionOf<MeetingType>> {
    return toConnection(await this.sittings.list(actor, { panelId, when }, page), toMeeting);
  }

  @Query(() => MeetingType, { description: 'One meeting. NOT_FOUND when there is none for you to know.' })
  async meeting(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) meetingId: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MeetingType> {
    if (!selectedUnder(info, '').has('agenda')) return toMeeting(await this.sittings.get(actor, meetingId));
    try {
      const agenda = await this.agendas.read(actor, meetingId);
      return toAgenda(agenda, this.clock.today(), readWithCases(info, 'agenda.')).meeting;
    } catch (error) {
      // The agenda alone is refused, in its own place; the meeting may still be known.
      if (error instanceof NotPermitted) return toMeeting(await this.sittings.get(actor, meetingId));
      throw error;
    }
  }

  @Mutation(() => GenerateMeetingsResult, {
    description:
      "Plans the next six months from the panel's rule; none is made twice. Refused: PANEL_NOT_ACTIVE, CHAIR_HAS_ANOTHER_MEETING.",
  })
  async generateMeetings(
    @CurrentActor() actor: PersonActor,
    @Args('panelId', { type: () => ID }, checkedBy(id, 'panelId')) panelId: string,
  ): Promise<typeof GenerateMeetingsResult> {
    return answer(await this.planning.generate(actor, panelId), toGenerated);
  }

  @Mutation(() => MeetingResult, {
    description:
      'Plans a meeting beside the rule of the panel for a case that cannot wait; chair and coordinator are told. Refused: NOT_WAITING, MEETING_IN_THE_PAST, MEETING_TOO_FAR_AHEAD, PANEL_MEETS_THAT_DAY, CHAIR_HAS_ANOTHER_MEETING.',
  })
  async planEmergencyMeeting(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.emergency)) input: PlanEmergencyMeetingInput,
  ): Promise<typeof MeetingResult> {
    return answer(await this.planning.callEmergency(actor, input), toMeeting);
  }

  @Mutation(() => MeetingResult, {
    description:
      'Moves a meeting; its agenda stays. Refused: MEETING_IN_THE_PAST, MEETING_TOO_FAR_AHEAD, MEETING_ALREADY_THEN, MEETING_ON_BANK_HOLIDAY, PANEL_MEETS_THAT_DAY, CHAIR_HAS_ANOTHER_MEETING, MEETING_IN_SESSION, MEETING_ENDED, MEETING_CANCELLED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async moveMeeting(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.move)) input: MoveMeetingInput,
  ): Promise<typeof MeetingResult> {
    return answer(await this.sittings.move(actor, input), toMeeting);
  }

  @Mutation(() => MeetingResult, {
    description:
      'Cancels a meeting; its cases wait again. Refused: MEETING_IN_SESSION, MEETING_ENDED, MEETING_CANCELLED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async cancelMeeting(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.cancel)) input: CancelMeetingInput,
  ): Promise<typeof MeetingResult> {
    return answer(await this.sittings.cancel(actor, input), toMeeting);
  }

  @ResolveField(() => PanelType, { description: 'The panel that sits.' })
  async panel(
    @Parent() { panelId }: MeetingType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PanelType> {
    return toPanel(await loaders.panel.load(panelId));
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who chairs it.' })
  async chair(
    @Parent() { chairId }: MeetingType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return chairId ? toPerson(await loaders.person.load(chairId)) : null;
  }

  @ResolveField(() => ID, {
    nullable: true,
    description:
      'The listing under discussion now; null also for those who do not run the meeting, and while a case is discussed that you may not know of.',
  })
  currentListingId(
    @CurrentActor() actor: PersonActor,
    @Parent() { panelId, atListingId }: MeetingType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<string | null> | null {
    if (!atListingId || !may(actor, 'discussion:record', { panelId })) return null;
    return loaders.knownListing.load(atListingId);
  }

  @ResolveField(() => Int, { description: 'Cases on the agenda, of those for you to know.' })
  caseCount(@Parent() { id }: MeetingType, @Context() { loaders }: GraphqlContext): Promise<number> {
    return loaders.caseCountOfMeeting.load(id);
  }

  @ResolveField(() => AgendaType, {
    description:
      'The agenda; who does not prepare it may read it once it is published (else FORBIDDEN). Recorded.',
  })
  async agenda(
    @CurrentActor() actor: PersonActor,
    @Parent() { id }: MeetingType,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AgendaType> {
    return toAgenda(await this.agendas.read(actor, id), this.clock.today(), readWithCases(info));
  }

  @ResolveField(() => [AttendanceType], {
    description: 'The member agencies; empty before publishing, and for those outside of the panel.',
  })
  async attendance(
    @CurrentActor() actor: PersonActor,
    @Parent() { id, panelId }: MeetingType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AttendanceType[]> {
    if (!may(actor, 'meeting:read', { panelId })) return [];
    return (await loaders.attendanceOfMeeting.load(id)).map(toAttendance);
  }

  @ResolveField(() => Boolean, { description: 'Enough agencies are there for decisions.' })
  async isQuorate(
    @Parent() { id, panelId }: MeetingType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<boolean> {
    const { quorum } = await loaders.panel.load(panelId);
    return isQuorate(await loaders.attendanceOfMeeting.load(id), quorum);
  }
}
