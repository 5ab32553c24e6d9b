import { Args, ID, Info, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { PersonActor } from '#access';
import { Clock, type Result } from '#kernel';
import {
  AgendaBuilding,
  AgendaChanges,
  AgendaPublishing,
  Agendas,
  type LineChange,
  type Meeting,
} from '#meetings';
import { ConflictSuggestionType, toConflictSuggestion } from '../cases/conflict-suggestion.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { asksOnlyFor } from '../graphql/selection.js';
import { AgendaResult, AgendaType, READ_WITH_AGENDA, toAgenda } from './agenda.types.js';
import {
  AddToAgendaInput,
  checks,
  HoldListingInput,
  IncludeListingInput,
  MoveListingInput,
  PinListingInput,
  PublishAgendaInput,
  SetListingMinutesInput,
} from './meeting.inputs.js';

const ALWAYS =
  'AGENDA_PUBLISHED, AGENDA_NOT_BUILT, MEETING_IN_SESSION, MEETING_ENDED, MEETING_CANCELLED, CHANGED_SINCE_YOU_LOOKED';

/** Whether the document asks of the cases on an agenda only for what is read with it. */
export function readWithCases(info: GraphQLResolveInfo, under = ''): boolean {
  return ['slots.listing.case', 'leftOut.case', 'held.case'].every((path) =>
    asksOnlyFor(info, `${under}${path}`, READ_WITH_AGENDA),
  );
}

/** Building, changing and publishing agendas in the schema. */
@Resolver(() => AgendaType)
export class AgendaResolver {
  constructor(
    private readonly agendas: Agendas,
    private readonly building: AgendaBuilding,
    private readonly changes: AgendaChanges,
    private readonly publishing: AgendaPublishing,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => AgendaResult, {
    description:
      "Builds the draft agenda from the flagged cases, or builds it again; keeps the chair's pins, places, holds and minutes. Refused: AGENDA_PUBLISHED, MEETING_IN_SESSION, MEETING_ENDED, MEETING_CANCELLED.",
  })
  async buildAgenda(
    @CurrentActor() actor: PersonActor,
    @Args('meetingId', { type: () => ID }, checkedBy(id, 'meetingId')) meetingId: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.answer(actor, await this.building.build(actor, meetingId), info);
  }

  @Mutation(() => AgendaResult, {
    description: `Pins a case to the top, or unpins it. Refused: NOTHING_TO_CHANGE, LISTING_HELD, ${ALWAYS}.`,
  })
  pinListing(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.pin)) { pinned, ...seen }: PinListingInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.change(actor, seen, { kind: pinned ? 'pin' : 'unpin', reason: seen.reason }, info);
  }

  @Mutation(() => AgendaResult, {
    description: `Moves a case to another place; one that did not fit comes onto the agenda. Refused: POSITION_NOT_ON_AGENDA, NOTHING_TO_CHANGE, LISTING_HELD, ${ALWAYS}.`,
  })
  moveListing(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.moveListing)) { position, ...seen }: MoveListingInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.change(actor, seen, { kind: 'move', position, reason: seen.reason }, info);
  }

  @Mutation(() => AgendaResult, {
    description: `Gives a case other minutes, 5 to 60. Refused: MINUTES_OUT_OF_RANGE, NOTHING_TO_CHANGE, ${ALWAYS}.`,
  })
  setListingMinutes(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.minutes)) { minutes, ...seen }: SetListingMinutesInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.change(actor, seen, { kind: 'minutes', minutes, reason: seen.reason }, info);
  }

  @Mutation(() => AgendaResult, {
    description: `Holds a case until a day after the meeting. Refused: HOLD_TOO_EARLY, HOLD_TOO_FAR_AHEAD, NOTHING_TO_CHANGE, ${ALWAYS}.`,
  })
  holdListing(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.hold)) { until, ...seen }: HoldListingInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.change(actor, seen, { kind: 'hold', until, reason: seen.reason }, info);
  }

  @Mutation(() => AgendaResult, {
    description: `Takes a held or left-out case onto the agenda, at the place of its rank. Refused: NOTHING_TO_CHANGE, CASE_ON_ANOTHER_AGENDA, CASE_NOT_FLAGGED, ${ALWAYS}.`,
  })
  includeListing(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.include)) seen: IncludeListingInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.change(actor, seen, { kind: 'include', reason: seen.reason }, info);
  }

  @Mutation(() => AgendaResult, {
    description: `Puts back the last change by hand. Refused: NOTHING_TO_UNDO, AGENDA_PUBLISHED, AGENDA_NOT_BUILT, MEETING_IN_SESSION, MEETING_ENDED, MEETING_CANCELLED.`,
  })
  async undoAgendaChange(
    @CurrentActor() actor: PersonActor,
    @Args('meetingId', { type: () => ID }, checkedBy(id, 'meetingId')) meetingId: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.answer(actor, await this.changes.undo(actor, meetingId), info);
  }

  @Mutation(() => AgendaResult, {
    description: `Publishes and locks the agenda: member agencies may read it. Refused: AGENDA_NOT_READY (says what is missing), ${ALWAYS}.`,
  })
  async publishAgenda(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.seen)) input: PublishAgendaInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.answer(actor, await this.publishing.publish(actor, input), info);
  }

  @Mutation(() => AgendaResult, {
    description:
      'Adds a flagged case; once published, as a numbered addendum. Refused: CASE_ALREADY_ON_AGENDA, CASE_ON_ANOTHER_AGENDA, CASE_NOT_FLAGGED, CONFLICTS_TO_LOOK_AT, AGENDA_NOT_BUILT, MEETING_ENDED, MEETING_CANCELLED.',
  })
  async addToAgenda(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.add)) input: AddToAgendaInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.answer(actor, await this.publishing.add(actor, input), info);
  }

  @ResolveField(() => [ConflictSuggestionType], {
    nullable: true,
    description:
      'Staff who may know a person of a case on it, case by case; publishing waits until each was looked at. Without what is about you, or about a case that is not yours to know. Null: you do not prepare it.',
  })
  async conflictSuggestions(
    @CurrentActor() actor: PersonActor,
    @Parent() { meeting }: AgendaType,
  ): Promise<ConflictSuggestionType[] | null> {
    const found = await this.publishing.conflictSuggestions(actor, meeting.id);
    return found && found.map(toConflictSuggestion);
  }

  private async change(
    actor: PersonActor,
    { listingId, version }: { listingId: string; version: number },
    change: LineChange,
    info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    return this.answer(actor, await this.changes.change(actor, listingId, version, change), info);
  }

  /** The whole agenda as it stands after the change. */
  private async answer(
    actor: PersonActor,
    result: Result<Meeting>,
    info: GraphQLResolveInfo,
  ): Promise<typeof AgendaResult> {
    if (!result.ok) return answer(result, () => new AgendaType());
    const agenda = await this.agendas.read(actor, result.value.id);
    return toAgenda(agenda, this.clock.today(), readWithCases(info));
  }
}
