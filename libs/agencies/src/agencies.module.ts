import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { Agencies } from './agencies.service.js';
import { SignIn } from './sign-in.service.js';

/** The room of agencies, people and how a login becomes an actor. */
@Module({ imports: [AuditModule], providers: [Agencies, SignIn], exports: [Agencies, SignIn] })
export class AgenciesModule {}
