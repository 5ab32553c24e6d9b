import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE "audit_entry" ADD COLUMN "lane" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "audit_entry" ADD COLUMN "position" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "audit_entry" ADD COLUMN "hash" varchar(200) NOT NULL DEFAULT ''`,
  // What was recorded before stands at the beginning of the first lane, in its order in time.
  `UPDATE "audit_entry" SET "position" = n."place"
    FROM (SELECT "id", row_number() OVER (ORDER BY "at", "id") AS "place" FROM "audit_entry") n
   WHERE n."id" = "audit_entry"."id"`,
  `CREATE UNIQUE INDEX "audit_entry_place" ON "audit_entry" ("lane", "position")`,
  `CREATE INDEX "audit_entry_at" ON "audit_entry" ("at", "id")`,
  `CREATE INDEX "audit_entry_what" ON "audit_entry" ("what", "at", "id")`,
  `CREATE TABLE "audit_lane" (
    "lane" integer PRIMARY KEY NOT NULL,
    "position" integer NOT NULL,
    "hash" varchar(200) NOT NULL,
    "mark" varchar(200) NOT NULL
  )`,
  `CREATE TABLE "audit_checkpoint" (
    "id" varchar(36) PRIMARY KEY NOT NULL,
    "at" varchar(24) NOT NULL,
    "content" text NOT NULL,
    "key_id" varchar(200) NOT NULL,
    "signature" varchar(200) NOT NULL
  )`,
  `CREATE INDEX "audit_checkpoint_at" ON "audit_checkpoint" ("at", "id")`,
];

/** An entry without a hash may be given one, once. */
const ON_SQLITE = [
  `CREATE TRIGGER "audit_entry_no_update" BEFORE UPDATE ON "audit_entry" WHEN old."hash" <> ''
    BEGIN SELECT raise(ABORT, 'audit entries are never changed'); END`,
  `CREATE TRIGGER "audit_entry_no_delete" BEFORE DELETE ON "audit_entry"
    BEGIN SELECT raise(ABORT, 'audit entries are never deleted'); END`,
  `CREATE TRIGGER "audit_checkpoint_no_update" BEFORE UPDATE ON "audit_checkpoint"
    BEGIN SELECT raise(ABORT, 'audit checkpoints are never changed'); END`,
  `CREATE TRIGGER "audit_checkpoint_no_delete" BEFORE DELETE ON "audit_checkpoint"
    BEGIN SELECT raise(ABORT, 'audit checkpoints are never deleted'); END`,
];

const ON_POSTGRES = [
  `CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit is never changed and nothing in it deleted'; END $$`,
  `CREATE TRIGGER "audit_entry_no_update" BEFORE UPDATE ON "audit_entry"
    FOR EACH ROW WHEN (old."hash" <> '') EXECUTE FUNCTION audit_is_append_only()`,
  ...(['audit_entry', 'audit_checkpoint'] as const).flatMap((table) => [
    `CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "${table}"
      FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()`,
    `CREATE TRIGGER "${table}_no_truncate" BEFORE TRUNCATE ON "${table}"
      FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`,
  ]),
  `CREATE TRIGGER "audit_checkpoint_no_update" BEFORE UPDATE ON "audit_checkpoint"
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()`,
];

/**
 * The audit becomes a chain: each entry has a place in a lane and a hash, and the database itself refuses to change or
 * delete one. The hashes need a key, so entries from before get theirs from the application, on its first start after.
 */
export class AuditChain1795329600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const own = runner.connection.options.type === 'postgres' ? ON_POSTGRES : ON_SQLITE;
    for (const statement of [...STATEMENTS, ...own]) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
