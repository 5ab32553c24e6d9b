import { Module } from '@nestjs/common';
import { Audit } from './audit.service.js';

/** Gives every later room its {@link Audit}. */
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}
