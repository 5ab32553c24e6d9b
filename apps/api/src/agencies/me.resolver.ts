import { Context, Field, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type OpenedCase, PERMISSIONS, reachOf, type Scope } from '#access';
import { ApiTokens, LocalAccounts, scopesFor, Sessions, type SignedInActor } from '#agencies';
import { Clock, type Moment } from '#kernel';
import { Config } from '#platform';
import type { GraphqlContext } from '../graphql/context.js';
import { SignedOutAllowed } from '../graphql/current-actor.js';
import { MomentScalar } from '../graphql/scalars.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import { PersonType, toPerson } from './agency.types.js';
import { ApiTokenType, ScopeEnum, toApiToken } from './api-token.types.js';
import { OpenSessionType, toOpenSession } from './session.types.js';

/** `Me` in the schema: the person who is asking. */
@ObjectType('Me', { description: 'The person who is asking, and what they may do.' })
export class MeType {
  @Field(() => [String], { description: 'What the person may do, as noun:verb.' }) permissions: string[];
  @Field(() => MomentScalar, { description: 'What time the application thinks it is.' }) now: Moment;
  @Field({ description: 'True in a demonstration area, where everybody and everything is made up.' })
  isDemo: boolean;
  @Field(() => MomentScalar, { description: 'When this session ends if the person does nothing more.' })
  sessionEndsAt: Moment;
  @Field(() => MomentScalar, {
    nullable: true,
    description: 'You opened a case by break-glass, the last of them until then. Null: none is open.',
  })
  openedByBreakGlassUntil: Moment | null;
  actor: SignedInActor;
}

/** Who is asking. */
@Resolver(() => MeType)
export class MeResolver {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly sessions: Sessions,
    private readonly accounts: LocalAccounts,
    private readonly apiTokens: ApiTokens,
  ) {}

  @SignedOutAllowed()
  @Query(() => MeType, { nullable: true, description: 'The person who is asking; null when signed out.' })
  me(@Context() { actor }: GraphqlContext): MeType | null {
    if (!actor) return null;
    return Object.assign(new MeType(), {
      actor,
      permissions: PERMISSIONS.filter((permission) => reachOf(actor, permission) !== null),
      now: this.clock.now(),
      isDemo: !this.config.isProduction,
      sessionEndsAt: actor.sessionEndsAt,
      openedByBreakGlassUntil: lastOf(actor.openedCases ?? []),
    });
  }

  @ResolveField(() => PersonType, { description: 'The directory entry.' })
  async person(@Parent() { actor }: MeType, @Context() { loaders }: GraphqlContext): Promise<PersonType> {
    return toPerson(await loaders.person.load(actor.personId));
  }

  @ResolveField(() => [OpenSessionType], {
    name: 'sessions',
    description: 'Where the person is signed in.',
  })
  async openSessions(@Parent() { actor }: MeType): Promise<OpenSessionType[]> {
    return (await this.sessions.own(actor)).map(toOpenSession);
  }

  @ResolveField(() => [ApiTokenType], {
    description: 'Tokens of programs that ask in the name of the person.',
  })
  async tokens(@Parent() { actor }: MeType): Promise<ApiTokenType[]> {
    return (await this.apiTokens.own(actor)).map(toApiToken);
  }

  @ResolveField(() => [ScopeEnum], { description: 'What a token of the person can be made for.' })
  scopesToGive(@Parent() { actor }: MeType): Scope[] {
    return scopesFor(actor.role);
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Recovery codes not used yet; null for somebody without a password here.',
  })
  recoveryCodesLeft(@Parent() { actor }: MeType): Promise<number | null> {
    return this.accounts.recoveryCodesLeft(actor);
  }

  @ResolveField(() => [PanelType], { description: 'The panels the person works on.' })
  async panels(@Parent() { actor }: MeType, @Context() { loaders }: GraphqlContext): Promise<PanelType[]> {
    const panels = await Promise.all(actor.panelIds.map((id) => loaders.panel.load(id)));
    return panels.map(toPanel).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function lastOf(opened: readonly OpenedCase[]): Moment | null {
  return opened.reduce<Moment | null>(
    (last, { endsAt }) => (last === null || endsAt > last ? endsAt : last),
    null,
  );
}
