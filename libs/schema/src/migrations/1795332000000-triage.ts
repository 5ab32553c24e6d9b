import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE "case_file" ADD COLUMN "submitted_at" varchar(24)`,
  `ALTER TABLE "panel" ADD COLUMN "triage_settings" text`,
  `CREATE TABLE "triage" (
    "case_id" varchar(36) PRIMARY KEY NOT NULL,
    "panel_id" varchar(36) NOT NULL,
    "is_open" boolean NOT NULL,
    "urgency" varchar(40) NOT NULL,
    "rank" integer NOT NULL,
    "rule_urgency" varchar(40) NOT NULL,
    "rule_version" integer NOT NULL,
    "rule_reasons" text NOT NULL,
    "raised_by_id" varchar(36),
    "review_on" varchar(10) NOT NULL,
    "received_at" varchar(24) NOT NULL,
    "stops" text NOT NULL,
    "starts_at" varchar(24) NOT NULL,
    "amber_at" varchar(24),
    "red_at" varchar(24),
    "due_at" varchar(24),
    "is_stopped" boolean NOT NULL,
    "sort_at" varchar(24) NOT NULL,
    "settled_at" varchar(24),
    "settled_by_id" varchar(36),
    "outcome" varchar(40),
    "declined_by_id" varchar(36),
    "appealed_at" varchar(24),
    "version" integer NOT NULL,
    CONSTRAINT "FK_a74e3c9f69c0e8a5ccd022796cb" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_6eecde1da11b51ed3b8de6738f1" FOREIGN KEY ("panel_id") REFERENCES "panel" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_532b0a454941a1805a2b9ad94b6" FOREIGN KEY ("raised_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_d27b9b4eb70fbfa69cfda89702f" FOREIGN KEY ("settled_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_567341f0d6b4029df5481d63c90" FOREIGN KEY ("declined_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "triage_settled" ON "triage" ("panel_id", "settled_at", "outcome")`,
  `CREATE INDEX "triage_queue" ON "triage" ("panel_id", "is_open", "rank", "sort_at", "case_id", "red_at", "amber_at", "is_stopped")`,
  `CREATE TABLE "triage_step" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "case_id" varchar(36) NOT NULL,
    "kind" varchar(40) NOT NULL,
    "at" varchar(24) NOT NULL,
    "by_id" varchar(36),
    "words" text NOT NULL,
    "forum" varchar(40),
    "signposts" text NOT NULL,
    CONSTRAINT "FK_cb5d27b7a46faba37ef6a9c3a25" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_055ba08f3d8231208abe168ea08" FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "triage_step_case" ON "triage_step" ("case_id", "at", "id")`,
  `CREATE TABLE "second_look_draw" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "panel_id" varchar(36) NOT NULL,
    "month" varchar(40) NOT NULL,
    "seed" varchar(200) NOT NULL,
    "percent" integer NOT NULL,
    "candidates" integer NOT NULL,
    "chosen" integer NOT NULL,
    "drawn_at" varchar(24) NOT NULL,
    CONSTRAINT "FK_24c010bf2d9f364d90dfd871748" FOREIGN KEY ("panel_id") REFERENCES "panel" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE UNIQUE INDEX "second_look_draw_once" ON "second_look_draw" ("panel_id", "month")`,
  `CREATE TABLE "second_look" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "panel_id" varchar(36) NOT NULL,
    "month" varchar(40) NOT NULL,
    "case_id" varchar(36) NOT NULL,
    "done_at" varchar(24),
    "done_by_id" varchar(36),
    "outcome" varchar(40),
    "words" text,
    "version" integer NOT NULL,
    CONSTRAINT "FK_fac28b50f09fe523ebb2b35981c" FOREIGN KEY ("panel_id") REFERENCES "panel" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_8578585049223da214ece6dfb1c" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_aabdcbc05c7d1d33f70a6b0c47a" FOREIGN KEY ("done_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "second_look_open" ON "second_look" ("panel_id", "done_at")`,
  `CREATE UNIQUE INDEX "second_look_once" ON "second_look" ("panel_id", "month", "case_id")`,
  `CREATE TABLE "case_transfer" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "case_id" varchar(36) NOT NULL,
    "from_panel_id" varchar(36) NOT NULL,
    "to_panel_id" varchar(36) NOT NULL,
    "reason" text NOT NULL,
    "asked_by_id" varchar(36),
    "asked_at" varchar(24) NOT NULL,
    "settled_at" varchar(24),
    "settled_by_id" varchar(36),
    "outcome" varchar(40),
    "version" integer NOT NULL,
    CONSTRAINT "FK_24bff3f306d1e1541652653a7c8" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_7bb9f44c99d55ab4e59da69b0e4" FOREIGN KEY ("from_panel_id") REFERENCES "panel" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_a5d0b4d1e3304a3c3e3e268c6a7" FOREIGN KEY ("to_panel_id") REFERENCES "panel" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_dd4a7fcd9101bfecf627895b120" FOREIGN KEY ("asked_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_d08ea1c5f4db167fef218d04708" FOREIGN KEY ("settled_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "case_transfer_from" ON "case_transfer" ("from_panel_id", "settled_at")`,
  `CREATE INDEX "case_transfer_to" ON "case_transfer" ("to_panel_id", "settled_at")`,
  `CREATE INDEX "case_transfer_case" ON "case_transfer" ("case_id", "settled_at")`,
  `CREATE TABLE "panel_setting_change" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "panel_id" varchar(36) NOT NULL,
    "field" varchar(40) NOT NULL,
    "old_value" text NOT NULL,
    "new_value" text NOT NULL,
    "reason" varchar(200) NOT NULL,
    "changed_by_id" varchar(36),
    "changed_at" varchar(24) NOT NULL,
    CONSTRAINT "FK_5953d6f7b0fb5020e00f20bff89" FOREIGN KEY ("panel_id") REFERENCES "panel" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "FK_b0270b53333165a90daf002c7d4" FOREIGN KEY ("changed_by_id") REFERENCES "person" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  `CREATE INDEX "panel_setting_change_panel" ON "panel_setting_change" ("panel_id", "changed_at", "id")`,
];

/**
 * Triage before acceptance: its rows and its story, transfers between panels, second looks, and the thresholds of a panel
 * with their history. Cases that are there stay as they are: they were taken on before there was triage.
 */
export class Triage1795332000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
