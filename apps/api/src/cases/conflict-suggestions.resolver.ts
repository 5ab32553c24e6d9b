import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { may, type PersonActor } from '#access';
import { CaseReading, ConflictSuggestions } from '#cases';
import { Clock } from '#kernel';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { checkedBy } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { CaseResult, CaseType, toCase } from './case.types.js';
import {
  ConflictSuggestionType,
  ConflictDismissalType,
  dismissing,
  DismissConflictSuggestionInput,
  toConflictDismissal,
  toConflictSuggestion,
} from './conflict-suggestion.types.js';

/** Staff who may know a person of a case, in the schema. */
@Resolver(() => CaseType)
export class CaseConflictsResolver {
  constructor(
    private readonly suggestions: ConflictSuggestions,
    private readonly reading: CaseReading,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => CaseResult, {
    description:
      'Says that a suggested conflict is none: it does not come back, unless a new sign is found. Refused: NO_SUGGESTION (somebody dealt with it, or it was never there).',
  })
  async dismissConflictSuggestion(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(dismissing)) input: DismissConflictSuggestionInput,
  ): Promise<typeof CaseResult> {
    const result = await this.suggestions.dismiss(actor, input);
    if (!result.ok) return answer(result, () => new CaseType());
    return toCase(await this.reading.get(actor, result.value.id), this.clock.today());
  }

  @ResolveField(() => [ConflictSuggestionType], {
    nullable: true,
    description:
      'Staff who may know a person of it, to be looked at, the strongest 50 first; null: you do not run the panel.',
  })
  async conflictSuggestions(
    @CurrentActor() actor: PersonActor,
    @Parent() { id, panelId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ConflictSuggestionType[] | null> {
    if (!may(actor, 'case:restrict', { panelId })) return null;
    return (await loaders.conflictSuggestionsOfCase.load(id)).map(toConflictSuggestion);
  }

  @ResolveField(() => [ConflictDismissalType], {
    nullable: true,
    description:
      'Suggested conflicts that somebody found to be none, newest first; null: you do not run the panel.',
  })
  async conflictDismissals(
    @CurrentActor() actor: PersonActor,
    @Parent() { id, panelId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<ConflictDismissalType[] | null> {
    if (!may(actor, 'case:restrict', { panelId })) return null;
    return (await loaders.conflictDismissalsOfCase.load(id)).map(toConflictDismissal);
  }
}

/** The people of a dismissal. */
@Resolver(() => ConflictDismissalType)
export class ConflictDismissalResolver {
  @ResolveField(() => PersonType, { description: 'The member of staff.' })
  async person(
    @Parent() { personId }: ConflictDismissalType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(personId));
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who looked; null: the system.' })
  async dismissedBy(
    @Parent() { dismissedById }: ConflictDismissalType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return dismissedById ? toPerson(await loaders.person.load(dismissedById)) : null;
  }
}

/** The person and the case of a suggestion. */
@Resolver(() => ConflictSuggestionType)
export class ConflictSuggestionResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => PersonType, { description: 'The member of staff.' })
  async person(
    @Parent() { personId }: ConflictSuggestionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(personId));
  }

  @ResolveField(() => CaseType, { description: 'The case.' })
  async case(
    @Parent() { caseId }: ConflictSuggestionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType> {
    return toCase(await loaders.case.load(caseId), this.clock.today());
  }
}

/** Resolvers of suggested conflicts. */
export const CONFLICT_RESOLVERS = [
  CaseConflictsResolver,
  ConflictSuggestionResolver,
  ConflictDismissalResolver,
];
