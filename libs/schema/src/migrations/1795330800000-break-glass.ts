import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "break_glass" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "case_id" varchar(36),
    "person_id" varchar(36) NOT NULL,
    "agency_id" varchar(36) NOT NULL,
    "role" varchar(40) NOT NULL,
    "reason" text NOT NULL,
    "opened_at" varchar(24) NOT NULL,
    "ends_at" varchar(24) NOT NULL,
    "reviewed_at" varchar(24),
    "reviewed_by_id" varchar(36),
    "verdict" varchar(40),
    "note" text,
    "version" integer NOT NULL,
    CONSTRAINT "FK_36fc3b6d909d2695da9a1688f32" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_e2f83a8c02dc8367a7d34eda8e6" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_338e4e4d6987b5cb03c19253a03" FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_a759ebd404d64b43afdea237fcc" FOREIGN KEY ("reviewed_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "break_glass_person" ON "break_glass" ("person_id", "ends_at")`,
  `CREATE INDEX "break_glass_case" ON "break_glass" ("case_id", "opened_at")`,
  `CREATE INDEX "break_glass_review" ON "break_glass" ("reviewed_at", "opened_at")`,
];

/** Uses of break-glass, and what they were judged to be. */
export class BreakGlass1795330800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
