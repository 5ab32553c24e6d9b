import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import {
  CaseReading,
  type CaseFile,
  type CaseState,
  type ClockColour,
  TriageDecisions,
  TriageReading,
} from '#cases';
import { Clock, type Result } from '#kernel';
import type { Urgency } from '#panels';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { CaseConnection, CaseResult, CaseStateEnum, CaseType, toCase } from '../cases/case.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer, type RefusalType } from '../graphql/refusal.type.js';
import {
  AcceptReferralInput,
  acceptReferral,
  AnswerReturnInput,
  answerReturn,
  DeclineReferralInput,
  declineReferral,
  ProposeEmergencyMeetingInput,
  proposeEmergencyMeeting,
  RedirectReferralInput,
  redirectReferral,
  ReferralReasonInput,
  referralReason,
  ReturnReferralInput,
  returnReferral,
  SetUrgencyInput,
  setUrgency,
  UndoReferralDecisionInput,
  undoReferralDecision,
} from './triage.inputs.js';
import {
  ClockColourEnum,
  SignpostType,
  toStep,
  toTriage,
  TriageCountType,
  TriageStepType,
  TriageType,
  UrgencyEnum,
} from './triage.types.js';

const panelArgument = { type: () => ID, nullable: true, description: 'All panels you run when not said.' };
const returnedArgument = {
  type: () => Boolean,
  nullable: true,
  description: 'Only those that wait for an answer of the referrer, or only those that do not.',
};
const appealArgument = {
  type: () => Boolean,
  nullable: true,
  description: 'Only those that came back by an appeal, or only those that did not.',
};

/** Triage in the schema: the queue, the decisions, and what a referrer may do. */
@Resolver(() => CaseType)
export class TriageResolver {
  constructor(
    private readonly decisions: TriageDecisions,
    private readonly triage: TriageReading,
    private readonly reading: CaseReading,
    private readonly clock: Clock,
  ) {}

  @Query(() => CaseConnection, {
    description:
      'Referrals on which nobody has decided, at the panels you run: late ones first, then the most urgent, then by the moment the clock runs out.',
  })
  async referrals(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('panelId', panelArgument, checkedBy(id.nullish(), 'panelId')) panelId?: string,
    @Args('urgency', { type: () => UrgencyEnum, nullable: true }) urgency?: Urgency,
    @Args('colour', { type: () => ClockColourEnum, nullable: true }) colour?: ClockColour,
    @Args('isReturned', returnedArgument) isReturned?: boolean,
    @Args('isAppeal', appealArgument) isAppeal?: boolean,
  ): Promise<ConnectionOf<CaseType>> {
    const today = this.clock.today();
    const filter = { panelId, urgency, colour, isReturned, isAppeal };
    const found = await this.triage.queue(actor, filter, page);
    return toConnection(found, (row) => toCase(row, today));
  }

  @Query(() => [TriageCountType], {
    description:
      'How many referrals wait, by urgency and colour of the clock, and whether they are returned or appealed.',
  })
  referralCounts(
    @CurrentActor() actor: PersonActor,
    @Args('panelId', panelArgument, checkedBy(id.nullish(), 'panelId')) panelId?: string,
  ): Promise<TriageCountType[]> {
    return this.triage.counts(actor, panelId);
  }

  @Query(() => CaseConnection, {
    description: 'The referrals of your own agency, newest first, and what became of them.',
  })
  async agencyReferrals(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('state', { type: () => CaseStateEnum, nullable: true }) state?: CaseState,
  ): Promise<ConnectionOf<CaseType>> {
    const today = this.clock.today();
    return toConnection(await this.triage.ofMyAgency(actor, { state }, page), (row) => toCase(row, today));
  }

  @Query(() => [SignpostType], { description: 'Safe advice that may go with a referral that is declined.' })
  signposts(@CurrentActor() actor: PersonActor): SignpostType[] {
    return [...this.triage.signposts(actor)];
  }

  @Mutation(() => CaseResult, {
    description:
      'Takes a referral on; it waits for an agenda when something has flagged it. Refused: NOT_IN_TRIAGE, DECIDED_BY_YOU, CHANGED_SINCE_YOU_LOOKED.',
  })
  async acceptReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(acceptReferral)) { words, ...seen }: AcceptReferralInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.accept(actor, seen, words));
  }

  @Mutation(() => CaseResult, {
    description:
      'Asks the referrer for what is missing; the clock stands still. Refused: NOT_IN_TRIAGE, ADVICE_NOT_SAFE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async returnReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(returnReferral)) { missing, ...seen }: ReturnReferralInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.returnForInformation(actor, seen, missing));
  }

  @Mutation(() => CaseResult, {
    description:
      'Answers what your agency was asked about a referral; the clock goes on. Refused: NOT_RETURNED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async answerReturn(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(answerReturn)) { answer: words, ...seen }: AnswerReturnInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.answerReturn(actor, seen, words));
  }

  @Mutation(() => CaseResult, {
    description:
      'Does not take a referral on, with a reason and safe advice. Refused: NOT_IN_TRIAGE, SIGNPOST_NEEDED, ADVICE_NOT_SAFE, DECIDED_BY_YOU, CHANGED_SINCE_YOU_LOOKED.',
  })
  async declineReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(declineReferral)) { reason, signposts, ...seen }: DeclineReferralInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.decline(actor, seen, { reason, signposts }));
  }

  @Mutation(() => CaseResult, {
    description:
      'Sends a referral where it belongs. Refused: NOT_IN_TRIAGE, ADVICE_NOT_SAFE, DECIDED_BY_YOU, CHANGED_SINCE_YOU_LOOKED.',
  })
  async redirectReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(redirectReferral)) { forum, reason, ...seen }: RedirectReferralInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.redirect(actor, seen, { forum, reason }));
  }

  @Mutation(() => CaseResult, {
    description:
      'Asks once for another look at a referral of your agency that was declined; somebody else decides. Refused: NOT_DECLINED, APPEALED_ALREADY, CHANGED_SINCE_YOU_LOOKED.',
  })
  async appealReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(referralReason)) { reason, ...seen }: ReferralReasonInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.appeal(actor, seen, reason));
  }

  @Mutation(() => CaseResult, {
    description:
      'Looks again at a referral that was declined or sent elsewhere. Refused: NOT_DECLINED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async reopenReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(referralReason)) { reason, ...seen }: ReferralReasonInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.reopen(actor, seen, reason));
  }

  @Mutation(() => CaseResult, {
    description:
      'Takes your own decision back, as long as nothing has followed it; the clock is where it was. Refused: NOTHING_TO_UNDO, CHANGED_SINCE_YOU_LOOKED.',
  })
  async undoReferralDecision(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(undoReferralDecision)) seen: UndoReferralDecisionInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.undo(actor, seen));
  }

  @Mutation(() => CaseResult, {
    description:
      'Raises the urgency of a referral; who runs the panel may take that back, never below the rule. Refused: BELOW_THE_RULE, NO_CHANGE, NOT_IN_TRIAGE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async setReferralUrgency(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(setUrgency)) { urgency, reason, ...seen }: SetUrgencyInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.setUrgency(actor, seen, { urgency, reason }));
  }

  @Mutation(() => CaseResult, {
    description:
      'Says that a case cannot wait for the next meeting; chair and coordinator are told. Refused: NOT_WAITING.',
  })
  async proposeEmergencyMeeting(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(proposeEmergencyMeeting)) { caseId, reason }: ProposeEmergencyMeetingInput,
  ): Promise<typeof CaseResult> {
    return this.answer(actor, await this.decisions.proposeEmergencyMeeting(actor, caseId, reason));
  }

  @ResolveField('triage', () => TriageType, {
    nullable: true,
    description: 'Null: it came on the list of a panel that was running.',
  })
  async triageOf(
    @Parent() { id: caseId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<TriageType | null> {
    const [found] = await loaders.triageOfCase.load(caseId);
    return found ? toTriage(found, this.clock.now()) : null;
  }

  @ResolveField(() => [TriageStepType], {
    description: 'What happened to it before a panel took it on, and beside: oldest first.',
  })
  async triageSteps(
    @Parent() { id: caseId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<TriageStepType[]> {
    return (await loaders.triageStepsOfCase.load(caseId)).map(toStep);
  }

  private async answer(actor: PersonActor, result: Result<CaseFile>): Promise<CaseType | RefusalType> {
    if (!result.ok) return answer(result, () => new CaseType());
    return toCase(await this.reading.get(actor, result.value.id), this.clock.today());
  }
}

/** Who took a step. */
@Resolver(() => TriageStepType)
export class TriageStepResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Null: a rule, or the system.' })
  async by(
    @Parent() { byId }: TriageStepType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return byId ? toPerson(await loaders.person.load(byId)) : null;
  }
}
