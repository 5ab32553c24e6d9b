import { AuditChain, AuditKeys } from '#audit';
import type { Clock } from '#kernel';
import { writeMissingBankHolidays } from '#panels';
import { type Config, migrate, openDatabase } from '#platform';
import { tables } from './tables.js';

/**
 * Brings a database up to date: migrations, the sealing of texts about people, the lanes of the audit, then the
 * bank holidays that working days are counted by. Gives the names of the migrations that were run. Doing it again changes nothing.
 */
export async function prepareRecord(config: Config, clock: Clock): Promise<string[]> {
  const names = await migrate(config.database, tables, config.fieldKeys);
  const database = await openDatabase(config.database, tables, config.fieldKeys);
  try {
    await new AuditChain(database, AuditKeys.of(config), config.auditLanes).begin(clock.now());
    await writeMissingBankHolidays(database);
  } finally {
    await database.close();
  }
  return names;
}
