import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, systemActor } from '#access';
import { FixedClock, type Moment, refused } from '#kernel';
import { type Config, openDatabase, readConfig } from '#platform';
import { auditKeys, anAudit, temporaryDatabase, type TemporaryDatabase, TEST_KEYS } from '#testkit';
import { AuditChain } from './audit-chain.service.js';
import { AuditCheckpoints } from './audit-checkpoints.service.js';
import { AuditVerification, type ChainReport } from './audit-verification.service.js';
import type { Audit } from './audit.service.js';

const actor: Actor = systemActor('spec');
const NOW = '2026-11-23T09:00:00.000Z' as Moment;

let at: TemporaryDatabase;
let audit: Audit;
let clock: FixedClock;
let config: Config;
let checkpoints: AuditCheckpoints;

beforeEach(async () => {
  at = await temporaryDatabase();
  clock = new FixedClock(NOW);
  const read = readConfig({ ACCORD_ENV: 'test', ACCORD_DATA: at.folder });
  if (!read.ok) throw new Error(read.refusal.message);
  config = read.value;
  audit = anAudit(at.database, clock);
  checkpoints = new AuditCheckpoints(at.database, clock, config, auditKeys(), audit);
});
afterEach(() => at.remove());

const verified = (file?: string): Promise<ChainReport> =>
  new AuditVerification(at.database, auditKeys(), checkpoints).verify(file);
const kinds = async (file?: string) => (await verified(file)).findings.map(({ kind }) => kind);
const records = async (count: number, name = 'subject') => {
  for (let n = 0; n < count; n += 1) {
    await at.database.transaction(() => audit.record(actor, 'case:change', `${name}-${n}`));
  }
};
/** As somebody does who has the file. */
const forced = async (...statements: string[]) => {
  for (const name of ['audit_entry', 'audit_checkpoint'])
    for (const what of ['update', 'delete'])
      await at.database.transaction(() => at.database.change(`drop trigger if exists ${name}_no_${what}`));
  for (const sql of statements) await at.database.transaction(() => at.database.change(sql));
};

describe('the chain of the audit', () => {
  it('throws outside a transaction, keeps nothing of one that is undone, and joins one that is open', async () => {
    await expect(audit.record(actor, 'case:change', 'outside')).rejects.toThrow('outside a transaction');
    await at.database.transaction(async () => {
      await audit.record(actor, 'case:change', 'refused');
      return refused('NO', 'No.');
    });
    const failing = at.database.transaction(async () => {
      await audit.record(actor, 'case:change', 'thrown');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await at.database.transaction(async () => {
      await audit.record(actor, 'case:change', 'outer');
      await at.database.transaction(() => audit.record(actor, 'case:change', 'inner'));
    });
    const rows = await at.database.query('select position, subject_id from audit_entry order by position');
    expect(rows).toEqual([
      { position: 1, subject_id: 'audit' },
      { position: 2, subject_id: 'outer' },
      { position: 3, subject_id: 'inner' },
    ]);
    expect(await verified()).toMatchObject({ entries: 3, lanes: 1, found: 0 });
  });

  it('loses none of 200 writers at once, of two processes', async () => {
    const other = await openDatabase(
      { kind: 'sqlite', file: at.file },
      { entities: [], migrations: [] },
      TEST_KEYS,
    );
    const theirs = anAudit(other, clock);
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const [db, own] = n % 4 === 0 ? [other, theirs] : [at.database, audit];
        if (n % 3 === 0) return own.recordReading(actor, 'case:read', `subject-${n}`);
        return db.transaction(() => own.record(actor, 'case:change', `subject-${n}`));
      }),
    );
    await other.close();
    const [row] = await at.database.query<{ count: number }>(
      'select count(distinct subject_id) as count from audit_entry',
    );
    expect(row!.count).toBe(201);
    expect(await verified()).toMatchObject({ entries: 201, found: 0 });
  });

  it('is not changed or emptied by any statement, and says so', async () => {
    await records(1);
    await checkpoints.write(actor);
    for (const sql of [
      "update audit_entry set what = 'nothing'",
      'delete from audit_entry',
      "update audit_checkpoint set content = ''",
      'delete from audit_checkpoint',
    ]) {
      await expect(at.database.transaction(() => at.database.change(sql))).rejects.toThrow('never');
    }
    expect(await verified()).toMatchObject({ found: 0 });
  });

  it('takes in what was recorded before there was a chain, in its order, and only once', async () => {
    for (let n = 1; n <= 3; n += 1) {
      await at.database.transaction(() =>
        at.database.change(
          `insert into audit_entry (id, at, acting_as, what, subject_id, fields, position)
           values (:id, :at, 'chair', 'reading', 'old', '[]', :n)`,
          { id: `old-${n}`, at: NOW, n },
        ),
      );
    }
    expect((await kinds()).length).toBeGreaterThan(0);
    await records(2);
    expect(await verified()).toMatchObject({ entries: 6, found: 0 });
    await at.database.transaction(() =>
      at.database.change(
        `insert into audit_entry (id, at, acting_as, what, subject_id, fields, position)
         values ('new', '${NOW}', 'chair', 'reading', 'new', '[]', 0)`,
      ),
    );
    await new AuditChain(at.database, auditKeys(), 3).begin(NOW);
    const { findings, lanes } = await verified();
    expect(lanes).toBe(3);
    expect(findings).toMatchObject([{ kind: 'not-chained', entryId: 'new' }]);
  });

  it('names what was changed, taken away and put in', async () => {
    await records(2500);
    await forced(
      "update audit_entry set person_id = 'somebody' where position = 7",
      'delete from audit_entry where position between 2100 and 2102',
      `insert into audit_entry (id, at, acting_as, what, subject_id, fields, lane, position, hash)
         values ('forged', '${NOW}', 'chair', 'reading', 'x', '[]', 0, 2502, 'forged')`,
    );
    expect((await verified()).findings).toMatchObject([
      { kind: 'changed', lane: 0, position: 7 },
      { kind: 'missing', lane: 0, position: 2100, says: 'places 2100 to 2102: taken away' },
      { kind: 'changed', lane: 0, position: 2502, entryId: 'forged' },
      { kind: 'beyond-head', lane: 0, position: 2502 },
    ]);
  });

  it('leaves a lane whose end was changed as it is, and writes nothing until there is another', async () => {
    await records(2);
    await forced("update audit_lane set position = 1, mark = 'forged'");
    await expect(records(1, 'later')).rejects.toThrow('No lane of the audit can be written');
    const chain = new AuditChain(at.database, auditKeys(), 2);
    await chain.begin(NOW);
    audit = anAudit(at.database, clock, 2);
    await records(3, 'later');
    const { findings, entries } = await verified();
    expect(entries).toBe(7);
    expect(findings.map(({ kind, lane }) => [kind, lane])).toEqual([
      ['head-changed', 0],
      ['beyond-head', 0],
    ]);
  });

  it('is not written under another key', async () => {
    await records(1);
    const read = readConfig({ AUDIT_KEY: 'another key than before, quite long enough' });
    if (!read.ok) throw new Error(read.refusal.message);
    const { auditOf } = await import('./audit.module.js');
    const other = auditOf(read.value, at.database, clock);
    const recording = at.database.transaction(() => other.record(actor, 'case:change', 'x'));
    await expect(recording).rejects.toThrow('AUDIT_KEY');
  });
});

describe('checkpoints', () => {
  it('are written once a day, into a file that anybody can check, and are in the audit themselves', async () => {
    await records(3);
    const written = await checkpoints.writeDaily();
    expect(await checkpoints.writeDaily()).toBeNull();
    expect(written).toMatchObject({ entries: 4, at: NOW });
    clock.set('2026-11-24T00:30:00.000Z' as Moment);
    expect(await checkpoints.writeDaily()).not.toBeNull();
    const files = readdirSync(config.auditExport);
    expect(files).toHaveLength(2);
    const file = JSON.parse(readFileSync(join(config.auditExport, files[0]!), 'utf8')) as Record<
      string,
      string
    >;
    const { createPublicKey, verify } = await import('node:crypto');
    const key = createPublicKey({
      key: Buffer.from(file['publicKey']!, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const signature = Buffer.from(file['signature']!, 'base64url');
    expect(verify(null, Buffer.from(file['content']!), key, signature)).toBe(true);
    expect(await verified()).toMatchObject({ checkpoints: 2, found: 0 });
  });

  it('find a lane that was cut off and put back to an end of our own', async () => {
    await records(5);
    const [old] = await at.database.query<{ position: number; hash: string; mark: string }>(
      'select position, hash, mark from audit_lane',
    );
    await records(5, 'later');
    const { file } = await checkpoints.write(actor);
    const cut = [
      `delete from audit_entry where position > ${old!.position}`,
      `update audit_lane set position = ${old!.position}, hash = '${old!.hash}', mark = '${old!.mark}'`,
    ];
    await forced(...cut);
    expect(await kinds()).toEqual(['cut-after-checkpoint', 'checkpoint-not-recorded']);
    await forced('delete from audit_checkpoint');
    expect(await kinds()).toEqual(['cut-after-checkpoint', 'checkpoint-not-recorded']);
    const elsewhere = join(at.folder, 'elsewhere');
    mkdirSync(elsewhere);
    const kept = join(elsewhere, 'kept.json');
    writeFileSync(kept, readFileSync(file));
    const { rmSync } = await import('node:fs');
    rmSync(config.auditExport, { recursive: true });
    expect(await kinds()).toEqual([]);
    expect(await kinds(kept)).toEqual(['cut-after-checkpoint', 'checkpoint-not-recorded']);
  });

  it('find everything taken away and begun again', async () => {
    await records(5);
    await checkpoints.write(actor);
    await forced('delete from audit_entry', 'delete from audit_lane', 'delete from audit_checkpoint');
    expect(await kinds()).toContain('cut-after-checkpoint');
    audit = anAudit(at.database, clock);
    await records(20);
    expect(await kinds()).toEqual(['checkpoint-of-another-database']);
  });

  it('of another database are named as such, and those from before they said so are compared', async () => {
    await records(3);
    const { file } = await checkpoints.write(actor);
    const ours = JSON.parse(readFileSync(file, 'utf8')) as { content: string };
    const said = JSON.parse(ours.content) as { id: string; database: string };
    expect(said.database).toBe(await checkpoints.database());
    const kept = join(at.folder, 'kept-elsewhere.json');
    const put = (content: object): void => {
      const text = JSON.stringify(content);
      writeFileSync(kept, JSON.stringify({ ...ours, content: text, ...auditKeys().sign(text) }));
    };
    put({ ...said, database: 'another' });
    expect(await kinds(kept)).toEqual(['checkpoint-of-another-database']);
    const { database: _, ...before } = said;
    put({ ...before, version: 1 });
    expect(await kinds(kept)).toEqual([]);
    put({ ...before, version: 1, id: 'of-nobody' });
    expect(await kinds(kept)).toEqual(['checkpoint-not-recorded']);
  });

  it('are told when they were changed themselves', async () => {
    await records(1);
    const { file } = await checkpoints.write(actor);
    writeFileSync(file, readFileSync(file, 'utf8').replace('entries\\":2', 'entries\\":3'));
    expect(await kinds()).toEqual(['checkpoint-changed']);
    await forced("update audit_checkpoint set content = replace(content, '2026', '2027')");
    expect(await kinds()).toEqual(['checkpoint-changed', 'checkpoint-changed']);
    writeFileSync(file, 'nothing of the kind');
    expect(await kinds()).toEqual(['checkpoint-changed', 'checkpoint-changed']);
  });
});
