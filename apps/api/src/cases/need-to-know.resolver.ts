import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { may, type PersonActor } from '#access';
import { type CaseFile, CaseHandling, CaseReading, CaseRestrictions } from '#cases';
import { Clock, type Result } from '#kernel';
import { AgencyType, PersonType, toAgency, toPerson } from '../agencies/agency.types.js';
import { checkedBy } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer, type RefusalType } from '../graphql/refusal.type.js';
import { CaseResult, CaseType, toCase } from './case.types.js';
import {
  ChangeHandlingInput,
  ChangeRestrictedNotesInput,
  DeclareConflictInput,
  LiftRestrictionInput,
  needToKnow,
  RestrictCaseInput,
} from './need-to-know.inputs.js';
import {
  CaseAccessType,
  CaseRestrictionType,
  ConflictDeclaredResult,
  ConflictDeclaredType,
  toCaseAccess,
  toRestriction,
} from './need-to-know.types.js';

/** Who may know of a case, in the schema: lists, conflicts of interest, handling and restricted notes. */
@Resolver(() => CaseType)
export class NeedToKnowResolver {
  constructor(
    private readonly restrictions: CaseRestrictions,
    private readonly handling: CaseHandling,
    private readonly reading: CaseReading,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => CaseResult, {
    description:
      'Puts a person or an agency on a list of a case. Whoever makes an only-these list is on it. Refused: NAME_ONE, ALREADY_ON_LIST, WOULD_SHUT_YOU_OUT, NOBODY_LEFT, PERSON_UNKNOWN, AGENCY_UNKNOWN.',
  })
  async restrictCase(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.restrict)) input: RestrictCaseInput,
  ): Promise<typeof CaseResult> {
    return this.changed(actor, await this.restrictions.restrict(actor, input));
  }

  @Mutation(() => CaseResult, {
    description: 'Lifts an entry of a list. Refused: ALREADY_LIFTED, WOULD_SHUT_YOU_OUT, NOBODY_LEFT.',
  })
  async liftRestriction(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.lift)) input: LiftRestrictionInput,
  ): Promise<typeof CaseResult> {
    return this.changed(actor, await this.restrictions.lift(actor, input));
  }

  @Mutation(() => ConflictDeclaredResult, {
    description:
      'Declares a conflict of interest: from now on the case is not there for you. Refused: NOT_CONFIRMED, NOBODY_LEFT (you are the only person who runs the panel).',
  })
  async declareConflict(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.declare)) input: DeclareConflictInput,
  ): Promise<typeof ConflictDeclaredResult> {
    const declared = await this.restrictions.declareConflict(actor, input);
    return answer(declared, (value) => Object.assign(new ConflictDeclaredType(), value));
  }

  @Mutation(() => CaseResult, {
    description: 'Lifts a conflict that somebody else declared. Refused: ALREADY_LIFTED.',
  })
  async liftConflict(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.lift)) input: LiftRestrictionInput,
  ): Promise<typeof CaseResult> {
    return this.changed(actor, await this.restrictions.liftConflict(actor, input));
  }

  @Mutation(() => CaseResult, {
    description:
      'Keeps a case more closely, or less; agencies that were only asked to attend stop knowing a restricted case. Refused: NOTHING_TO_CHANGE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async changeHandling(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.handling)) input: ChangeHandlingInput,
  ): Promise<typeof CaseResult> {
    return this.changed(actor, await this.handling.change(actor, input));
  }

  @Mutation(() => CaseResult, {
    description: 'Writes the restricted notes of a case anew. Refused: CHANGED_SINCE_YOU_LOOKED.',
  })
  async changeRestrictedNotes(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.notes)) input: ChangeRestrictedNotesInput,
  ): Promise<typeof CaseResult> {
    return this.changed(actor, await this.handling.changeNotes(actor, input));
  }

  private async changed(actor: PersonActor, result: Result<CaseFile>): Promise<CaseType | RefusalType> {
    if (!result.ok) return answer(result, () => new CaseType());
    return toCase(await this.reading.get(actor, result.value.id), this.clock.today());
  }
}

/** Who may know of a case, as those who run its panel are shown it; and the parts that only some are shown. */
@Resolver(() => CaseType)
export class CaseKnowingResolver {
  @ResolveField(() => [CaseRestrictionType], {
    nullable: true,
    description: 'The entries of its lists, those in force first; null: you do not run the panel.',
  })
  async restrictions(
    @CurrentActor() actor: PersonActor,
    @Parent() { id, panelId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseRestrictionType[] | null> {
    if (!may(actor, 'case:restrict', { panelId })) return null;
    return (await loaders.restrictionsOfCase.load(id)).map(toRestriction);
  }

  @ResolveField(() => [CaseAccessType], {
    nullable: true,
    description: 'The agencies that may know of it, and why; null: you do not run the panel.',
  })
  async access(
    @CurrentActor() actor: PersonActor,
    @Parent() { id, panelId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseAccessType[] | null> {
    if (!may(actor, 'case:restrict', { panelId })) return null;
    return (await loaders.accessOfCase.load(id)).map(toCaseAccess);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'For those who run the panel and advocates; null also for everybody else. Recorded.',
  })
  async restrictedNotes(
    @Parent() { id }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return (await loaders.restrictedNotesOfCase.load(id))[0]?.notes ?? null;
  }
}

/** The people and the agency of an entry. */
@Resolver(() => CaseRestrictionType)
export class CaseRestrictionResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Whom it is about; or an agency.' })
  person(
    @Parent() { personId }: CaseRestrictionType,
    @Context() context: GraphqlContext,
  ): Promise<PersonType | null> {
    return personOf(personId, context);
  }

  @ResolveField(() => AgencyType, { nullable: true, description: 'Everybody of it; or a person.' })
  async agency(
    @Parent() { agencyId }: CaseRestrictionType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AgencyType | null> {
    return agencyId ? toAgency(await loaders.agency.load(agencyId)) : null;
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who made it; null: the system.' })
  madeBy(
    @Parent() { madeById }: CaseRestrictionType,
    @Context() context: GraphqlContext,
  ): Promise<PersonType | null> {
    return personOf(madeById, context);
  }

  @ResolveField(() => PersonType, { nullable: true })
  liftedBy(
    @Parent() { liftedById }: CaseRestrictionType,
    @Context() context: GraphqlContext,
  ): Promise<PersonType | null> {
    return personOf(liftedById, context);
  }
}

/** The agency of a need. */
@Resolver(() => CaseAccessType)
export class CaseAccessResolver {
  @ResolveField(() => AgencyType, { description: 'The agency that may know.' })
  async agency(
    @Parent() { agencyId }: CaseAccessType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(agencyId));
  }
}

async function personOf(id: string | null, { loaders }: GraphqlContext): Promise<PersonType | null> {
  return id ? toPerson(await loaders.person.load(id)) : null;
}

/** Resolvers of who may know of a case. */
export const NEED_TO_KNOW_RESOLVERS = [
  NeedToKnowResolver,
  CaseKnowingResolver,
  CaseRestrictionResolver,
  CaseAccessResolver,
];
