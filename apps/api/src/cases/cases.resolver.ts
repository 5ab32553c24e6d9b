import { Args, Context, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { PersonActor } from '#access';
import {
  CaseReading,
  CaseRecords,
  type CaseFile,
  type CaseState,
  type FilledForm,
  formInUse,
  type Known,
  leastLevel,
  type Referral,
  Referrals,
} from '#cases';
import { Clock, type Result } from '#kernel';
import { AgencyType, toAgency } from '../agencies/agency.types.js';
import { checkedBy, id, text } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { LimitedSearch } from '../graphql/limited.js';
import { answer, type RefusalType } from '../graphql/refusal.type.js';
import { selectedUnder } from '../graphql/selection.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import {
  type FilledFormInput,
  FlagCaseInput,
  flagCase,
  RecordIncidentInput,
  recordIncident,
  RecordRiskAssessmentInput,
  recordRiskAssessment,
  ReferCaseInput,
  referCase,
  type RiskAnswerInput,
} from './case.inputs.js';
import {
  CaseConnection,
  CaseFlagType,
  CasePersonType,
  CasePriorityType,
  CaseResult,
  CaseStateEnum,
  CaseType,
  EscalationSignType,
  IncidentType,
  ReferralDetailsType,
  RiskAssessmentType,
  RiskFormType,
  toAssessment,
  toCase,
  toCasePerson,
  toDetails,
  toFlag,
  toEscalation,
  toIncident,
  toPriority,
} from './case.types.js';

/** Cases in the schema. */
@Resolver(() => CaseType)
export class CasesResolver {
  constructor(
    private readonly reading: CaseReading,
    private readonly records: CaseRecords,
    private readonly referrals: Referrals,
    private readonly clock: Clock,
  ) {}

  @LimitedSearch('search')
  @Query(() => CaseConnection, { description: 'The cases you may know of, newest referral first.' })
  async cases(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('panelId', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'panelId')) panelId?: string,
    @Args('state', { type: () => CaseStateEnum, nullable: true }) state?: CaseState,
    @Args(
      'search',
      { type: () => String, nullable: true, description: 'The start of a reference.' },
      checkedBy(text(40).nullish(), 'search'),
    )
    search?: string,
  ): Promise<ConnectionOf<CaseType>> {
    const today = this.clock.today();
    const found = await this.reading.list(actor, { panelId, state, search }, page);
    return toConnection(found, (row) => toCase(row, today));
  }

  @Query(() => CaseType, { description: 'One case. NOT_FOUND when there is none that you may know of.' })
  async case(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) caseId: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseType> {
    const fields = [...selectedUnder(info, '')].sort();
    return toCase(await this.reading.get(actor, caseId, fields), this.clock.today());
  }

  @Query(() => [RiskFormType], {
    description: 'The risk forms in use, with their questions in words, for those who may refer.',
  })
  riskForms(@CurrentActor() actor: PersonActor): RiskFormType[] {
    return this.records.forms(actor).map((form) => Object.assign(new RiskFormType(), form));
  }

  @Mutation(() => CaseResult, {
    description:
      'Refers a case: it goes to triage, and rules flag it at once where they hold. Refused: CRITERIA_REASON_NEEDED, REFERRED_IN_FUTURE, INCIDENT_IN_FUTURE, INCIDENTS_OUT_OF_ORDER, BORN_IN_FUTURE, DETAIL_IN_FUTURE, ANSWER_UNKNOWN, LEVEL_NEEDED, LEVEL_TOO_LOW, RATIONALE_NEEDED, PANEL_UNKNOWN, AGENCY_UNKNOWN, ALREADY_REFERRED.',
  })
  async referCase(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(referCase)) input: ReferCaseInput,
  ): Promise<typeof CaseResult> {
    const referral: Referral = {
      ...input,
      referredOn: input.referredOn ?? this.clock.today(),
      referringAgencyId: input.referringAgencyId ?? actor.agencyId,
      referrerName: input.referrerName ?? actor.name,
      forms: input.forms.map(filledForm),
    };
    return this.answer(actor, await this.referrals.refer(actor, referral));
  }

  @Mutation(() => CaseResult, {
    description: 'Flags a case for its panel. Refused: ALREADY_FLAGGED, CASE_CLOSED.',
  })
  async flagCase(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(flagCase)) { caseId, reason }: FlagCaseInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.records.flag(actor, caseId, reason));
  }

  @Mutation(() => CaseResult, {
    description:
      'Takes off your own flag; who runs the panel takes off those of all people. Refused: NOT_FLAGGED, FLAGGED_BY_RULE, CASE_ON_AGENDA.',
  })
  async unflagCase(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(flagCase)) { caseId, reason }: FlagCaseInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.records.unflag(actor, caseId, reason));
  }

  @Mutation(() => CaseResult, {
    description:
      'Adds an incident; flags the case where a rule newly holds. Refused: INCIDENT_IN_FUTURE, ALREADY_RECORDED, CASE_CLOSED.',
  })
  async recordIncident(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(recordIncident)) { caseId, ...incident }: RecordIncidentInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.records.recordIncident(actor, caseId, incident));
  }

  @Mutation(() => CaseResult, {
    description:
      'Adds a result of a risk tool. Refused: DAY_IN_FUTURE, SCORE_OUT_OF_RANGE, SCORE_CONTRADICTS_ANSWERS, ANSWER_UNKNOWN, LEVEL_NEEDED, LEVEL_TOO_LOW, RATIONALE_NEEDED, ALREADY_RECORDED, CASE_CLOSED.',
  })
  async recordRiskAssessment(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(recordRiskAssessment)) input: RecordRiskAssessmentInput,
  ): Promise<typeof CaseResult> {
    const { caseId, ...given } = input;
    const { tool, toolVersion, level } = given;
    const result = {
      ...given,
      toolVersion: toolVersion || (formInUse(tool)?.version ?? 'judgement/1'),
      level: level ?? leastLevel(tool, given.score ?? yesIn(given.answers)),
      assessedOn: given.assessedOn ?? this.clock.today(),
      ...answersAndNotes(given.answers),
    };
    return this.answer(actor, await this.records.recordAssessment(actor, caseId, result));
  }

  @ResolveField(() => PanelType, { description: 'The panel it was referred to.' })
  async panel(@Parent() { panelId }: CaseType, @Context() { loaders }: GraphqlContext): Promise<PanelType> {
    return toPanel(await loaders.panel.load(panelId));
  }

  @ResolveField(() => AgencyType, { description: 'The agency that referred it.' })
  async referringAgency(
    @Parent() { referringAgencyId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(referringAgencyId));
  }

  @ResolveField(() => [CasePersonType], { description: 'The victim, then the suspects.' })
  async people(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CasePersonType[]> {
    return (await loaders.peopleOfCase.load(id)).map(toCasePerson);
  }

  @ResolveField(() => ReferralDetailsType, {
    nullable: true,
    description:
      'The rest of the referral form. Null: nothing was said, or you are not shown how to reach the victim.',
  })
  async referralDetails(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ReferralDetailsType | null> {
    const [details] = await loaders.detailsOfCase.load(id);
    return details ? toDetails(details) : null;
  }

  @ResolveField(() => [RiskAssessmentType], { description: 'Every risk result, newest first.' })
  async assessments(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<RiskAssessmentType[]> {
    return (await loaders.assessmentsOfCase.load(id)).map(toAssessment);
  }

  @ResolveField(() => [IncidentType], { description: 'The log, newest first.' })
  async incidents(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<IncidentType[]> {
    return (await loaders.incidentsOfCase.load(id)).map(toIncident);
  }

  @ResolveField(() => [CaseFlagType], { description: 'Open and settled flags, newest first.' })
  async flags(@Parent() { id }: CaseType, @Context() { loaders }: GraphqlContext): Promise<CaseFlagType[]> {
    return (await loaders.flagsOfCase.load(id)).map(toFlag);
  }

  @ResolveField(() => [EscalationSignType], {
    description: 'Signs of escalation as its panel counts them, those that are found first.',
  })
  async escalation(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<EscalationSignType[]> {
    return toEscalation(await loaders.escalationOfCase.load(id));
  }

  @ResolveField(() => CasePriorityType, { description: 'Agenda priority today, with its reasons.' })
  async priority(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CasePriorityType> {
    return toPriority(await loaders.priorityOfCase.load(id));
  }

  /** The changed case as the actor may see it now: a referrer always may, as their agency was given access. */
  private async answer(actor: PersonActor, result: Result<CaseFile>): Promise<CaseType | RefusalType> {
    if (!result.ok) return answer(result, () => new CaseType());
    return toCase(await this.reading.get(actor, result.value.id), this.clock.today());
  }
}

/** What was answered, and what shows it, by item. */
function answersAndNotes(given: readonly RiskAnswerInput[]) {
  const noted = given.filter(({ note }) => note !== '');
  return {
    answers: Object.fromEntries(given.map(({ item, answer }): [string, Known] => [item, answer])),
    notes: Object.fromEntries(noted.map(({ item, note }): [string, string] => [item, note])),
  };
}

function yesIn(answers: readonly RiskAnswerInput[]): number {
  return answers.filter(({ answer }) => answer === 'yes').length;
}

function filledForm({ tool, toolVersion, level, answers, rationale }: FilledFormInput): FilledForm {
  return {
    tool,
    toolVersion: toolVersion ?? formInUse(tool)?.version ?? 'judgement/1',
    score: null,
    level: level ?? leastLevel(tool, yesIn(answers)),
    rationale,
    ...answersAndNotes(answers),
  };
}
