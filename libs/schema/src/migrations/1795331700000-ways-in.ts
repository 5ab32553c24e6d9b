import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE "person" ADD COLUMN "kind" varchar(40) NOT NULL DEFAULT 'person'`,
  `ALTER TABLE "person" ADD COLUMN "invited_at" varchar(24)`,
  `UPDATE "person" SET "invited_at" = coalesce(
    (SELECT max(t."created_at") FROM "sign_in_ticket" t WHERE t."person_id" = "person"."id" AND t."purpose" = 'invitation'),
    (SELECT max(a."password_set_at") FROM "local_account" a WHERE a."person_id" = "person"."id"))`,
  `ALTER TABLE "agency" ADD COLUMN "sign_in" varchar(40) NOT NULL DEFAULT 'any'`,
  `ALTER TABLE "access_token" ADD COLUMN "scopes" text`,
  `CREATE TABLE "organisation_account" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "person_id" varchar(36) NOT NULL,
    "subject_hash" varchar(200) NOT NULL,
    "created_at" varchar(24) NOT NULL,
    CONSTRAINT "FK_be6066997dd9439f84a0ec9e6d9" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE UNIQUE INDEX "organisation_account_person" ON "organisation_account" ("person_id")`,
  `CREATE UNIQUE INDEX "organisation_account_subject" ON "organisation_account" ("subject_hash")`,
];

/**
 * Services beside people, tokens with scopes, sign-in by the organisation's service. Whoever was invited or has a
 * password counts as invited; tokens of programs from before have no scope and so may do nothing.
 */
export class WaysIn1795331700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
