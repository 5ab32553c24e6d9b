import { expect } from '@jest/globals';
import { CasePerson, Incident } from '#cases';
import {
  type Database,
  type DatabaseAddress,
  fieldStatus,
  KeyRing,
  KeysDoNotFit,
  migrate,
  newFieldKey,
  openDatabase,
  rotateKeys,
  SealBroken,
} from '#platform';
import { TEST_FIELD_KEYS, TEST_KEYS } from '#testkit';
import { addIncidents, keepWriting, plant, PLANTED, readBack } from './sealed-world.fixture.js';
import { tables } from './tables.js';

/** What has to hold of sealed texts, on whichever database; each is given an empty one. */
export const SEALED_PROMISES: Readonly<Record<string, (at: DatabaseAddress) => Promise<void>>> = {
  'every sealed column is planted, and reads back as it was': async (at) => {
    const db = await migrated(at);
    await plant(db);
    for (const { place, byKey } of await fieldStatus(db))
      expect([place, byKey[0]!.rows > 0]).toEqual([place, true]);
    const read = await readBack(db);
    for (const text of Object.values(PLANTED)) expect(read).toContain(text);
    await db.close();
  },

  'other keys are refused at the start, by a sentence without any key': async (at) => {
    await (await migrated(at)).close();
    const other = newFieldKey();
    const opening = openDatabase(at, tables, KeyRing.parse(other)!);
    await expect(opening).rejects.toThrow(KeysDoNotFit);
    await expect(opening).rejects.toThrow(/^The keys in FIELD_KEYS do not fit this database: /);
    await expect(migrate(at, tables, KeyRing.parse(other)!)).rejects.toThrow(KeysDoNotFit);
    const masked = KeyRing.parse(`${TEST_KEYS.current}:${other.split(':')[1]}`)!;
    await expect(openDatabase(at, tables, masked)).rejects.toThrow(KeysDoNotFit);
  },

  'a text that is plain, changed or moved is an error, never a text and never nothing': async (at) => {
    const db = await migrated(at);
    const { caseFile } = await plant(db);
    const of = { caseId: caseFile.id, role: 'victim' as const };
    const read = () => db.reading.findOneByOrFail(CasePerson, of);
    const sealed = await db.query<{ phone: string; postcode: string }>(
      `select phone, postcode from case_person where case_id = :id and role = 'victim'`,
      { id: caseFile.id },
    );
    const { phone, postcode } = sealed[0]!;
    for (const wrong of ['07700 900000', postcode, `${phone.slice(0, -2)}AA`, `${phone}AAAA`]) {
      await db.transaction(() =>
        db.change(`update case_person set phone = :wrong where case_id = :id`, { wrong, id: caseFile.id }),
      );
      await expect(read()).rejects.toThrow(SealBroken);
    }
    const [plain] = (await fieldStatus(db)).filter(({ place }) => place === 'case_person.phone');
    expect(plain!.byKey[0]!.rows).toBeGreaterThan(0);
    await db.close();
  },

  'what stood in plain text is sealed once, with the migrations; a plain text that comes later is not':
    async (at) => {
      const db = await migrated(at);
      const world = await plant(db);
      await addIncidents(db, world, 450);
      const before = await readBack(db);
      await unseal(db);
      await db.close();
      await expect(openDatabase(at, tables, TEST_KEYS)).rejects.toThrow(
        'Run first: npm run accord -- migrate',
      );
      await migrate(at, tables, TEST_KEYS);
      const after = await openDatabase(at, tables, TEST_KEYS);
      expect(await readBack(after)).toBe(before);
      const slipped = `update incident set description = 'slipped in' where id = (select min(id) from incident)`;
      await after.transaction(() => after.change(slipped));
      await after.close();
      await migrate(at, tables, TEST_KEYS);
      const later = await openDatabase(at, tables, TEST_KEYS);
      await expect(later.reading.find(Incident)).rejects.toThrow(
        'incident.description holds a text that is not',
      );
      await later.close();
    },

  'a rotation while people write leaves nothing under the old key, and changes no text': async (at) => {
    const db = await migrated(at);
    const world = await plant(db);
    await addIncidents(db, world, 450);
    await db.close();
    const newer = newFieldKey();
    const both = KeyRing.parse(`${newer},${TEST_FIELD_KEYS}`)!;
    // Somebody who has not heard of the current key yet reads with both and seals with the older one.
    const late = await openDatabase(at, tables, KeyRing.parse(`${TEST_FIELD_KEYS},${newer}`)!);
    const rotating = await openDatabase(at, tables, both);
    let isRotating = true;
    const writing = keepWriting(rotating, world, () => isRotating);
    await addIncidents(late, world, 50);
    const done = await rotateKeys(rotating);
    isRotating = false;
    const written = await writing;
    expect(done).toMatchObject({ key: both.current, left: 0 });
    expect(done.sealed).toBeGreaterThan(500);
    await late.close();
    await rotating.close();
    const alone = await openDatabase(at, tables, KeyRing.parse(newer)!);
    const incidents = await alone.reading.find(Incident);
    expect(incidents).toHaveLength(1 + 450 + 50 + written);
    expect(incidents.every(({ description }) => description.startsWith(PLANTED.incident))).toBe(true);
    expect((await fieldStatus(alone)).reduce((sum, { plain, unknown }) => sum + plain + unknown, 0)).toBe(0);
    await alone.close();
    await expect(openDatabase(at, tables, TEST_KEYS)).rejects.toThrow(KeysDoNotFit);
  },

  'a rotation that was cut off goes on where it was': async (at) => {
    const db = await migrated(at);
    await addIncidents(db, await plant(db), 450);
    const before = await readBack(db);
    await db.close();
    const newer = newFieldKey();
    const both = KeyRing.parse(`${newer},${TEST_FIELD_KEYS}`)!;
    const first = await openDatabase(at, tables, both);
    const cut = rotateKeys(first, (done) => {
      if (done >= 200) throw new Error('the power is gone');
    });
    await expect(cut).rejects.toThrow('the power is gone');
    await first.close();
    // Half-way everybody still reads everything, with the keys in either order.
    const meanwhile = await openDatabase(at, tables, KeyRing.parse(`${TEST_FIELD_KEYS},${newer}`)!);
    expect(await readBack(meanwhile)).toBe(before);
    await meanwhile.close();
    const second = await openDatabase(at, tables, both);
    const rest = await rotateKeys(second);
    expect(rest.left).toBe(0);
    expect(rest.sealed).toBeGreaterThan(0);
    expect(rest.sealed).toBeLessThan(400);
    expect(await rotateKeys(second)).toMatchObject({ sealed: 0, left: 0 });
    await second.close();
    const alone = await openDatabase(at, tables, KeyRing.parse(newer)!);
    expect(await readBack(alone)).toBe(before);
    await alone.close();
  },
};

async function migrated(at: DatabaseAddress): Promise<Database> {
  await migrate(at, tables, TEST_KEYS);
  return openDatabase(at, tables, TEST_KEYS);
}

/** Takes the seals off, as if the columns had never been sealed. */
async function unseal(db: Database): Promise<void> {
  await db.transaction(async () => {
    for (const { table, column, place } of db.sealed.all) {
      const rows = await db.query<{ id: string; text: string }>(
        `select id, "${column}" as text from "${table}" where "${column}" is not null`,
      );
      for (const { id, text } of rows)
        await db.change(`update "${table}" set "${column}" = :plain where id = :id`, {
          plain: db.opened(place, text),
          id,
        });
    }
    await db.change('delete from sealed_field');
  });
}
