import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE "audit_entry" ADD COLUMN "session_id" varchar(36)`,
  `ALTER TABLE "audit_entry" ADD COLUMN "why" text`,
];

/** The audit also says with which session something was done, and the reason given. Nothing is known of older entries. */
export class AuditReasons1795328645035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
