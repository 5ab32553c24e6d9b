import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far back other cases of the same people count is a setting of a panel. */
export class LinkSettings1795341000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "panel" ADD COLUMN "link_settings" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "panel" DROP COLUMN "link_settings"`);
  }
}
