import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '#access';
import { FixedClock, type Moment } from '#kernel';
import { anAudit, temporaryDatabase, type TemporaryDatabase } from '#testkit';
import type { Audit } from './audit.service.js';

const reader: Actor = { kind: 'system', name: 'spec' };

let at: TemporaryDatabase;
let audit: Audit;
beforeEach(async () => {
  at = await temporaryDatabase();
  audit = anAudit(at.database, new FixedClock('2026-11-23T09:00:00.000Z' as Moment));
});
afterEach(() => at.remove());

const subjects = async () =>
  (
    await at.database.query<{ subject: string }>(
      "select subject_id as subject from audit_entry where subject_id <> 'audit'",
    )
  ).map((row) => row.subject);

describe('the record of readings', () => {
  it('has every reading once its promise has come true, in few commits', async () => {
    const commits: string[] = [];
    at.database.listen((sql) => void (/^commit/i.test(sql) && commits.push(sql)));
    const names = Array.from({ length: 60 }, (_, n) => `subject-${n}`);
    await Promise.all(
      names.map(async (name, n) => {
        if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
        await audit.recordReading(reader, 'case:read', name, { caseId: name, fields: ['a', 'b'] });
        expect(await subjects()).toContain(name);
      }),
    );
    expect((await subjects()).sort()).toEqual([...names].sort());
    expect(commits.length).toBeLessThan(15);
    const [row] = await at.database.query<{ fields: string }>(
      'select fields, person_id from audit_entry where position = 2',
    );
    expect(row).toEqual({ fields: '["a","b"]', person_id: null });
  });

  it('belongs to the transaction inside one', async () => {
    await at.database.transaction(async () => {
      await audit.recordReading(reader, 'case:read', 'undone');
      return { ok: false };
    });
    expect(await subjects()).toEqual([]);
  });

  it('keeps session and reason', async () => {
    const person: Actor = {
      kind: 'person',
      personId: 'person-1',
      name: 'Ada Byron',
      agencyId: 'agency-1',
      role: 'chair',
      lpa: null,
      panelIds: [],
      sessionId: 'session-1',
    };
    await audit.recordReading(person, 'case:open', 'a', { why: 'Called at night' });
    await at.database.transaction(() => audit.record(person, 'case:open', 'b', { why: 'Called again' }));
    await audit.recordReading(reader, 'case:open', 'c');
    const rows = await at.database.query(
      "select subject_id, session_id, why from audit_entry where what like 'case%' order by 1",
    );
    expect(rows).toEqual([
      { subject_id: 'a', session_id: 'session-1', why: 'Called at night' },
      { subject_id: 'b', session_id: 'session-1', why: 'Called again' },
      { subject_id: 'c', session_id: null, why: null },
    ]);
  });

  it('fails for everybody whose entry was not kept, and works again afterwards', async () => {
    const tooMuch = audit.recordReading(reader, 'case:read', null as never);
    await expect(tooMuch).rejects.toThrow();
    await audit.recordReading(reader, 'case:read', 'later');
    expect(await subjects()).toEqual(['later']);
  });
});
