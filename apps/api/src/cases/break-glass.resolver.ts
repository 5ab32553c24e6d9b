import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { openedBy, type PersonActor } from '#access';
import { BreakGlassReviews, BreakingGlass, type GlassReviewsWhich } from '#cases';
import type { Moment } from '#kernel';
import { AgencyType, PersonType, toAgency, toPerson } from '../agencies/agency.types.js';
import { checkedBy } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import {
  AgencyBreakGlassType,
  BreakGlassInput,
  breakGlass,
  BreakGlassReadingType,
  BreakGlassResult,
  BreakGlassReviewConnection,
  BreakGlassReviewResult,
  BreakGlassReviewType,
  GlassReviewsWhichEnum,
  MyBreakGlassType,
  ReviewBreakGlassInput,
  reviewBreakGlass,
  toAgencyGlass,
  toBrokenGlass,
  toMyGlass,
  toReading,
  toReview,
} from './break-glass.types.js';
import { CaseType } from './case.types.js';

/** Break-glass in the schema. */
@Resolver()
export class BreakGlassResolver {
  constructor(
    private readonly breaking: BreakingGlass,
    private readonly reviews: BreakGlassReviews,
  ) {}

  @Mutation(() => BreakGlassResult, {
    description:
      'Opens one case for reading, for two hours, to you alone; auditors and the chair are told. NOT_FOUND for a reference that is none, or that stays closed to you even so. Refused: REASON_NOT_IN_WORDS, TEXT_TOO_SHORT, TOO_MANY_TODAY, OPEN_TO_YOU_ALREADY.',
  })
  async breakGlass(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(breakGlass)) input: BreakGlassInput,
  ): Promise<typeof BreakGlassResult> {
    return answer(await this.breaking.breakGlass(actor, input), toBrokenGlass);
  }

  @Mutation(() => BreakGlassReviewResult, {
    description:
      'Says whether a use of break-glass was justified, once. Refused: OWN_USE, ALREADY_REVIEWED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async reviewBreakGlass(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(reviewBreakGlass)) input: ReviewBreakGlassInput,
  ): Promise<typeof BreakGlassReviewResult> {
    return answer(await this.reviews.review(actor, input), toReview);
  }

  @Query(() => BreakGlassReviewConnection, {
    description:
      'Uses of break-glass, for auditors and, of their panels, chairs: those that wait longest first, judged ones latest first.',
  })
  async breakGlassReviews(
    @CurrentActor() actor: PersonActor,
    @Args('state', { type: () => GlassReviewsWhichEnum }) state: GlassReviewsWhich,
    @Args() page: PageArgs,
  ): Promise<ConnectionOf<BreakGlassReviewType>> {
    return toConnection(await this.reviews.list(actor, state, page), toReview);
  }

  @Query(() => [MyBreakGlassType], { description: 'Your own uses of break-glass, the latest 20.' })
  async myBreakGlass(@CurrentActor() actor: PersonActor): Promise<MyBreakGlassType[]> {
    return (await this.breaking.mine(actor)).map(toMyGlass);
  }

  @Query(() => [AgencyBreakGlassType], {
    description: 'Uses by people of the agency you lead that were judged not justified, the latest 20.',
  })
  async agencyBreakGlass(@CurrentActor() actor: PersonActor): Promise<AgencyBreakGlassType[]> {
    return (await this.reviews.answerable(actor)).map(toAgencyGlass);
  }
}

/** Who used break-glass, and what they read. */
@Resolver(() => BreakGlassReviewType)
export class BreakGlassReviewResolver {
  constructor(private readonly reviews: BreakGlassReviews) {}

  @ResolveField(() => PersonType, { description: 'Who used it.' })
  async person(
    @Parent() { personId }: BreakGlassReviewType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(personId));
  }

  @ResolveField(() => AgencyType, { description: 'The agency of the person when they used it.' })
  async agency(
    @Parent() { agencyId }: BreakGlassReviewType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(agencyId));
  }

  @ResolveField(() => PanelType, { description: 'The panel of the case.' })
  async panel(
    @Parent() { panelId }: BreakGlassReviewType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PanelType> {
    return toPanel(await loaders.panel.load(panelId));
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who judged it; null: nobody yet.' })
  async reviewedBy(
    @Parent() { reviewedById }: BreakGlassReviewType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return reviewedById ? toPerson(await loaders.person.load(reviewedById)) : null;
  }

  @ResolveField(() => [BreakGlassReadingType], { description: 'What was read while it was open.' })
  async readings(@Parent() use: BreakGlassReviewType): Promise<BreakGlassReadingType[]> {
    return (await this.reviews.readingsOf(use)).map(toReading);
  }
}

/** Who used break-glass, for the lead of their agency. */
@Resolver(() => AgencyBreakGlassType)
export class AgencyBreakGlassResolver {
  @ResolveField(() => PersonType, { description: 'Who used it.' })
  async person(
    @Parent() { personId }: AgencyBreakGlassType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(personId));
  }
}

/** Whether a case is open to the person by break-glass. */
@Resolver(() => CaseType)
export class CaseBreakGlassResolver {
  @ResolveField(() => MomentScalar, {
    nullable: true,
    description: 'You opened it by break-glass, for reading only, until then. Null: you did not.',
  })
  openedByBreakGlassUntil(@Parent() { id }: CaseType, @CurrentActor() actor: PersonActor): Moment | null {
    return openedBy(actor, id)?.endsAt ?? null;
  }
}

/** Resolvers of break-glass. */
export const BREAK_GLASS_RESOLVERS = [
  BreakGlassResolver,
  BreakGlassReviewResolver,
  AgencyBreakGlassResolver,
  CaseBreakGlassResolver,
];
