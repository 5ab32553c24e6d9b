import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BankHoliday } from '#panels';
import { newId, refused, type Day } from '#kernel';
import { temporaryDatabase, type TemporaryDatabase } from '#testkit';

const row = (title: string, n: number) => ({
  id: newId(),
  nation: 'scotland' as const,
  fallsOn: `2026-01-${String(n + 1).padStart(2, '0')}` as Day,
  title,
});

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the database on SQLite', () => {
  let temp: TemporaryDatabase;
  beforeEach(async () => {
    temp = await temporaryDatabase();
  });
  afterEach(() => temp.remove());

  const titles = async () => (await temp.database.reading.find(BankHoliday)).map(({ title }) => title).sort();

  it('never mixes two transactions: what one throws away, the other keeps', async () => {
    const db = temp.database;
    const failing = db.transaction(async () => {
      await db.writing.insert(BankHoliday, row('thrown away', 1));
      await soon();
      throw new Error('no');
    });
    const keeping = db.transaction(async () => void (await db.writing.insert(BankHoliday, row('kept', 2))));
    await expect(failing).rejects.toThrow('no');
    await keeping;
    expect(await titles()).toEqual(['kept']);
  });

  it('shows nobody a row that is not committed, and its writer everything', async () => {
    const db = temp.database;
    let seenInside: string[] = [];
    const writing = db.transaction(async () => {
      await db.writing.insert(BankHoliday, row('half way', 1));
      seenInside = await titles();
      await soon();
      await soon();
    });
    await soon();
    expect(await titles()).toEqual([]);
    await writing;
    expect(seenInside).toEqual(['half way']);
    expect(await titles()).toEqual(['half way']);
  });

  it('loses none of 50 updates made at once', async () => {
    const db = temp.database;
    const counter = row('0', 1);
    await db.transaction(async () => void (await db.writing.insert(BankHoliday, counter)));
    await Promise.all(
      Array.from({ length: 50 }, () =>
        db.transaction(async () => {
          const now = await db.writing.findOneByOrFail(BankHoliday, { id: counter.id });
          await soon();
          await db.writing.update(BankHoliday, { id: counter.id }, { title: String(Number(now.title) + 1) });
        }),
      ),
    );
    expect(await titles()).toEqual(['50']);
  });

  it('keeps nothing of a transaction that ends in a refusal, and tells nobody', async () => {
    const db = temp.database;
    let told = false;
    await db.transaction(async () => {
      db.afterCommit(() => (told = true));
      await db.writing.insert(BankHoliday, row('refused', 1));
      return refused('NO', 'No.');
    });
    expect(await titles()).toEqual([]);
    expect(told).toBe(false);
  });

  it('refuses a change outside a transaction, even through a reading connection', async () => {
    const db = temp.database;
    expect(() => db.writing).toThrow('transaction');
    await expect(db.reading.insert(BankHoliday, row('sneaked in', 1))).rejects.toThrow();
  });

  it('throws on a condition that is null or undefined instead of giving every row', async () => {
    const db = temp.database;
    await expect(db.reading.findBy(BankHoliday, { id: undefined as unknown as string })).rejects.toThrow();
    await expect(db.reading.findOneBy(BankHoliday, { id: null as unknown as string })).rejects.toThrow();
  });

  it('binds one parameter several times and leaves casts alone', async () => {
    const rows = await temp.database.query<{ a: string; b: string }>('select :x as a, :x as b, :y as c', {
      x: 'x',
      y: 'y',
    });
    expect(rows).toEqual([{ a: 'x', b: 'x', c: 'y' }]);
    await expect(temp.database.query('select :x as a', {})).rejects.toThrow(':x');
  });
});
