import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "lookup_key" (
    "hash" varchar(24) NOT NULL,
    "mention_id" varchar(36) NOT NULL,
    "kind" varchar(40) NOT NULL,
    PRIMARY KEY ("hash", "mention_id")
  )`,
  `CREATE INDEX "lookup_key_mention" ON "lookup_key" ("mention_id")`,
  `CREATE TABLE "lookup_secret" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "secret" text NOT NULL
  )`,
  `CREATE TABLE "person_link" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "one_id" varchar(36) NOT NULL,
    "other_id" varchar(36) NOT NULL,
    "state" varchar(40) NOT NULL,
    "result" varchar(40) NOT NULL,
    "score" integer NOT NULL,
    "signs" text NOT NULL,
    "rules_version" integer NOT NULL,
    "is_by_hand" boolean NOT NULL,
    "found_at" varchar(24) NOT NULL,
    "version" integer NOT NULL
  )`,
  `CREATE UNIQUE INDEX "person_link_pair" ON "person_link" ("one_id", "other_id")`,
  `CREATE INDEX "person_link_other" ON "person_link" ("other_id")`,
  `CREATE TABLE "link_decision" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "link_id" varchar(36) NOT NULL,
    "from_state" varchar(40) NOT NULL,
    "to_state" varchar(40) NOT NULL,
    "decided_by_id" varchar(36),
    "reason" text NOT NULL DEFAULT '',
    "decided_at" varchar(24) NOT NULL,
    CONSTRAINT "FK_0984e22293baf1c3d457ef25235" FOREIGN KEY ("link_id") REFERENCES "person_link" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_65319f8c3042de0c686df500ceb" FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "link_decision_link" ON "link_decision" ("link_id", "decided_at", "id")`,
];

/** Who may be the same person: keys to look people up, links between them, and what people decided. */
export class PersonLinks1795330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
