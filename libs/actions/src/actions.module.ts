import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CasesModule } from '#cases';
import { MeetingsModule } from '#meetings';
import { PanelsModule } from '#panels';
import { Actions } from './actions.service.js';
import { ActionTransfers } from './action-transfers.service.js';
import { AgreeActions } from './agree-actions.service.js';
import { ImportedActions } from './imported-actions.service.js';
import { UpdateActions } from './update-actions.service.js';

/** The room of agreed actions. */
@Module({
  imports: [AuditModule, PanelsModule, CasesModule, MeetingsModule],
  providers: [Actions, ActionTransfers, AgreeActions, UpdateActions, ImportedActions],
  exports: [Actions, ActionTransfers, AgreeActions, UpdateActions, ImportedActions],
})
export class ActionsModule {}
