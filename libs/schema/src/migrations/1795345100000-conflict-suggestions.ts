import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "conflict_dismissal" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "case_id" varchar(36) NOT NULL,
    "person_id" varchar(36) NOT NULL,
    "case_person_id" varchar(36) NOT NULL,
    "signs" text NOT NULL,
    "reason" text NOT NULL,
    "dismissed_at" varchar(24) NOT NULL,
    "dismissed_by_id" varchar(36),
    CONSTRAINT "FK_df0f6f5fc07983174dedf115f6b" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_fa45bf6fc135afac2876f6dbad0" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_bbfaed371e4422a719be1596df7" FOREIGN KEY ("case_person_id") REFERENCES "case_person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_62924f6b59e6948b6e3071a34f9" FOREIGN KEY ("dismissed_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "conflict_dismissal_case" ON "conflict_dismissal" ("case_id")`,
];

/** Suggestions that a member of staff may know a person of a case, which somebody looked at and found to be nothing. */
export class ConflictSuggestions1795345100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
