import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemActor } from '#access';
import { FixedClock, type Moment } from '#kernel';
import { type Database, migrate, openDatabase, readConfig } from '#platform';
import { runtimeRoleSql, tables } from '#schema';
import { anAudit, auditKeys, startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { AuditChain } from './audit-chain.service.js';
import { AuditCheckpoints } from './audit-checkpoints.service.js';
import { AuditVerification, type ChainReport } from './audit-verification.service.js';

const actor = systemActor('spec');
const NOW = '2026-11-23T09:00:00.000Z' as Moment;
const clock = new FixedClock(NOW);

let server: TestService;
let owner: Database;
let db: Database;
let roleUrl: string;
const folder = mkdtempSync(join(tmpdir(), 'accord-audit-'));

beforeAll(async () => {
  server = await startPostgres();
  const at = { kind: 'postgres', url: server.url } as const;
  await migrate(at, tables, TEST_KEYS);
  owner = await openDatabase(at, tables, TEST_KEYS);
  await new AuditChain(owner, auditKeys(), 16).begin(NOW);
  await sql(server.url, 'create role accord_app login');
  await sql(server.url, runtimeRoleSql('accord_app'));
  roleUrl = Object.assign(new URL(server.url), { username: 'accord_app' }).href;
  db = await openDatabase({ kind: 'postgres', url: roleUrl }, tables, TEST_KEYS);
});
afterAll(async () => {
  await db?.close();
  await owner?.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

async function sql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

function checkpointsOf(database: Database): AuditCheckpoints {
  const read = readConfig({ ACCORD_ENV: 'test', ACCORD_DATA: folder });
  if (!read.ok) throw new Error(read.refusal.message);
  return new AuditCheckpoints(database, clock, read.value, auditKeys(), anAudit(database, clock));
}

const verified = (): Promise<ChainReport> =>
  new AuditVerification(db, auditKeys(), checkpointsOf(db)).verify();

describe('the chain of the audit on PostgreSQL, under a role that only adds', () => {
  it('loses none of 200 writers at once, in several lanes, and can be verified meanwhile', async () => {
    const [one, two] = [anAudit(db, clock), anAudit(owner, clock)];
    const write = Array.from({ length: 200 }, async (_, n) => {
      const [database, audit] = n % 2 === 0 ? [db, one] : [owner, two];
      if (n % 5 === 0) return audit.recordReading(actor, 'case:read', `subject-${n}`);
      return database.transaction(async () => {
        await audit.record(actor, 'case:change', `subject-${n}`);
        await database.query('select pg_sleep(0.002)');
        await audit.record(actor, 'case:flag', `flag-${n}`);
      });
    });
    const meanwhile = verified();
    await Promise.all(write);
    expect((await meanwhile).findings).toEqual([]);
    const [count] = await db.query<{ subjects: string; lanes: string }>(
      'select count(distinct subject_id) as subjects, count(distinct lane) as lanes from audit_entry',
    );
    expect(Number(count!.subjects)).toBe(1 + 200 + 160);
    expect(Number(count!.lanes)).toBeGreaterThan(3);
    expect(await verified()).toMatchObject({ entries: 361, lanes: 16, found: 0 });
  });

  it('writes two transactions at once in two lanes, neither waiting for the other', async () => {
    const audit = anAudit(db, clock);
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const holding = db.transaction(async () => {
      await audit.record(actor, 'case:change', 'held');
      // After the audit has taken its lane, and before the commit.
      db.beforeCommit(async () => held, null);
    });
    await db.transaction(() => audit.record(actor, 'case:change', 'meanwhile'));
    const seen = await db.query('select 1 from audit_entry where subject_id = :id', { id: 'meanwhile' });
    expect(seen).toHaveLength(1);
    letGo();
    await holding;
    expect((await verified()).found).toBe(0);
  });

  it('waits for the one lane where there is one, and keeps both', async () => {
    const audit = anAudit(owner, clock, 1);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        owner.transaction(() => audit.record(actor, 'case:change', `one-lane-${n}`)),
      ),
    );
    expect((await verified()).found).toBe(0);
  });

  it('is refused every change and deletion of what stands there', async () => {
    await checkpointsOf(db).write(actor);
    for (const text of [
      "update audit_entry set what = 'nothing'",
      'delete from audit_entry',
      'truncate audit_entry',
      "update audit_checkpoint set content = ''",
      'delete from audit_checkpoint',
      'truncate audit_checkpoint',
      'delete from audit_lane',
      'insert into audit_lane values (99, 0, $$$$, $$$$)',
      'update audit_lane set lane = 99 where lane = 3',
      'drop table audit_entry',
      'alter table audit_entry disable trigger all',
      'delete from migration',
    ]) {
      await expect(sql(roleUrl, text)).rejects.toThrow(/permission denied|must be owner/);
    }
    for (const text of [
      "update audit_entry set what = 'nothing'",
      'delete from audit_entry',
      'truncate audit_entry',
    ])
      await expect(sql(server.url, text)).rejects.toThrow('never changed');
    expect((await verified()).found).toBe(0);
  });

  it('names what the owner of the tables changed all the same', async () => {
    await sql(
      server.url,
      `alter table audit_entry disable trigger all;
       update audit_entry set what = 'case:nothing' where subject_id = 'held'`,
    );
    const [row] = await db.query<{ id: string; lane: number; position: number }>(
      'select id, lane, position from audit_entry where subject_id = :id',
      { id: 'held' },
    );
    expect((await verified()).findings).toMatchObject([
      { kind: 'changed', entryId: row!.id, lane: row!.lane, position: row!.position },
    ]);
  });
});
