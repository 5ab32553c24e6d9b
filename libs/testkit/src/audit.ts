import { Audit, AuditChain, AuditKeys } from '#audit';
import type { Clock } from '#kernel';
import { type Database, readConfig } from '#platform';

/** The keys under which everything in a test chains its audit. */
export function auditKeys(): AuditKeys {
  const read = readConfig({ ACCORD_ENV: 'test' });
  if (!read.ok) throw new Error(read.refusal.message);
  return AuditKeys.of(read.value);
}

/** The audit of a database, as the rooms get it. */
export function anAudit(db: Database, clock: Clock, lanes = db.dialect === 'postgres' ? 16 : 1): Audit {
  return new Audit(db, clock, new AuditChain(db, auditKeys(), lanes));
}
