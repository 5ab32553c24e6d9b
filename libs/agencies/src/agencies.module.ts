import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { Agencies } from './agencies.service.js';
import { Sessions } from './sessions.service.js';
import { SignIn } from './sign-in.service.js';
import { Suspensions } from './suspensions.service.js';

const SERVICES = [Agencies, SignIn, Sessions, Suspensions];

/** The room of agencies, people and how a login becomes an actor. */
@Module({ imports: [AuditModule], providers: SERVICES, exports: SERVICES })
export class AgenciesModule {}
