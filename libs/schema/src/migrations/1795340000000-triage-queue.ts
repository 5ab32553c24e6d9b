import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appeals are counted from the index of the queue, as everything else that its filters count. */
export class TriageQueue1795340000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "triage_queue"`);
    await runner.query(
      `CREATE INDEX "triage_queue" ON "triage" ("panel_id", "is_open", "rank", "sort_at", "case_id", "red_at", "amber_at", "is_stopped", "appealed_at")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "triage_queue"`);
    await runner.query(
      `CREATE INDEX "triage_queue" ON "triage" ("panel_id", "is_open", "rank", "sort_at", "case_id", "red_at", "amber_at", "is_stopped")`,
    );
  }
}
