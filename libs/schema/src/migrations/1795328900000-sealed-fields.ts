import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns that were too short for a sealed text, by table. */
const TOO_SHORT: readonly (readonly [table: string, column: string, isNullable: boolean])[] = [
  ['case_person', 'address', false],
  ['case_person', 'postcode', false],
  ['case_person', 'phone', false],
  ['case_file', 'held_reason', true],
  ['case_flag', 'reason', false],
  ['case_flag', 'cleared_reason', true],
  ['risk_assessment', 'rationale', false],
  ['listing', 'left_out_reason', true],
  ['listing', 'chair_reason', true],
  ['agenda_change', 'reason', false],
  ['action', 'evidence_reference', false],
  ['action', 'extension_reason', true],
];

/**
 * Room for sealed texts, and the proofs that a column is sealed. The texts themselves are sealed right after the
 * migrations, because only then the keys are known. SQLite cannot change the type of a column: a new one takes the
 * place of the old one.
 */
export class SealedFields1795328900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "sealed_field" (
      "place" varchar(100) PRIMARY KEY NOT NULL,
      "proof" text NOT NULL
    )`);
    for (const [table, column, isNullable] of TOO_SHORT) {
      const kind = isNullable ? 'text' : `text NOT NULL DEFAULT ''`;
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}_longer" ${kind}`);
      await runner.query(`UPDATE "${table}" SET "${column}_longer" = "${column}"`);
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
      await runner.query(`ALTER TABLE "${table}" RENAME COLUMN "${column}_longer" TO "${column}"`);
    }
  }

  /** Migrations only go forward; a mistake is mended by the next one. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
