import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { Panels } from './panels.service.js';

/** The room of standing panels. */
@Module({ imports: [AuditModule], providers: [Panels], exports: [Panels] })
export class PanelsModule {}
