import type { MigrationInterface, QueryRunner } from 'typeorm';

const REST_OF_REMINDER = `"policy_version", "next_at", "cursor", "occasion", "leased_until", "stopped_at", "stopped_reason"`;

const REST_OF_MESSAGE = `"case_id", "step_key", "rule", "policy_version", "level", "audience", "scheduled_at",
  "recipient_id", "address", "channel", "template", "template_version", "message_id", "state", "attempts", "result",
  "queued_at", "settled_at"`;

/** SQLite cannot take NOT NULL from a column: the tables are made anew, with their rows. */
const STATEMENTS = [
  `CREATE TABLE "reminder_of_duty" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "duty" varchar(40) NOT NULL,
    "duty_id" varchar(36) NOT NULL,
    "action_id" varchar(36),
    "policy_version" integer NOT NULL,
    "next_at" varchar(24),
    "cursor" varchar(24),
    "occasion" integer NOT NULL,
    "leased_until" varchar(24),
    "stopped_at" varchar(24),
    "stopped_reason" varchar(200),
    CONSTRAINT "FK_db917f7366be630c3dcebc8127e" FOREIGN KEY ("action_id") REFERENCES "action" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `INSERT INTO "reminder_of_duty" ("id", "duty", "duty_id", "action_id", ${REST_OF_REMINDER})
    SELECT "id", 'action', "action_id", "action_id", ${REST_OF_REMINDER} FROM "reminder"`,
  `DROP TABLE "reminder"`,
  `ALTER TABLE "reminder_of_duty" RENAME TO "reminder"`,
  `CREATE INDEX "reminder_due" ON "reminder" ("next_at", "id")`,
  `CREATE UNIQUE INDEX "reminder_duty" ON "reminder" ("duty", "duty_id")`,
  `CREATE UNIQUE INDEX "reminder_action" ON "reminder" ("action_id")`,
  `CREATE TABLE "reminder_message_of_duty" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "duty" varchar(40) NOT NULL,
    "duty_id" varchar(36) NOT NULL,
    "action_id" varchar(36),
    "case_id" varchar(36) NOT NULL,
    "step_key" varchar(200) NOT NULL,
    "rule" varchar(200) NOT NULL,
    "policy_version" integer NOT NULL,
    "level" integer NOT NULL,
    "audience" varchar(40) NOT NULL,
    "scheduled_at" varchar(24) NOT NULL,
    "recipient_id" varchar(36),
    "address" varchar(200) NOT NULL,
    "channel" varchar(40) NOT NULL,
    "template" varchar(40) NOT NULL,
    "template_version" integer NOT NULL,
    "message_id" varchar(200) NOT NULL,
    "state" varchar(40) NOT NULL,
    "attempts" integer NOT NULL,
    "result" varchar(200),
    "queued_at" varchar(24) NOT NULL,
    "settled_at" varchar(24),
    CONSTRAINT "FK_d4b5d22180213ce485f261d02b4" FOREIGN KEY ("action_id") REFERENCES "action" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_71621682a48cba1fae7dbc16ead" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_ca74ba9ca41e8a7a16437d27e69" FOREIGN KEY ("recipient_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `INSERT INTO "reminder_message_of_duty" ("id", "duty", "duty_id", "action_id", ${REST_OF_MESSAGE})
    SELECT "id", 'action', "action_id", "action_id", ${REST_OF_MESSAGE} FROM "reminder_message"`,
  `DROP TABLE "reminder_message"`,
  `ALTER TABLE "reminder_message_of_duty" RENAME TO "reminder_message"`,
  `CREATE INDEX "reminder_message_state" ON "reminder_message" ("state", "scheduled_at")`,
  `CREATE INDEX "reminder_message_case" ON "reminder_message" ("case_id", "scheduled_at")`,
  `CREATE INDEX "reminder_message_action" ON "reminder_message" ("action_id")`,
  `CREATE UNIQUE INDEX "reminder_message_once" ON "reminder_message" ("duty", "duty_id", "step_key", "scheduled_at", "audience")`,
];

/** Reminders of other duties than actions: what a panel and a referrer owe in triage. Those that there are stay. */
export class ChasedDuties1795348000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
