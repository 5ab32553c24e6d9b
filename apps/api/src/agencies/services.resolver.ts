import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor, Scope } from '#access';
import { ApiTokens, scopesFor, Services } from '#agencies';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { AgencyType, toAgency } from './agency.types.js';
import {
  addServiceInput,
  AddServiceInput,
  ApiTokenType,
  ScopeEnum,
  ServiceResult,
  ServiceType,
  toApiToken,
  toService,
} from './api-token.types.js';

/** Systems of agencies that ask by token. */
@Resolver(() => ServiceType)
export class ServicesResolver {
  constructor(
    private readonly directory: Services,
    private readonly apiTokens: ApiTokens,
  ) {}

  @Query(() => [ServiceType], { description: 'Every service, by name; for administrators.' })
  async services(@CurrentActor() actor: PersonActor): Promise<ServiceType[]> {
    return (await this.directory.list(actor)).map(toService);
  }

  @Query(() => ServiceType, { description: 'One service; for administrators.' })
  async service(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) serviceId: string,
  ): Promise<ServiceType> {
    return toService(await this.directory.byId(actor, serviceId));
  }

  @Mutation(() => ServiceResult, {
    description:
      'Adds a service to an agency; suspendPerson and reinstatePerson end and give back its access. ' +
      'Refused: AGENCY_UNKNOWN, SERVICE_EXISTS.',
  })
  async addService(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(addServiceInput)) input: AddServiceInput,
  ): Promise<typeof ServiceResult> {
    return answer(await this.directory.add(actor, input), toService);
  }

  @ResolveField(() => AgencyType, { description: 'The agency whose system it is.' })
  async agency(@Parent() service: ServiceType, @Context() { loaders }: GraphqlContext): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(service.agencyId));
  }

  @ResolveField(() => [ApiTokenType], { description: 'Its tokens that are good now.' })
  async tokens(@Parent() service: ServiceType, @CurrentActor() actor: PersonActor): Promise<ApiTokenType[]> {
    const found = await this.apiTokens.ofServices(actor, [service.id]);
    return (found.get(service.id) ?? []).map(toApiToken);
  }

  @ResolveField(() => [ScopeEnum], { description: 'What a token of it can be made for.' })
  scopesToGive(@Parent() { role }: ServiceType): Scope[] {
    return scopesFor(role);
  }
}
