import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { AccessRequests, type RequestsWhich } from '#cases';
import { Clock } from '#kernel';
import { AgencyType, PersonType, toAgency, toPerson } from '../agencies/agency.types.js';
import { checkedBy } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { CaseType, toCase } from './case.types.js';
import { AskForAccessInput, DecideAccessRequestInput, needToKnow } from './need-to-know.inputs.js';
import {
  AccessAskedResult,
  AccessAskedType,
  AccessRequestConnection,
  AccessRequestResult,
  AccessRequestType,
  MyAccessRequestType,
  RequestsWhichEnum,
  toAccessRequest,
  toMyRequest,
} from './need-to-know.types.js';

/** Asking to see a case, and deciding about it, in the schema. */
@Resolver(() => AccessRequestType)
export class AccessRequestsResolver {
  constructor(
    private readonly requests: AccessRequests,
    private readonly clock: Clock,
  ) {}

  @Query(() => [MyAccessRequestType], {
    description: 'Your own requests to see cases, latest first, 100 at most.',
  })
  async myAccessRequests(@CurrentActor() actor: PersonActor): Promise<MyAccessRequestType[]> {
    return (await this.requests.mine(actor)).map(toMyRequest);
  }

  @Query(() => AccessRequestConnection, {
    description:
      'Requests to see cases of the panels you run: the longest waiting first, or settled ones latest first.',
  })
  async accessRequests(
    @CurrentActor() actor: PersonActor,
    @Args() page: PageArgs,
    @Args('which', { type: () => RequestsWhichEnum, defaultValue: 'waiting' }) which: RequestsWhich,
  ): Promise<ConnectionOf<AccessRequestType>> {
    return toConnection(await this.requests.list(actor, which, page), toAccessRequest);
  }

  @Mutation(() => AccessAskedResult, {
    description:
      'Asks to see a case. The same answer, and the same work, whether or not there is such a case. Refused: TOO_MANY_REQUESTS (20 a day).',
  })
  async askForAccess(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.ask)) input: AskForAccessInput,
  ): Promise<typeof AccessAskedResult> {
    const asked = await this.requests.ask(actor, input);
    return answer(asked, (value) => Object.assign(new AccessAskedType(), value));
  }

  @Mutation(() => AccessRequestResult, {
    description:
      'Says yes, with a last day, or no to a request. Refused: ALREADY_DECIDED, REQUEST_LAPSED, LAST_DAY_NEEDED, LAST_DAY_OUT_OF_RANGE, ON_A_LIST.',
  })
  async decideAccessRequest(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(needToKnow.decide)) input: DecideAccessRequestInput,
  ): Promise<typeof AccessRequestResult> {
    return answer(await this.requests.decide(actor, input), toAccessRequest);
  }

  @ResolveField(() => CaseType, { description: 'The case they ask to see.' })
  async case(
    @Parent() { caseId }: AccessRequestType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType> {
    return toCase(await loaders.case.load(caseId), this.clock.today());
  }

  @ResolveField(() => PersonType, { description: 'Who asks.' })
  async person(
    @Parent() { personId }: AccessRequestType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(personId));
  }

  @ResolveField(() => AgencyType, { description: 'Their agency, for which a yes counts.' })
  async agency(
    @Parent() { agencyId }: AccessRequestType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<AgencyType> {
    return toAgency(await loaders.agency.load(agencyId));
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who decided; null: nobody.' })
  async decidedBy(
    @Parent() { decidedById }: AccessRequestType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return decidedById ? toPerson(await loaders.person.load(decidedById)) : null;
  }
}
