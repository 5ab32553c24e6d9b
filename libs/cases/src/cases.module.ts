import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CaseFactsReader } from './case-facts.reader.js';
import { Cases } from './cases.service.js';

/** The room of cases: referrals, people, risk tools, incidents, flags and who may know of them. */
@Module({ imports: [AuditModule], providers: [CaseFactsReader, Cases], exports: [Cases] })
export class CasesModule {}
