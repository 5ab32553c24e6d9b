import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "case_restriction" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "case_id" varchar(36) NOT NULL,
    "kind" varchar(40) NOT NULL,
    "person_id" varchar(36),
    "agency_id" varchar(36),
    "reason" text NOT NULL,
    "since" varchar(24) NOT NULL,
    "made_by_id" varchar(36),
    "lifted_at" varchar(24),
    "lifted_by_id" varchar(36),
    "lifted_reason" text,
    CONSTRAINT "FK_4296c1e4568b82cab8bf871b7b1" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_b7269746a848b9e92f787d5fc4f" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_bad2643367289bff17b1d28b072" FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_5706fd314fa60c4078cfee2d2f8" FOREIGN KEY ("made_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_d211a7aeeea4ed4908cd9ef209d" FOREIGN KEY ("lifted_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "case_restriction_kind" ON "case_restriction" ("kind", "lifted_at", "case_id")`,
  `CREATE INDEX "case_restriction_agency" ON "case_restriction" ("agency_id", "lifted_at")`,
  `CREATE INDEX "case_restriction_person" ON "case_restriction" ("person_id", "lifted_at")`,
  `CREATE INDEX "case_restriction_case" ON "case_restriction" ("case_id", "lifted_at")`,
  `CREATE TABLE "access_request" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "reference" varchar(40) NOT NULL,
    "person_id" varchar(36) NOT NULL,
    "agency_id" varchar(36) NOT NULL,
    "reason" text NOT NULL,
    "asked_at" varchar(24) NOT NULL,
    "lapses_on" varchar(10) NOT NULL,
    "decided_at" varchar(24),
    "decided_by_id" varchar(36),
    "is_granted" boolean,
    "decision_reason" text,
    "granted_until" varchar(10),
    CONSTRAINT "FK_c03140f6239515cd3ee099ef409" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_b46ca39f2f034716685c49ce55d" FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_6ffb80ef532a1127f4799d2e294" FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "access_request_reference" ON "access_request" ("reference", "asked_at")`,
  `CREATE INDEX "access_request_person" ON "access_request" ("person_id", "asked_at")`,
  `ALTER TABLE "case_file" ADD COLUMN "restricted_notes" text`,
];

/** Lists that narrow who may know of a case, requests for access, and restricted notes. No case has any so far. */
export class NeedToKnow1795331950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
