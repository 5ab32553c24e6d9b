import { Module } from '@nestjs/common';
import type { Clock } from '#kernel';
import { Config, Database } from '#platform';
import { AuditChain } from './audit-chain.service.js';
import { AuditCheckpoints } from './audit-checkpoints.service.js';
import { AuditKeys } from './audit-keys.js';
import { AuditLog } from './audit-log.service.js';
import { AuditVerification } from './audit-verification.service.js';
import { Audit } from './audit.service.js';
import { UnusualTermsSettings } from './unusual-terms.service.js';

/** The audit of a process that puts no modules together. */
export function auditOf(config: Config, database: Database, clock: Clock): Audit {
  return new Audit(database, clock, chainOf(database, AuditKeys.of(config), config));
}

function chainOf(database: Database, keys: AuditKeys, config: Config): AuditChain {
  return new AuditChain(database, keys, config.auditLanes);
}

/** Gives every later room its {@link Audit}. */
@Module({
  providers: [
    { provide: AuditKeys, useFactory: (config: Config) => AuditKeys.of(config), inject: [Config] },
    {
      provide: AuditChain,
      useFactory: chainOf,
      inject: [Database, AuditKeys, Config],
    },
    Audit,
    AuditCheckpoints,
    AuditVerification,
    AuditLog,
    UnusualTermsSettings,
  ],
  exports: [Audit, AuditCheckpoints, AuditLog, AuditVerification, UnusualTermsSettings],
})
export class AuditModule {}
