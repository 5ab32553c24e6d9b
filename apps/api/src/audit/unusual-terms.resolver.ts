import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { UnusualTermsSettings } from '#audit';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { checkedBy } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { changeUnusualTerms, ChangeUnusualTermsInput } from './audit.inputs.js';
import {
  toTermsStep,
  toUnusualTerms,
  UnusualTermsResult,
  UnusualTermsStepType,
  UnusualTermsType,
} from './unusual-terms.types.js';

/** From when on a day looks unusual: for auditors and administrators. */
@Resolver(() => UnusualTermsType)
export class UnusualTermsResolver {
  constructor(private readonly settings: UnusualTermsSettings) {}

  @Query(() => UnusualTermsType, {
    description: 'From when on the work of a day with cases looks unusual. For auditors and administrators.',
  })
  async unusualTerms(@CurrentActor() actor: PersonActor): Promise<UnusualTermsType> {
    return toUnusualTerms(await this.settings.get(actor));
  }

  @Query(() => [UnusualTermsStepType], {
    description:
      'What was changed of it, by whom and why, latest first, 100 at most. For auditors and administrators.',
  })
  async unusualTermsHistory(@CurrentActor() actor: PersonActor): Promise<UnusualTermsStepType[]> {
    return (await this.settings.history(actor)).map(toTermsStep);
  }

  @Mutation(() => UnusualTermsResult, {
    description:
      'Changes from when on a day looks unusual, with a reason. For auditors and administrators; recorded. ' +
      'Refused: SETTING_NOT_POSSIBLE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async changeUnusualTerms(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(changeUnusualTerms)) { version, terms, reason }: ChangeUnusualTermsInput,
  ): Promise<typeof UnusualTermsResult> {
    return answer(await this.settings.change(actor, version, { terms, reason }), toUnusualTerms);
  }
}

/** Who changed the terms. */
@Resolver(() => UnusualTermsStepType)
export class UnusualTermsStepResolver {
  @ResolveField(() => PersonType)
  async changedBy(
    @Parent() { changedById }: UnusualTermsStepType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(changedById));
  }
}
