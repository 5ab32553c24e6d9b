import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { may, type PersonActor } from '#access';
import { Clock } from '#kernel';
import { Agendas, type ListingPoint } from '#meetings';
import { ActionType } from '../actions/action.types.js';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { CaseType, PriorityPointType, toCase } from '../cases/case.types.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { PanelType } from '../panels/panel.types.js';
import { AgendaChangeType, ListingType, toListing } from './agenda.types.js';
import { MeetingType, toMeeting } from './meeting.types.js';

/** What belongs to a listing. */
@Resolver(() => ListingType)
export class ListingResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => MeetingType, { description: 'The meeting it stands at.' })
  async meeting(
    @Parent() { meetingId }: ListingType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<MeetingType> {
    return toMeeting(await loaders.meeting.load(meetingId));
  }

  @ResolveField(() => CaseType, { description: 'The case that stands there.' })
  async case(@Parent() { caseId }: ListingType, @Context() { loaders }: GraphqlContext): Promise<CaseType> {
    return toCase(await loaders.case.load(caseId), this.clock.today());
  }

  @ResolveField(() => [PriorityPointType], { description: 'The points behind its rank.' })
  points(@Parent() { pointsText }: ListingType): ListingPoint[] {
    return JSON.parse(pointsText ?? '[]') as ListingPoint[];
  }
}

/** Who made a change of an agenda. */
@Resolver(() => AgendaChangeType)
export class AgendaChangeResolver {
  @ResolveField(() => PersonType, { description: 'Who changed it.' })
  async changedBy(
    @Parent() { changedById }: AgendaChangeType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(changedById));
  }
}

/** The meetings of a panel. */
@Resolver(() => PanelType)
export class PanelMeetingsResolver {
  @ResolveField(() => MeetingType, {
    nullable: true,
    description: 'The next one that is still to start; null also for those who may not know it.',
  })
  async nextMeeting(
    @CurrentActor() actor: PersonActor,
    @Parent() { id }: PanelType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<MeetingType | null> {
    if (!may(actor, 'meeting:read', { panelId: id })) return null;
    const meeting = await loaders.nextMeetingOfPanel.load(id);
    return meeting && toMeeting(meeting);
  }
}

/** The listings of a case. */
@Resolver(() => CaseType)
export class CaseListingsResolver {
  constructor(private readonly agendas: Agendas) {}

  @ResolveField(() => [ListingType], {
    description: 'Where it stood on agendas, latest meeting first; for agencies, on published ones.',
  })
  async listings(@CurrentActor() actor: PersonActor, @Parent() { id }: CaseType): Promise<ListingType[]> {
    return (await this.agendas.ofCases(actor, [id])).map(toListing);
  }
}

/** The meeting of an action. */
@Resolver(() => ActionType)
export class ActionMeetingResolver {
  @ResolveField(() => MeetingType, {
    nullable: true,
    description: 'Where it was agreed; null: outside of one, or at one that you may not know.',
  })
  async meeting(
    @CurrentActor() actor: PersonActor,
    @Parent() { meetingId, panelId }: ActionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<MeetingType | null> {
    return meetingId && may(actor, 'meeting:read', { panelId })
      ? toMeeting(await loaders.meeting.load(meetingId))
      : null;
  }
}

/** Everything that meetings add to other things of the schema. */
export const MEETING_PART_RESOLVERS = [
  ListingResolver,
  AgendaChangeResolver,
  PanelMeetingsResolver,
  CaseListingsResolver,
  ActionMeetingResolver,
];
