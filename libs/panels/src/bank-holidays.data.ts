import { namedId, type Day } from '#kernel';
import type { BankHoliday } from './bank-holiday.entity.js';

type Nation = BankHoliday['nation'];

/** Nations by one letter, as the table below uses them. */
const NATIONS: Record<string, Nation> = { E: 'england-and-wales', S: 'scotland', N: 'northern-ireland' };

/**
 * The days that are holidays by law or proclamation, 2025 to 2028, with substitute days where a holiday falls on a
 * weekend (GOV.UK, bank holidays). Each line: the title, then for each group of nations the days.
 */
const TABLE = `
New Year’s Day | ESN 2025-01-01 2026-01-01 2027-01-01 2028-01-03
2nd January | S 2025-01-02 2026-01-02 2027-01-04 2028-01-04
St Patrick’s Day | N 2025-03-17 2026-03-17 2027-03-17 2028-03-17
Good Friday | ESN 2025-04-18 2026-04-03 2027-03-26 2028-04-14
Easter Monday | EN 2025-04-21 2026-04-06 2027-03-29 2028-04-17
Early May bank holiday | ESN 2025-05-05 2026-05-04 2027-05-03 2028-05-01
Spring bank holiday | ESN 2025-05-26 2026-05-25 2027-05-31 2028-05-29
World Cup bank holiday | S 2026-06-15
Battle of the Boyne (Orangemen’s Day) | N 2025-07-14 2026-07-13 2027-07-12 2028-07-12
Summer bank holiday | EN 2025-08-25 2026-08-31 2027-08-30 2028-08-28 | S 2025-08-04 2026-08-03 2027-08-02 2028-08-07
St Andrew’s Day | S 2025-12-01 2026-11-30 2027-11-30 2028-11-30
Christmas Day | ESN 2025-12-25 2026-12-25 2027-12-27 2028-12-25
Boxing Day | ESN 2025-12-26 2026-12-28 2027-12-28 2028-12-26
`;

/**
 * The bank holidays of the three nations, 2025 to 2028, as rows of their table, in order of nation and day. The ids
 * are the same in every database, so that writing them a second time can be recognised.
 */
export function bankHolidayRows(): BankHoliday[] {
  const rows: BankHoliday[] = [];
  for (const line of TABLE.trim().split('\n')) {
    const [title = '', ...groups] = line.split(' | ');
    for (const group of groups) {
      const [letters = '', ...days] = group.split(' ');
      for (const letter of letters) {
        for (const day of days) rows.push(rowOf(NATIONS[letter]!, day as Day, title));
      }
    }
  }
  const key = (row: BankHoliday) => `${row.nation} ${row.fallsOn}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function rowOf(nation: Nation, fallsOn: Day, title: string): BankHoliday {
  return { id: namedId(`bank-holiday ${nation} ${fallsOn}`), nation, fallsOn, title };
}
