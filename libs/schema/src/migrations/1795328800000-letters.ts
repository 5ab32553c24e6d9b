import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "letter" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "kind" varchar(40) NOT NULL,
    "person_id" varchar(36) NOT NULL,
    "about_id" varchar(36) NOT NULL,
    "occasion" varchar(40) NOT NULL,
    "planned_at" varchar(24) NOT NULL,
    "state" varchar(40) NOT NULL,
    "due_at" varchar(24),
    "leased_until" varchar(24),
    "attempts" integer NOT NULL,
    "accepted_at" varchar(24),
    "problem" varchar(200),
    CONSTRAINT "FK_78a3bceb0b7da2887a73fff448f" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE UNIQUE INDEX "letter_once" ON "letter" ("kind", "about_id", "occasion", "person_id")`,
  `CREATE INDEX "letter_due" ON "letter" ("due_at", "id")`,
  `CREATE INDEX "letter_person" ON "letter" ("person_id", "planned_at")`,
  `CREATE INDEX "letter_state" ON "letter" ("state", "planned_at")`,
  // What waits to go out goes on waiting, under the Message-ID that it has.
  `INSERT INTO "letter" ("id", "kind", "person_id", "about_id", "occasion", "planned_at", "state", "due_at", "attempts")
    SELECT "id", 'sign-in.link', "person_id", "id", '1', "created_at", 'due', "created_at", "attempts"
      FROM "sign_in_ticket" WHERE "letter" = 'due' AND "person_id" IS NOT NULL`,
  `DROP INDEX "sign_in_ticket_letter"`,
  `ALTER TABLE "sign_in_ticket" DROP COLUMN "letter"`,
  `ALTER TABLE "sign_in_ticket" DROP COLUMN "leased_until"`,
  `ALTER TABLE "sign_in_ticket" DROP COLUMN "attempts"`,
];

/** Letters of every kind in one table; the links for signing in are sent by it, too. */
export class Letters1795328800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
