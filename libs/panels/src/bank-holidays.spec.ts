import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { bankHolidayRows } from './bank-holidays.data.js';

type Feed = Record<string, { events: { title: string; date: string }[] }>;

describe('bank holidays', () => {
  it('are those of the published list, for every year that it has', () => {
    const feed = JSON.parse(readFileSync('test/fixtures/bank-holidays.json', 'utf8')) as Feed;
    const published = Object.entries(feed)
      .flatMap(([nation, { events }]) => events.map((event) => `${nation} ${event.date} ${event.title}`))
      .sort();
    const ours = bankHolidayRows().filter((row) => row.fallsOn >= '2026');
    expect(ours.map((row) => `${row.nation} ${row.fallsOn} ${row.title}`).sort()).toEqual(published);
  });

  it('never fall on a weekend, and have one row for each nation and day', () => {
    const rows = bankHolidayRows();
    expect(rows).toHaveLength(82 + 8 + 9 + 10);
    for (const row of rows) expect([0, 6]).not.toContain(new Date(row.fallsOn).getUTCDay());
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });
});
