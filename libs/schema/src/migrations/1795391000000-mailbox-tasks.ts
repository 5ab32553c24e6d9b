import type { MigrationInterface, QueryRunner } from 'typeorm';

/** SQLite adds no column without a default that must have a value: the table is made anew, with its rows. */
const STATEMENTS = [
  `CREATE TABLE "mailbox_message_to_settle" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "file_hash" varchar(200) NOT NULL,
    "state" varchar(40) NOT NULL,
    "reason" text NOT NULL DEFAULT '',
    "created" integer NOT NULL,
    "rejected" integer NOT NULL,
    "read_at" varchar(24) NOT NULL,
    "settled_at" varchar(24),
    "settled_by_id" varchar(36),
    "settled_words" text,
    "version" integer NOT NULL,
    CONSTRAINT "FK_bcbf663c513cf4ce7b497a8f34e" FOREIGN KEY ("settled_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `INSERT INTO "mailbox_message_to_settle" ("id", "file_hash", "state", "reason", "created", "rejected", "read_at", "version")
    SELECT "id", "file_hash", "state", "reason", "created", "rejected", "read_at", 1 FROM "mailbox_message"`,
  `DROP TABLE "mailbox_message"`,
  `ALTER TABLE "mailbox_message_to_settle" RENAME TO "mailbox_message"`,
  `CREATE INDEX "mailbox_message_state" ON "mailbox_message" ("state", "read_at", "id")`,
  `CREATE UNIQUE INDEX "mailbox_message_hash" ON "mailbox_message" ("file_hash")`,
];

/** Messages of the mailbox are settled by a person. */
export class MailboxTasks1795391000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
