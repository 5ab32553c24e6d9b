import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { CaseReading, ReferralDrafts } from '#cases';
import { Clock, NotFound } from '#kernel';
import { CaseResult, CaseType, toCase } from '../cases/case.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { AnswerReferralInput, answerReferral, DraftSeenInput, draftSeen } from './draft.inputs.js';
import {
  DraftDiscardedResult,
  DraftDiscardedType,
  ReferralDraftResult,
  ReferralDraftType,
  toDraft,
} from './draft.types.js';

/** Referrals that are being written. */
@Resolver(() => ReferralDraftType)
export class DraftsResolver {
  constructor(
    private readonly drafts: ReferralDrafts,
    private readonly reading: CaseReading,
    private readonly clock: Clock,
  ) {}

  @Query(() => [ReferralDraftType], {
    description: 'Your own referrals that you have begun and not sent, last saved first.',
  })
  async draftReferrals(@CurrentActor() actor: PersonActor): Promise<ReferralDraftType[]> {
    return (await this.drafts.mine(actor)).map(toDraft);
  }

  @Query(() => ReferralDraftType, {
    description: 'A referral that you began, sent or not. NOT_FOUND for everybody else.',
  })
  async draftReferral(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) draftId: string,
  ): Promise<ReferralDraftType> {
    return toDraft(await this.drafts.get(actor, draftId));
  }

  @Mutation(() => ReferralDraftResult, {
    description:
      'Begins a referral, or goes on with one in which nothing is answered. Refused: TOO_MANY_DRAFTS.',
  })
  async startReferral(@CurrentActor() actor: PersonActor): Promise<typeof ReferralDraftResult> {
    return answer(await this.drafts.start(actor), toDraft);
  }

  @Mutation(() => ReferralDraftResult, {
    description:
      'Saves answers as they were typed; what is missing stands in `problems`. The same answers twice are one change. Refused: ANSWER_NOT_KEPT, SUBMITTED_ALREADY, CHANGED_SINCE_YOU_LOOKED.',
  })
  async answerReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(answerReferral)) { draftId, ...seen }: AnswerReferralInput,
  ): Promise<typeof ReferralDraftResult> {
    return answer(await this.drafts.answer(actor, draftId, seen), toDraft);
  }

  @Mutation(() => DraftDiscardedResult, {
    description: 'Throws a draft away. Refused: SUBMITTED_ALREADY, CHANGED_SINCE_YOU_LOOKED.',
  })
  async discardReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(draftSeen)) { draftId, version }: DraftSeenInput,
  ): Promise<typeof DraftDiscardedResult> {
    return answer(await this.drafts.discard(actor, draftId, version), () =>
      Object.assign(new DraftDiscardedType(), { draftId }),
    );
  }

  @Mutation(() => CaseResult, {
    description:
      'Sends a draft: it becomes a referral in triage. Sent again, it gives the same case. Refused: DRAFT_INCOMPLETE, CHANGED_SINCE_YOU_LOOKED, and everything that referCase is refused for.',
  })
  async submitReferral(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(draftSeen)) { draftId, version }: DraftSeenInput,
  ): Promise<typeof CaseResult> {
    const made = await this.drafts.submit(actor, draftId, version);
    if (!made.ok) return answer(made, () => new CaseType());
    return toCase(await this.reading.get(actor, made.value.id), this.clock.today());
  }

  @ResolveField(() => CaseType, {
    nullable: true,
    description: 'The case that it became. Null: it was not sent, or you may no longer know of the case.',
  })
  async case(
    @Parent() { caseId }: ReferralDraftType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType | null> {
    if (caseId === null) return null;
    try {
      return toCase(await loaders.case.load(caseId), this.clock.today());
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }
}
