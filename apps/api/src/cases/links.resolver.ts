import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { CaseLinks } from '#cases';
import type { LinkVerb } from '#links';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import {
  DecidedLinkResult,
  decideLink,
  DecideLinkInput,
  LinkDecisionType,
  LinkedPersonType,
  LinksOfCaseType,
  mergePeople,
  MergePeopleInput,
  toDecidedLink,
  toLinksOfCase,
} from './link.types.js';

/** Links between the people of cases, in the schema. */
@Resolver()
export class LinksResolver {
  constructor(private readonly links: CaseLinks) {}

  @Query(() => LinksOfCaseType, {
    description: 'What connects a case with others. NOT_FOUND when there is none that you may know of.',
  })
  async linksOfCase(
    @CurrentActor() actor: PersonActor,
    @Args('caseId', { type: () => ID }, checkedBy(id, 'caseId')) caseId: string,
  ): Promise<LinksOfCaseType> {
    return toLinksOfCase(await this.links.ofCase(actor, caseId));
  }

  @Mutation(() => DecidedLinkResult, {
    description:
      'The two people are one. For who runs the panel of one of the cases and may know of both. Refused: LINK_DECIDED, KEPT_APART, CHANGED_SINCE_YOU_LOOKED.',
  })
  confirmLink(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(decideLink)) input: DecideLinkInput,
  ): Promise<typeof DecidedLinkResult> {
    return this.decide(actor, 'confirm', input);
  }

  @Mutation(() => DecidedLinkResult, {
    description:
      'The two people are not one. Not suggested again unless there is new evidence. Refused: LINK_DECIDED, JOINED_BY_OTHERS, CHANGED_SINCE_YOU_LOOKED.',
  })
  rejectLink(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(decideLink)) input: DecideLinkInput,
  ): Promise<typeof DecidedLinkResult> {
    return this.decide(actor, 'reject', input);
  }

  @Mutation(() => DecidedLinkResult, {
    description:
      'Takes a decision about a link back: everything is as it was before it. Refused: LINK_NOT_DECIDED, CHANGED_SINCE_YOU_LOOKED.',
  })
  undoLinkDecision(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(decideLink)) input: DecideLinkInput,
  ): Promise<typeof DecidedLinkResult> {
    return this.decide(actor, 'undo', input);
  }

  @Mutation(() => DecidedLinkResult, {
    description:
      'Joins two people whom no rule found. Both cases keep their own words; undoLinkDecision parts them. Refused: SAME_CASE, LINK_DECIDED, KEPT_APART.',
  })
  async mergePeople(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(mergePeople)) input: MergePeopleInput,
  ): Promise<typeof DecidedLinkResult> {
    return answer(await this.links.merge(actor, input), toDecidedLink);
  }

  private async decide(
    actor: PersonActor,
    verb: LinkVerb,
    { linkId, reason, version }: DecideLinkInput,
  ): Promise<typeof DecidedLinkResult> {
    return answer(await this.links.decide(actor, linkId, verb, { reason, version }), toDecidedLink);
  }
}

/** The panel of a linked case. */
@Resolver(() => LinkedPersonType)
export class LinkedPersonResolver {
  @ResolveField(() => PanelType, { description: 'The panel of the case.' })
  async panel(
    @Parent() { panelId }: LinkedPersonType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PanelType> {
    return toPanel(await loaders.panel.load(panelId));
  }
}

/** Who decided about a link. */
@Resolver(() => LinkDecisionType)
export class LinkDecisionResolver {
  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Null: the system, because of new evidence.',
  })
  async decidedBy(
    @Parent() { decidedById }: LinkDecisionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return decidedById ? toPerson(await loaders.person.load(decidedById)) : null;
  }
}

/** Resolvers of links. */
export const LINK_RESOLVERS = [LinksResolver, LinkedPersonResolver, LinkDecisionResolver];
