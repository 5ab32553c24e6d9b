import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { LinksModule } from '#links';
import { PanelsModule } from '#panels';
import { CaseFactsReader } from './case-facts.reader.js';
import { CaseFlagging } from './case-flagging.js';
import { CaseReading } from './case-reading.service.js';
import { CaseRecords } from './case-records.service.js';
import { CaseLinking } from './links/case-linking.js';
import { LinkSettingsOfPanels } from './links/link-settings.service.js';
import { CaseLinks } from './links/case-links.service.js';
import { Cases } from './cases.service.js';
import { AccessRequests } from './need-to-know/access-requests.service.js';
import { CaseHandling } from './need-to-know/case-handling.service.js';
import { CaseLists } from './need-to-know/case-lists.reader.js';
import { CaseRestrictions } from './need-to-know/case-restrictions.service.js';
import { ConflictSuggestions } from './need-to-know/conflict-suggestions.service.js';
import { BreakingGlass } from './need-to-know/break-glass.service.js';
import { BreakGlassReviews } from './need-to-know/break-glass-reviews.service.js';
import { ReferralDrafts } from './draft/referral-drafts.service.js';
import { Referrals } from './referrals.service.js';
import { TriageBook } from './triage/triage-book.js';
import { SecondLooks } from './triage/second-looks.service.js';
import { TriageByTheClock } from './triage/triage-by-the-clock.service.js';
import { Transfers } from './triage/transfers.service.js';
import { TriageDecisions } from './triage/triage.service.js';
import { TriageReading } from './triage/triage-reading.service.js';

const OPEN = [
  Cases,
  CaseReading,
  CaseRecords,
  CaseLinking,
  CaseLinks,
  LinkSettingsOfPanels,
  Referrals,
  ReferralDrafts,
  CaseRestrictions,
  ConflictSuggestions,
  CaseHandling,
  AccessRequests,
  BreakingGlass,
  BreakGlassReviews,
  SecondLooks,
  Transfers,
  TriageByTheClock,
  TriageDecisions,
  TriageReading,
];

/** The room of cases: referrals, people, risk tools, incidents, flags and who may know of them. */
@Module({
  imports: [AuditModule, LinksModule, PanelsModule],
  providers: [CaseFactsReader, CaseFlagging, CaseLists, TriageBook, ...OPEN],
  exports: [CaseLists, ...OPEN],
})
export class CasesModule {}
