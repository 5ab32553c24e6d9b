import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ApiTokens } from './api-tokens.service.js';
import { Agencies } from './agencies.service.js';
import { AgencySignIns } from './agency-sign-in.service.js';
import { Invitations } from './invitations.service.js';
import { LocalAccounts } from './local-accounts.service.js';
import { OrganisationProvider } from './organisation-provider.js';
import { OrganisationSignIn } from './organisation-sign-in.service.js';
import { LocalSignIn } from './local-sign-in.service.js';
import { Secrets } from './secrets.service.js';
import { Services } from './services.service.js';
import { Sessions } from './sessions.service.js';
import { Tickets } from './sign-in-tickets.service.js';
import { TriesCount } from './sign-in-tries.service.js';
import { SignIn } from './sign-in.service.js';
import { Suspensions } from './suspensions.service.js';

const SERVICES = [
  Agencies,
  AgencySignIns,
  SignIn,
  Sessions,
  Suspensions,
  Secrets,
  TriesCount,
  Tickets,
  LocalAccounts,
  LocalSignIn,
  Invitations,
  ApiTokens,
  Services,
  OrganisationProvider,
  OrganisationSignIn,
];

/** The room of agencies, people and how a login becomes an actor. */
@Module({ imports: [AuditModule], providers: SERVICES, exports: SERVICES })
export class AgenciesModule {}
