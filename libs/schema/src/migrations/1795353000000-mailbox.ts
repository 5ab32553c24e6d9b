import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE "mailbox_message" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "file_hash" varchar(200) NOT NULL,
    "state" varchar(40) NOT NULL,
    "reason" text NOT NULL DEFAULT '',
    "created" integer NOT NULL,
    "rejected" integer NOT NULL,
    "read_at" varchar(24) NOT NULL
  )`,
  `CREATE INDEX "mailbox_message_state" ON "mailbox_message" ("state", "read_at", "id")`,
  `CREATE UNIQUE INDEX "mailbox_message_hash" ON "mailbox_message" ("file_hash")`,
];

/** Messages of the folder in which referrals come by e-mail. */
export class Mailbox1795353000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
