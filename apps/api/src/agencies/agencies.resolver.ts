import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor, Role } from '#access';
import { Agencies, AgencySignIns } from '#agencies';
import { id, checkedBy } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import {
  AddAgencyInput,
  addAgency,
  AddPersonInput,
  addPerson,
  ChangeAgencySignInInput,
  changeAgencySignIn,
} from './agency.inputs.js';
import {
  AgencyResult,
  AgencyType,
  PersonConnection,
  PersonResult,
  PersonType,
  RoleEnum,
  toAgency,
  toPerson,
} from './agency.types.js';

/** The directory in the schema. */
@Resolver(() => PersonType)
export class AgenciesResolver {
  constructor(
    private readonly directory: Agencies,
    private readonly signIns: AgencySignIns,
  ) {}

  @Query(() => [AgencyType], { description: 'Every agency, by name.' })
  async agencies(@CurrentActor() actor: PersonActor): Promise<AgencyType[]> {
    return (await this.directory.list(actor)).map(toAgency);
  }

  @Query(() => PersonConnection, { description: 'The people of the directory, by name.' })
  async people(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('agencyId', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'agencyId'))
    agencyId?: string,
    @Args('role', { type: () => RoleEnum, nullable: true }) role?: Role,
  ): Promise<ConnectionOf<PersonType>> {
    return toConnection(await this.directory.people(actor, { agencyId, role }, page), toPerson);
  }

  @Mutation(() => AgencyResult, { description: 'Adds an agency. Refused: AGENCY_EXISTS.' })
  async addAgency(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(addAgency)) input: AddAgencyInput,
  ): Promise<typeof AgencyResult> {
    return answer(await this.directory.add(actor, input), toAgency);
  }

  @Mutation(() => AgencyResult, {
    description:
      'Changes how the people of an agency sign in. By their organisation only: passwords open nothing and sessions opened with one end, save for administrators. Refused: NO_ORGANISATION_SIGN_IN, NOTHING_TO_CHANGE, CHANGED_SINCE_YOU_LOOKED.',
  })
  async changeAgencySignIn(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(changeAgencySignIn)) input: ChangeAgencySignInInput,
  ): Promise<typeof AgencyResult> {
    return answer(await this.signIns.change(actor, input), toAgency);
  }

  @Mutation(() => PersonResult, {
    description: 'Adds a person to an agency. Refused: PERSON_EXISTS, AGENCY_UNKNOWN.',
  })
  async addPerson(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(addPerson)) input: AddPersonInput,
  ): Promise<typeof PersonResult> {
    return answer(await this.directory.addPerson(actor, input), toPerson);
  }

  @ResolveField(() => AgencyType, { description: 'The agency the person works for.' })
  async agency(@Parent() person: PersonType, @Context() { loaders }: GraphqlContext): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(person.agencyId));
  }
}
