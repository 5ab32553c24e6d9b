import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { ActionsModule } from '#actions';
import { AgenciesModule, SignIn } from '#agencies';
import { CasesModule } from '#cases';
import { InsightsModule } from '#insights';
import { MeetingsModule } from '#meetings';
import { OutcomesModule } from '#outcomes';
import { PanelsModule } from '#panels';
import {
  AppLog,
  Config,
  PlatformModule,
  type PlatformParts,
  UNATTENDED_HEADER,
  VISITOR_HEADER,
  visitorFrom,
} from '#platform';
import { RemindersModule } from '#reminders';
import { ActionChangesResolver } from './actions/action-changes.resolver.js';
import { ActionLinePreviewResolver } from './actions/action-line-preview.resolver.js';
import { ActionsResolver, ActionUpdateResolver, OwnerCountResolver } from './actions/actions.resolver.js';
import { ActionCaseResolver, CaseActionsResolver } from './actions/case.actions.resolver.js';
import { ListingActionsResolver } from './actions/listing.actions.resolver.js';
import { MeActionsResolver } from './actions/me.actions.resolver.js';
import { AgenciesResolver } from './agencies/agencies.resolver.js';
import { LocalSignInResolver } from './agencies/local-sign-in.resolver.js';
import { MeResolver } from './agencies/me.resolver.js';
import { PeopleResolver } from './agencies/people.resolver.js';
import { SignInResolver } from './agencies/sign-in.resolver.js';
import { CASE_PART_RESOLVERS } from './cases/case-parts.resolver.js';
import { CasesResolver } from './cases/cases.resolver.js';
import { compiledDocuments } from './graphql/compiled.plugin.js';
import type { GraphqlContext } from './graphql/context.js';
import { SignedInGuard } from './graphql/current-actor.js';
import { EveryErrorFilter, formatErrors } from './graphql/errors.js';
import { answerFromParent } from './graphql/lean.js';
import { withinLimits } from './graphql/limits.js';
import { graphqlOverHttp } from './graphql/over-http.plugin.js';
import { LoaderMaker } from './graphql/loaders.js';
import { InsightsResolver } from './insights/insights.resolver.js';
import { AgendaResolver } from './meetings/agenda.resolver.js';
import { MEETING_PART_RESOLVERS } from './meetings/listing.resolver.js';
import { LivePartsResolver } from './meetings/live-parts.resolver.js';
import { LiveMeetingResolver } from './meetings/live-meeting.resolver.js';
import { MeetingsResolver } from './meetings/meetings.resolver.js';
import { OutcomesResolver } from './outcomes/outcomes.resolver.js';
import { PanelsResolver } from './panels/panels.resolver.js';
import { REMINDER_RESOLVERS } from './reminders/reminders.resolver.js';

const ROOMS = [
  AgenciesModule,
  PanelsModule,
  CasesModule,
  MeetingsModule,
  ActionsModule,
  OutcomesModule,
  RemindersModule,
  InsightsModule,
];

const RESOLVERS = [
  AgenciesResolver,
  MeResolver,
  SignInResolver,
  PeopleResolver,
  LocalSignInResolver,
  PanelsResolver,
  CasesResolver,
  ...CASE_PART_RESOLVERS,
  MeetingsResolver,
  AgendaResolver,
  LiveMeetingResolver,
  LivePartsResolver,
  ...MEETING_PART_RESOLVERS,
  ActionsResolver,
  ActionChangesResolver,
  ActionLinePreviewResolver,
  ActionUpdateResolver,
  OwnerCountResolver,
  CaseActionsResolver,
  ActionCaseResolver,
  ListingActionsResolver,
  MeActionsResolver,
  OutcomesResolver,
  ...REMINDER_RESOLVERS,
  InsightsResolver,
];

/** Makes what a GraphQL request needs: who asks, and fresh loaders. */
@Module({ imports: ROOMS, providers: [LoaderMaker], exports: [LoaderMaker, ...ROOMS] })
class DoorFrameModule {}

/** The GraphQL door: translates requests for the rooms, decides nothing. */
@Module({})
export class ApiModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.with(parts),
        DoorFrameModule,
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [DoorFrameModule],
          inject: [Config, SignIn, LoaderMaker],
          useFactory: graphqlOptions,
        }),
      ],
      providers: [
        ...RESOLVERS,
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_FILTER, useClass: EveryErrorFilter },
      ],
    };
  }
}

function graphqlOptions(
  config: Config,
  signIn: SignIn,
  loaders: LoaderMaker,
): Omit<ApolloDriverConfig, 'driver'> {
  const format = formatErrors(new AppLog('api', config.environment));
  return {
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    introspection: !config.isProduction,
    graphiql: false,
    playground: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: config.isProduction,
    // Nobody is known by a cookie here, only by a bearer token, so a foreign page cannot act for anybody.
    csrfPrevention: false,
    transformSchema: answerFromParent,
    parseOptions: { maxTokens: 4000 },
    validationRules: [withinLimits],
    plugins: [ApolloServerPluginCacheControlDisabled(), compiledDocuments(format), graphqlOverHttp],
    formatError: format,
    context: (request: FastifyRequest) => contextOf(request, config, signIn, loaders),
  };
}

async function contextOf(
  request: FastifyRequest,
  config: Config,
  signIn: SignIn,
  loaders: LoaderMaker,
): Promise<GraphqlContext> {
  const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const isUnattended = request.headers[UNATTENDED_HEADER] !== undefined;
  const actor = token ? await signIn.actorOf(token, isUnattended) : null;
  const address = visitorFrom(config.sessionSecret, request.headers[VISITOR_HEADER]) ?? request.ip ?? null;
  return { token, actor, address, loaders: loaders.make(actor) };
}
