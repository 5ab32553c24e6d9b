import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { BadInput, type Day, daysBetween } from '#kernel';
import { LinkSettingsOfPanels } from '#cases';
import { Panels } from '#panels';
import { PersonType, toAgency, toPerson } from '../agencies/agency.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { DayScalar } from '../graphql/scalars.js';
import {
  ChangeLinkSettingsInput,
  changeLinkSettings,
  ChangePanelInput,
  changePanel,
  ChangeTriageSettingsInput,
  changeTriageSettings,
  CreatePanelInput,
  createPanel,
} from './panel.inputs.js';
import {
  BankHolidayType,
  PanelMemberType,
  PanelResult,
  PanelSettingChangeType,
  PanelType,
  toPanel,
  toSettingChange,
} from './panel.types.js';

/** Longest span of bank holidays asked for at once, days. */
const LONGEST_SPAN = 1100;

/** Standing panels in the schema. */
@Resolver(() => PanelType)
export class PanelsResolver {
  constructor(
    private readonly standing: Panels,
    private readonly linkSettings: LinkSettingsOfPanels,
  ) {}

  @Query(() => [PanelType], { description: 'Every panel, by name.' })
  async panels(@CurrentActor() actor: PersonActor): Promise<PanelType[]> {
    return (await this.standing.list(actor)).map(toPanel);
  }

  @Query(() => PanelType, { description: 'One panel. NOT_FOUND when there is none.' })
  async panel(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) panelId: string,
  ): Promise<PanelType> {
    return toPanel(await this.standing.get(actor, panelId));
  }

  @Query(() => [BankHolidayType], { description: 'Bank holidays between two days, three years at most.' })
  async bankHolidays(
    @CurrentActor() actor: PersonActor,
    @Args('from', { type: () => DayScalar }) from: Day,
    @Args('to', { type: () => DayScalar }) to: Day,
  ): Promise<BankHolidayType[]> {
    if (to < from || daysBetween(from, to) > LONGEST_SPAN) {
      throw new BadInput([
        { path: 'to', message: 'Choose a last day after the first, three years later at most' },
      ]);
    }
    return this.standing.bankHolidays(actor, from, to);
  }

  @Mutation(() => PanelResult, {
    description:
      'Sets up a panel. Refused: PANEL_CODE_TAKEN, RECURRENCE_NOT_UNDERSTOOD, AGENCY_UNKNOWN, PERSON_UNKNOWN, QUORUM_TOO_HIGH.',
  })
  async createPanel(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(createPanel)) input: CreatePanelInput,
  ): Promise<typeof PanelResult> {
    return answer(await this.standing.create(actor, input), toPanel);
  }

  @Mutation(() => PanelResult, {
    description:
      'Changes a panel; planned meetings stay. Refused as createPanel, and CHANGED_SINCE_YOU_LOOKED.',
  })
  async changePanel(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(changePanel)) input: ChangePanelInput,
  ): Promise<typeof PanelResult> {
    const { panelId, version, ...settings } = input;
    return answer(await this.standing.change(actor, panelId, version, settings), toPanel);
  }

  @Mutation(() => PanelResult, {
    description:
      'Changes thresholds of triage and waiting, with a reason that is kept. Refused: SETTING_NOT_POSSIBLE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async changeTriageSettings(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(changeTriageSettings)) input: ChangeTriageSettingsInput,
  ): Promise<typeof PanelResult> {
    const { panelId, version, ...change } = input;
    return answer(await this.standing.changeTriageSettings(actor, panelId, version, change), toPanel);
  }

  @Mutation(() => PanelResult, {
    description:
      'Changes how far back other cases of the same people count, with a reason that is kept. Refused: SETTING_NOT_POSSIBLE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async changeLinkSettings(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(changeLinkSettings)) input: ChangeLinkSettingsInput,
  ): Promise<typeof PanelResult> {
    const { panelId, version, ...change } = input;
    return answer(await this.linkSettings.change(actor, panelId, version, change), toPanel);
  }

  @Query(() => [PanelSettingChangeType], {
    description: 'What was changed of the settings of a panel you may change, latest first.',
  })
  async panelSettingHistory(
    @CurrentActor() actor: PersonActor,
    @Args('panelId', { type: () => ID }, checkedBy(id, 'panelId')) panelId: string,
  ): Promise<PanelSettingChangeType[]> {
    return (await this.standing.settingHistory(actor, panelId)).map(toSettingChange);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who chairs.' })
  async chair(
    @Parent() panel: PanelType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return panel.chairId ? toPerson(await loaders.person.load(panel.chairId)) : null;
  }

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Who keeps the list, the papers and the minutes.',
  })
  async coordinator(
    @Parent() panel: PanelType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return panel.coordinatorId ? toPerson(await loaders.person.load(panel.coordinatorId)) : null;
  }

  @ResolveField(() => [PanelMemberType], { description: 'The agencies with a seat.' })
  async members(
    @Parent() panel: PanelType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PanelMemberType[]> {
    const seats = await loaders.membersOfPanel.load(panel.id);
    const agencies = await Promise.all(seats.map((seat) => loaders.agency.load(seat.agencyId)));
    return seats.map((seat, i) => ({ agency: toAgency(agencies[i]!), isRequired: seat.isRequired }));
  }
}

/** Who changed a setting. */
@Resolver(() => PanelSettingChangeType)
export class PanelSettingChangeResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Null: the system.' })
  async changedBy(
    @Parent() { changedById }: PanelSettingChangeType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return changedById ? toPerson(await loaders.person.load(changedById)) : null;
  }
}
