import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE "incident" ADD COLUMN "place" text NOT NULL DEFAULT ''`,
  `ALTER TABLE "incident" ADD COLUMN "evidence_references" text`,
];

/** Where an incident happened, and where its evidence is kept. Of incidents recorded before, neither is known. */
export class IncidentPlaces1795352000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
