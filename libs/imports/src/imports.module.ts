import { Module } from '@nestjs/common';
import { ActionsModule } from '#actions';
import { AgenciesModule } from '#agencies';
import { AuditModule } from '#audit';
import { CasesModule } from '#cases';
import { PanelsModule } from '#panels';
import { RemindersModule } from '#reminders';
import { ActionImport } from './action-import.service.js';
import { ActionsExport } from './actions-export.service.js';
import { DirectoryImport } from './directory-import.service.js';
import { FileImport } from './file-import.service.js';
import { FoundLinksReader } from './found-links.reader.js';
import { ImportWorld } from './import-world.js';
import { IncidentImport } from './incident-import.service.js';
import { Imports } from './imports.service.js';
import { LinkChecks } from './link-checks.service.js';
import { KnownReferrals } from './mailbox/known-referrals.reader.js';
import { MailboxTasks } from './mailbox/mailbox-tasks.service.js';
import { ReferralMailbox } from './mailbox/referral-mailbox.service.js';
import { ReferralImport } from './referral-import.service.js';

/** The room of files that come in and go out. */
@Module({
  imports: [AuditModule, AgenciesModule, PanelsModule, CasesModule, ActionsModule, RemindersModule],
  providers: [
    ImportWorld,
    FileImport,
    DirectoryImport,
    ReferralImport,
    ActionImport,
    IncidentImport,
    Imports,
    KnownReferrals,
    ReferralMailbox,
    MailboxTasks,
    ActionsExport,
    FoundLinksReader,
    LinkChecks,
  ],
  exports: [Imports, ReferralMailbox, MailboxTasks, ActionsExport, LinkChecks],
})
export class ImportsModule {}
