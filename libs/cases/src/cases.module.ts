import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { PanelsModule } from '#panels';
import { CaseFactsReader } from './case-facts.reader.js';
import { CaseFlagging } from './case-flagging.js';
import { CaseReading } from './case-reading.service.js';
import { CaseRecords } from './case-records.service.js';
import { Cases } from './cases.service.js';
import { Referrals } from './referrals.service.js';

/** The room of cases: referrals, people, risk tools, incidents, flags and who may know of them. */
@Module({
  imports: [AuditModule, PanelsModule],
  providers: [CaseFactsReader, CaseFlagging, Cases, CaseReading, CaseRecords, Referrals],
  exports: [Cases, CaseReading, CaseRecords, Referrals],
})
export class CasesModule {}
