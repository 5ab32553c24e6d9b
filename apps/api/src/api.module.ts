import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { ActionsModule } from '#actions';
import { AgenciesModule } from '#agencies';
import { AuditModule } from '#audit';
import { CasesModule } from '#cases';
import { ImportsModule } from '#imports';
import { InsightsModule } from '#insights';
import { MeetingsModule } from '#meetings';
import { OutcomesModule } from '#outcomes';
import { PanelsModule } from '#panels';
import { AppLog, Config, PlatformModule, type PlatformParts, RateLimits } from '#platform';
import { RemindersModule } from '#reminders';
import { ActionChangesResolver } from './actions/action-changes.resolver.js';
import { ActionLinePreviewResolver } from './actions/action-line-preview.resolver.js';
import { ActionsResolver, ActionUpdateResolver, OwnerCountResolver } from './actions/actions.resolver.js';
import { ActionCaseResolver, CaseActionsResolver } from './actions/case.actions.resolver.js';
import { ListingActionsResolver } from './actions/listing.actions.resolver.js';
import { MeActionsResolver } from './actions/me.actions.resolver.js';
import { AgenciesResolver } from './agencies/agencies.resolver.js';
import { ApiTokensResolver } from './agencies/api-tokens.resolver.js';
import { LocalSignInResolver } from './agencies/local-sign-in.resolver.js';
import { OrganisationSignInResolver } from './agencies/organisation-sign-in.resolver.js';
import { MeResolver } from './agencies/me.resolver.js';
import { PeopleResolver } from './agencies/people.resolver.js';
import { ServicesResolver } from './agencies/services.resolver.js';
import { SignInResolver } from './agencies/sign-in.resolver.js';
import { AUDIT_RESOLVERS } from './audit/audit.resolver.js';
import { AccessRequestsResolver } from './cases/access-requests.resolver.js';
import { BREAK_GLASS_RESOLVERS } from './cases/break-glass.resolver.js';
import { CASE_PART_RESOLVERS } from './cases/case-parts.resolver.js';
import { CasesResolver } from './cases/cases.resolver.js';
import { CONFLICT_RESOLVERS } from './cases/conflict-suggestions.resolver.js';
import { NEED_TO_KNOW_RESOLVERS } from './cases/need-to-know.resolver.js';
import { LINK_RESOLVERS } from './cases/links.resolver.js';
import { DraftsResolver } from './drafts/drafts.resolver.js';
import { GRAPHQL_PATH } from './door/graphql-door.js';
import { compiledDocuments } from './graphql/compiled.plugin.js';
import type { GraphqlContext } from './graphql/context.js';
import { SignedInGuard } from './graphql/current-actor.js';
import { checkEachRequest } from './graphql/each-request.plugin.js';
import { EveryErrorFilter, formatErrors } from './graphql/errors.js';
import { answerFromParent } from './graphql/lean.js';
import { LimitedGuard } from './graphql/limited.js';
import { LIMITS, withinLimits } from './graphql/limits.js';
import { graphqlOverHttp } from './graphql/over-http.plugin.js';
import { LoaderMaker } from './graphql/loaders.js';
import { InsightsResolver } from './insights/insights.resolver.js';
import { AgendaResolver } from './meetings/agenda.resolver.js';
import { QueueRiskResolver } from './meetings/queue-risk.resolver.js';
import { MEETING_PART_RESOLVERS } from './meetings/listing.resolver.js';
import { LivePartsResolver } from './meetings/live-parts.resolver.js';
import { LiveMeetingResolver } from './meetings/live-meeting.resolver.js';
import { MeetingsResolver } from './meetings/meetings.resolver.js';
import { OutcomesResolver } from './outcomes/outcomes.resolver.js';
import { PanelSettingChangeResolver, PanelsResolver } from './panels/panels.resolver.js';
import { REMINDER_RESOLVERS } from './reminders/reminders.resolver.js';
import { TRIAGE_RESOLVERS } from './triage/index.js';

const ROOMS = [
  AuditModule,
  AgenciesModule,
  PanelsModule,
  CasesModule,
  MeetingsModule,
  ActionsModule,
  OutcomesModule,
  RemindersModule,
  InsightsModule,
  ImportsModule,
];

const RESOLVERS = [
  AgenciesResolver,
  MeResolver,
  SignInResolver,
  PeopleResolver,
  LocalSignInResolver,
  OrganisationSignInResolver,
  ApiTokensResolver,
  ServicesResolver,
  PanelsResolver,
  PanelSettingChangeResolver,
  CasesResolver,
  ...CASE_PART_RESOLVERS,
  QueueRiskResolver,
  ...NEED_TO_KNOW_RESOLVERS,
  ...CONFLICT_RESOLVERS,
  AccessRequestsResolver,
  DraftsResolver,
  ...BREAK_GLASS_RESOLVERS,
  ...TRIAGE_RESOLVERS,
  ...LINK_RESOLVERS,
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
  ...AUDIT_RESOLVERS,
];

/** Makes what a GraphQL request needs: who asks, and fresh loaders. */
@Module({ imports: ROOMS, providers: [LoaderMaker], exports: [LoaderMaker, ...ROOMS] })
class DoorFrameModule {}

/** The GraphQL door: translates requests for the rooms, decides nothing. */
@Module({})
export class ApiModule {
  static with(parts: PlatformParts, rates: RateLimits): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.with(parts),
        DoorFrameModule,
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [DoorFrameModule],
          inject: [Config, LoaderMaker],
          useFactory: graphqlOptions,
        }),
      ],
      providers: [
        ...RESOLVERS,
        { provide: RateLimits, useValue: rates },
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_GUARD, useClass: LimitedGuard },
        { provide: APP_FILTER, useClass: EveryErrorFilter },
      ],
    };
  }
}

function graphqlOptions(config: Config, loaders: LoaderMaker): Omit<ApolloDriverConfig, 'driver'> {
  const format = formatErrors(new AppLog('api', config.environment));
  return {
    autoSchemaFile: true,
    sortSchema: true,
    path: GRAPHQL_PATH,
    // Who may ask about the schema is settled for each request, by checkEachRequest.
    introspection: true,
    graphiql: false,
    playground: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: config.isProduction,
    // A foreign page can send none of these without asking first, which nobody here answers.
    csrfPrevention: {
      requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'],
    },
    // Texts that somebody else left under a hash would go round the list of trusted documents.
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    transformSchema: answerFromParent,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [withinLimits],
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      checkEachRequest(config),
      compiledDocuments(format),
      graphqlOverHttp,
    ],
    formatError: format,
    context: ({ asking }: FastifyRequest): GraphqlContext => ({
      ...asking,
      loaders: loaders.make(asking.actor),
    }),
  };
}
