import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type PersonActor, systemActor } from '#access';
import { Agency } from '#agencies';
import { AuditEntry } from '#audit';
import { FixedClock, type Moment, NotPermitted, newId, ok, refused } from '#kernel';
import { anAgency, anAudit, type TemporaryDatabase, temporaryDatabase } from '#testkit';
import { FileImport, type WritingPlan } from './file-import.service.js';
import type { ImportReading } from './import-reading.js';

type Row = { name: string };

const clerk = systemActor('command line');
const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);

let temporary: TemporaryDatabase;
let file: FileImport;

beforeEach(async () => {
  temporary = await temporaryDatabase();
  file = new FileImport(temporary.database, anAudit(temporary.database, clock));
});
afterEach(() => temporary.remove());

function reading(...names: string[]): ImportReading<Row> {
  return {
    format: { encoding: 'utf-8', delimiter: ',', headerLine: 1 },
    columns: [{ index: 0, header: 'Name of it', field: 'name' }],
    unknownColumns: [],
    missingColumns: [],
    ignoredLines: [],
    rows: names.map((name, at) => ({
      row: at + 1,
      line: at + 2,
      lineEnd: at + 2,
      status: 'accepted',
      issues: [],
      values: { name },
    })),
  };
}

/** Writes agencies; what `write` adds comes after the writing. */
function plan(
  then: (row: Row) => ReturnType<WritingPlan<Row>['write']> | null = () => null,
): WritingPlan<Row> {
  return {
    kind: 'agencies',
    write: async (row) => {
      const { name } = row;
      const columns = { kind: 'other', emailDomain: null, isCore: false, createdAt: clock.now() } as const;
      await temporary.database.writing.insert(Agency, { id: newId(), name, nameKey: name, ...columns });
      return (await then(row)) ?? ok(true);
    },
  };
}

async function names(): Promise<string[]> {
  const found = await temporary.database.reading.find(Agency, { order: { name: 'ASC' } });
  return found.map(({ name }) => name);
}

describe('carrying a file into the record', () => {
  it('takes back everything when a row is refused on writing, rejects that row and writes the others', async () => {
    const refusing = plan(async ({ name }) =>
      name === 'b' ? refused('NO', 'Not this one.', 'name') : ok(true),
    );
    const done = await file.run(clerk, reading('a', 'b', 'c'), refusing, {});
    expect(done).toMatchObject({ ok: true, value: { created: 2, rejected: 1, written: true } });
    if (!done.ok) return;
    expect(done.value.rows[1]).toMatchObject({ status: 'rejected', values: null });
    expect(done.value.rows[1]!.issues[0]!.message).toContain('Line 3');
    expect(await names()).toEqual(['a', 'c']);
    expect(await temporary.database.reading.countBy(AuditEntry, { what: 'import:run' })).toBe(1);
  });

  it('writes nothing when a row is refused on writing and all are wanted', async () => {
    const refusing = plan(async ({ name }) => (name === 'b' ? refused('NO', 'Not this one.') : ok(true)));
    const done = await file.run(clerk, reading('a', 'b', 'c'), refusing, { allOrNothing: true });
    expect(done).toMatchObject({ ok: true, value: { rejected: 1, written: false } });
    expect(await names()).toEqual([]);
  });

  it('writes nothing when something fails half way', async () => {
    const failing = plan(async ({ name }) => {
      if (name === 'b') throw new Error('the disk is full');
      return ok(true);
    });
    await expect(file.run(clerk, reading('a', 'b', 'c'), failing, {})).rejects.toThrow('the disk is full');
    expect(await names()).toEqual([]);
    expect(await temporary.database.reading.count(AuditEntry)).toBe(0);
  });

  it('writes nothing and says so when somebody wrote the same in between', async () => {
    await anAgency(temporary.database, clock, { name: 'b' });
    const done = await file.run(clerk, reading('a', 'b', 'c'), plan(), {});
    expect(done).toMatchObject({ ok: false, refusal: { code: 'CHANGED_DURING_IMPORT' } });
    expect(await names()).toEqual(['b']);
  });

  it('writes nothing when what the rows need cannot be prepared', async () => {
    const unprepared = {
      ...plan(),
      prepare: async () => refused('TAKEN', 'Another panel has this code.', 'code'),
    };
    const done = await file.run(clerk, reading('a'), unprepared, {});
    expect(done).toMatchObject({ ok: false, refusal: { message: 'Another panel has this code.' } });
    expect(await names()).toEqual([]);
  });

  it('asks about every row before the first is written, in order', async () => {
    const steps: string[] = [];
    const watching: WritingPlan<Row> = {
      ...plan(),
      isKnown: ({ name }) => name === 'b',
      find: ({ name }) => {
        steps.push(`find ${name}`);
        return name === 'c'
          ? [{ field: 'name', severity: 'warning', code: 'unknown_value', says: 'odd' }]
          : [];
      },
    };
    const write = watching.write;
    watching.write = (row) => {
      steps.push(`write ${row.name}`);
      return write(row);
    };
    const done = await file.run(clerk, reading('a', 'b', 'c'), watching, {});
    expect(steps).toEqual(['find a', 'find c', 'write a', 'write c']);
    if (!done.ok) throw new Error(done.refusal.message);
    expect(done.value.rows.map(({ status }) => status)).toEqual([
      'created',
      'unchanged',
      'created_with_warning',
    ]);
    expect(done.value.rows[2]!.issues).toEqual([
      expect.objectContaining({ column: 'Name of it', message: 'Line 4, Name of it: odd' }),
    ]);
  });

  it('is not for everybody', async () => {
    const member: PersonActor = {
      kind: 'person',
      personId: 'p',
      name: 'P',
      agencyId: 'a',
      role: 'agency_lead',
      lpa: null,
      panelIds: [],
    };
    await expect(file.run(member, reading('a'), plan(), { dryRun: true })).rejects.toThrow(NotPermitted);
  });
});
