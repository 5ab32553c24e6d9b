import { writeMissingBankHolidays } from '#panels';
import { type DatabaseAddress, migrate, openDatabase } from '#platform';
import { tables } from './tables.js';

/**
 * Brings a database up to date: migrations, then the bank holidays that working days are counted by. Gives the names
 * of the migrations that were run. Doing it again changes nothing.
 */
export async function prepareRecord(at: DatabaseAddress): Promise<string[]> {
  const names = await migrate(at, tables);
  const database = await openDatabase(at, tables);
  try {
    await writeMissingBankHolidays(database);
  } finally {
    await database.close();
  }
  return names;
}
