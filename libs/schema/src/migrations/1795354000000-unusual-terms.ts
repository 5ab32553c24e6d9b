import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From when on the work of a day looks unusual is set by people, with its history. */
export class UnusualTerms1795354000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "unusual_terms_change" (
      "version" integer PRIMARY KEY NOT NULL,
      "cases" integer NOT NULL,
      "outside" integer NOT NULL,
      "at_night" integer NOT NULL,
      "at_weekend" integer NOT NULL,
      "night_until" integer NOT NULL,
      "night_from" integer NOT NULL,
      "reason" varchar(200) NOT NULL,
      "changed_by_id" varchar(36) NOT NULL,
      "changed_at" varchar(24) NOT NULL,
      CONSTRAINT "FK_bf8bb78aceba2d62115237313cf" FOREIGN KEY ("changed_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    )`);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
