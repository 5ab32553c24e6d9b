import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meetings beside the rule of a panel. */
export class EmergencyMeetings1795390000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "meeting" ADD COLUMN "kind" varchar(40)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "meeting" DROP COLUMN "kind"`);
  }
}
