import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "referral_details" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "case_id" varchar(36) NOT NULL,
    "words" text NOT NULL,
    "lawful_bases" text NOT NULL,
    "channels" text NOT NULL,
    "other_forums" text NOT NULL,
    "others_at_risk" text NOT NULL,
    "offence_status" varchar(40) NOT NULL,
    "needs_interpreter" varchar(40) NOT NULL,
    "is_pregnant" varchar(40) NOT NULL,
    "advocate_referred_on" varchar(10),
    "manager_name" varchar(200) NOT NULL,
    "signed_off_on" varchar(10),
    CONSTRAINT "FK_855cb3ca0ce3d0ded6c1488cc1b" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE UNIQUE INDEX "referral_details_case" ON "referral_details" ("case_id")`,
  `CREATE TABLE "referral_draft" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "person_id" varchar(36) NOT NULL,
    "agency_id" varchar(36) NOT NULL,
    "answers" text NOT NULL,
    "started_at" varchar(24) NOT NULL,
    "saved_at" varchar(24) NOT NULL,
    "case_id" varchar(36),
    "submitted_at" varchar(24),
    "version" integer NOT NULL,
    CONSTRAINT "FK_7f31e350c3769d0636bafd47893" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_2274fa534035c128c36a78a8983" FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_01979fbcaaedc1cb7abfb6cf65f" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "referral_draft_stale" ON "referral_draft" ("saved_at")`,
  `CREATE INDEX "referral_draft_owner" ON "referral_draft" ("person_id", "agency_id", "saved_at")`,
  `ALTER TABLE "risk_assessment" ADD COLUMN "notes" text NOT NULL DEFAULT '{}'`,
];

/** Referrals that are being written, the rest of the referral form, and what shows each answer of a risk form. */
export class ReferralForms1795351000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
