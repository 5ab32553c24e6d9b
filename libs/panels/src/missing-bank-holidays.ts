import type { Database } from '#platform';
import { BankHoliday } from './bank-holiday.entity.js';
import { bankHolidayRows } from './bank-holidays.data.js';

/** Writes the bank holidays that are known and not yet in the record; days that somebody added stay. */
export function writeMissingBankHolidays(db: Database): Promise<number> {
  return db.transaction(async () => {
    const known = await db.query<{ day: string }>(
      `select nation || ' ' || falls_on as day from bank_holiday`,
    );
    const days = new Set(known.map(({ day }) => day));
    const missing = bankHolidayRows().filter(({ nation, fallsOn }) => !days.has(`${nation} ${fallsOn}`));
    if (missing.length > 0) await db.writing.insert(BankHoliday, missing);
    return missing.length;
  });
}
