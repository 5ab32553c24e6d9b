import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { CasePerson } from '#cases';
import { type DatabaseAddress, dataSourceOptions, migrate, openDatabase } from '#platform';
import { TEST_KEYS } from '#testkit';
import { Foundations1795305600000 } from './migrations/1795305600000-foundations.js';
import { SEALED_PROMISES } from './sealed-record.fixture.js';
import { plant, PLANTED } from './sealed-world.fixture.js';
import { tables } from './tables.js';

describe('sensitive texts on SQLite', () => {
  let folder: string;
  let at: DatabaseAddress & { kind: 'sqlite' };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'accord-sealed-'));
    at = { kind: 'sqlite', file: join(folder, 'accord.sqlite') };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Which of the planted texts stand somewhere in the files of the database. */
  const found = (): string[] => {
    const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    return Object.values(PLANTED).filter((text) => bytes.some((one) => one.includes(text)));
  };

  it.each(Object.entries(SEALED_PROMISES))('%s', (_promise, holds) => holds(at), 60_000);

  it('stand nowhere in the files: not in the database, not in its write-ahead log', async () => {
    await migrate(at, tables, TEST_KEYS);
    const db = await openDatabase(at, tables, TEST_KEYS);
    await plant(db);
    expect(readdirSync(folder)).toContain('accord.sqlite-wal');
    expect(found()).toEqual([]);
    await db.transaction(() => db.change(`update person set name = :name`, { name: PLANTED.address }));
    expect(found()).toEqual([PLANTED.address]);
    await db.close();
  });

  it('leave no trace in the files of a database that held them in plain text', async () => {
    const before = { entities: [], migrations: [Foundations1795305600000] };
    await migrate(at, before, TEST_KEYS);
    const source = await new DataSource(dataSourceOptions(at, before)).initialize();
    await source.query('PRAGMA foreign_keys = OFF');
    await source.query(
      `insert into case_person (id, case_id, role, first_name, last_name, alias, gender, address, postcode, phone,
                                safe_to_call, handles)
       values ('p1', 'c1', 'victim', 'Vic', 'Tim', '', 'female', ?, ?, ?, 'yes', ?)`,
      [PLANTED.address, PLANTED.postcode, PLANTED.phone, JSON.stringify([PLANTED.handle])],
    );
    await source.destroy();
    expect(found()).toEqual([PLANTED.address, PLANTED.postcode, PLANTED.phone, PLANTED.handle]);
    await migrate(at, tables, TEST_KEYS);
    expect(found()).toEqual([]);
    const db = await openDatabase(at, tables, TEST_KEYS);
    expect(await db.reading.findOneByOrFail(CasePerson, { id: 'p1' })).toMatchObject({
      ...{ firstName: 'Vic', address: PLANTED.address, postcode: PLANTED.postcode, phone: PLANTED.phone },
      handles: [PLANTED.handle],
    });
    await db.close();
  });
});
