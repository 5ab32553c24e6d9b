import { type DynamicModule, Module } from '@nestjs/common';
import { ApiClient } from '#api-client';
import { HealthController } from './health.controller.js';
import type { Pages } from './http/index.js';
import { AssessController } from './pages/assess/assess.controller.js';
import { AskController } from './pages/access/ask.controller.js';
import { CaseAccessController } from './pages/access/case-access.controller.js';
import { ConflictController } from './pages/access/conflict.controller.js';
import { NotesController } from './pages/access/notes.controller.js';
import { RequestsController } from './pages/access/requests.controller.js';
import { AccountController } from './pages/account/account.controller.js';
import { AccountPage } from './pages/account/account.page.js';
import { TokensController } from './pages/account/tokens.controller.js';
import { ActionController } from './pages/actions/action.controller.js';
import { ActionsController } from './pages/actions/actions.controller.js';
import { AgencyController } from './pages/administration/agency.controller.js';
import { PersonController } from './pages/administration/person.controller.js';
import { ServicesController } from './pages/administration/services.controller.js';
import { BreakGlassController, GlassReviewsController } from './pages/break-glass/break-glass.controller.js';
import { ChronologyController } from './pages/chronology/chronology.controller.js';
import { CasesController } from './pages/cases/cases.controller.js';
import { AuditController } from './pages/audit/audit.controller.js';
import { UnusualSettingsController } from './pages/audit/unusual-settings.controller.js';
import { AdministrationController } from './pages/administration/administration.controller.js';
import { HomeController } from './pages/home/home.controller.js';
import { OutboxController } from './pages/outbox/outbox.controller.js';
import { LinksController } from './pages/links/links.controller.js';
import { OutcomesController } from './pages/outcomes/outcomes.controller.js';
import { MailboxController } from './pages/referrals/mailbox.controller.js';
import { ReferralController } from './pages/referrals/referral.controller.js';
import { ReferralsController } from './pages/referrals/referrals.controller.js';
import { SecondLooksController } from './pages/referrals/second-looks.controller.js';
import { TriageSettingsController } from './pages/referrals/triage-settings.controller.js';
import { ReferringController } from './pages/referring/referring.controller.js';
import { ReadingController } from './pages/reading/reading.controller.js';
import { LiveController } from './pages/meetings/live.controller.js';
import { LiveEventsController } from './pages/meetings/live-events.controller.js';
import { MeetingsController } from './pages/meetings/meetings.controller.js';
import { PrepareController } from './pages/meetings/prepare.controller.js';
import { LocalSignInController } from './pages/sign-in/local-sign-in.controller.js';
import { OrganisationController } from './pages/sign-in/organisation.controller.js';
import { SignInController } from './pages/sign-in/sign-in.controller.js';
import { SignInPage } from './pages/sign-in/sign-in.page.js';
import { Visits } from './session/visits.js';

const CONTROLLERS = [
  HealthController,
  SignInController,
  LocalSignInController,
  OrganisationController,
  AccountController,
  TokensController,
  ActionsController,
  ActionController,
  ReferralsController,
  ReferralController,
  SecondLooksController,
  MailboxController,
  TriageSettingsController,
  CasesController,
  ChronologyController,
  ReferringController,
  AssessController,
  AskController,
  ConflictController,
  CaseAccessController,
  LinksController,
  RequestsController,
  NotesController,
  BreakGlassController,
  GlassReviewsController,
  OutcomesController,
  HomeController,
  OutboxController,
  AdministrationController,
  AgencyController,
  PersonController,
  ServicesController,
  AuditController,
  UnusualSettingsController,
  ReadingController,
  MeetingsController,
  PrepareController,
  LiveController,
  LiveEventsController,
];

/** The pages: a client of the GraphQL API like any other. */
@Module({})
export class WebModule {
  static with(api: ApiClient, pages: Pages): DynamicModule {
    return {
      module: WebModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: ApiClient, useValue: api },
        { provide: Visits, useValue: new Visits(api, pages) },
        SignInPage,
        AccountPage,
      ],
    };
  }
}
