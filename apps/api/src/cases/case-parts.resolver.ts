import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CaseFlagType, IncidentType, RiskAssessmentType } from './case.types.js';

async function personOf(id: string | null, { loaders }: GraphqlContext): Promise<PersonType | null> {
  return id ? toPerson(await loaders.person.load(id)) : null;
}

/** Who flagged. */
@Resolver(() => CaseFlagType)
export class CaseFlagResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Null: a rule did.' })
  flaggedBy(@Parent() flag: CaseFlagType, @Context() context: GraphqlContext): Promise<PersonType | null> {
    return personOf(flag.flaggedById, context);
  }
}

/** Who assessed. */
@Resolver(() => RiskAssessmentType)
export class RiskAssessmentResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Null: it came with a referral.' })
  assessedBy(
    @Parent() assessment: RiskAssessmentType,
    @Context() context: GraphqlContext,
  ): Promise<PersonType | null> {
    return personOf(assessment.assessedById, context);
  }
}

/** Who recorded. */
@Resolver(() => IncidentType)
export class IncidentResolver {
  @ResolveField(() => PersonType, { nullable: true })
  recordedBy(
    @Parent() incident: IncidentType,
    @Context() context: GraphqlContext,
  ): Promise<PersonType | null> {
    return personOf(incident.recordedById, context);
  }
}

/** Resolvers of what belongs to a case. */
export const CASE_PART_RESOLVERS = [CaseFlagResolver, RiskAssessmentResolver, IncidentResolver];
