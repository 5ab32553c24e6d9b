import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CasesModule } from '#cases';
import { OutcomeReviews } from './outcomes.service.js';

/** The room of outcome reviews and of closing cases. */
@Module({ imports: [AuditModule, CasesModule], providers: [OutcomeReviews], exports: [OutcomeReviews] })
export class OutcomesModule {}
