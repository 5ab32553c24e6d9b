import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type INestApplicationContext, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemActor } from '#access';
import { CaseFile } from '#cases';
import { ImportsModule, Imports, MailboxMessage, MailboxTasks, ReferralMailbox } from '#imports';
import { AppLog, PlatformModule } from '#platform';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { fixture } from '../harness/import-fixtures.js';

const actor = systemActor('mailbox');
const [HEADER, ...ALL] = Buffer.from(fixture('referrals-clean.csv')).toString().split(/\r?\n/) as [
  string,
  ...string[],
];

/** Rows whose kind of panel is among the first forty, for which panels are made. */
const PANEL_AT = HEADER.split(',').indexOf('panel');
const PANELS = new Set(ALL.slice(0, 40).map((row) => row.split(',')[PANEL_AT]));
const ROWS = ALL.filter((row) => PANELS.has(row.split(',')[PANEL_AT]));

@Module({})
class Rooms {}

function anEmail(attached: string | null, name = 'referrals.csv'): string {
  const head = [
    'From: referrals@housing.example',
    'To: panel@example.org',
    'Subject: New referrals',
    'MIME-Version: 1.0',
  ];
  if (attached === null)
    return [...head, 'Content-Type: text/plain', '', 'Please ring me about this.'].join('\r\n');
  return [
    ...head,
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See the file.',
    '--b',
    `Content-Type: text/csv; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    Buffer.from(attached).toString('base64'),
    '--b--',
    '',
  ].join('\r\n');
}

describe('the mailbox of referrals', () => {
  let api: ApiUnderTest;
  let rooms: INestApplicationContext;
  let mailbox: ReferralMailbox;
  let folder: string;

  beforeAll(async () => {
    api = await anApi();
    const parts = { config: api.config, clock: api.clock, database: api.db };
    const module = { module: Rooms, imports: [PlatformModule.with(parts), ImportsModule] };
    rooms = await NestFactory.createApplicationContext(module, { logger: false });
    mailbox = rooms.get(ReferralMailbox, { strict: false });
    const imports = rooms.get(Imports, { strict: false });
    await imports.importAgencies(actor, fixture('agencies.csv'));
    await imports.importReferrals(actor, Buffer.from([HEADER, ...ROWS.slice(0, 40)].join('\n')), {
      createPanels: true,
    });
  });
  afterAll(async () => {
    await rooms?.close();
    await api?.close();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'accord-mailbox-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, text: string, secondsAgo = 60) => {
    writeFileSync(join(folder, name), text);
    const at = Date.now() / 1000 - secondsAgo;
    utimesSync(join(folder, name), at, at);
  };
  const nothing = { messages: 0, created: 0, forAPerson: 0, tooYoung: 0, failed: 0 };
  const newestReason = async () => {
    const [message] = await api.db.reading.find(MailboxMessage, { order: { id: 'DESC' }, take: 1 });
    return message!.reason;
  };
  const cases = () => api.db.reading.count(CaseFile);
  const file = (from: number, to: number) => [HEADER, ...ROWS.slice(from, to)].join('\n');

  it('brings what is attached into triage, once, and keeps the message', async () => {
    const before = await cases();
    put('one.eml', anEmail(file(40, 43)));
    expect(await mailbox.readFolder(actor, folder)).toEqual({ ...nothing, messages: 1, created: 3 });
    expect(await cases()).toBe(before + 3);
    expect(readdirSync(folder).sort()).toEqual(['for-a-person', 'read']);
    expect(readdirSync(join(folder, 'read'))).toEqual([expect.stringMatching(/^[\da-f]{64}\.eml$/)]);
    const [made] = await api.db.reading.find(CaseFile, { where: { state: 'triage' } });
    expect(made!.submittedAt).not.toBeNull();
    put('the-same-again.eml', anEmail(file(40, 43)));
    await mailbox.readFolder(actor, folder);
    expect(await cases()).toBe(before + 3);
  });

  it('loses nothing and doubles nothing when it is killed between two steps', async () => {
    const before = await cases();
    put('two.eml', anEmail(file(43, 45)));
    await mailbox.readFolder(actor, folder);
    // As if it had been killed after the referrals were written, before the message was noted and put away.
    await api.db.transaction(async () => {
      await api.db.change(`delete from mailbox_message where created = 2`, {});
    });
    put('two.eml', anEmail(file(43, 45)));
    expect(await mailbox.readFolder(actor, folder)).toEqual({ ...nothing, messages: 1, created: 2 });
    expect(await cases()).toBe(before + 2);
  });

  it('keeps what it cannot read for a person, with the reason and no word of what stands in it', async () => {
    const broken = ROWS[45]!.replace(/^[^,]*,[^,]*/, 'NB-2026-7777,not-a-day');
    put('letter.eml', anEmail(null));
    put('noise.eml', '\u0000\u0001\u0002');
    put('partly.eml', anEmail([HEADER, broken, ROWS[46]].join('\n')));
    const before = await cases();
    const done = await mailbox.readFolder(actor, folder);
    expect(done).toEqual({ ...nothing, messages: 3, created: 1, forAPerson: 3 });
    expect(await cases()).toBe(before + 1);
    expect(readdirSync(join(folder, 'for-a-person'))).toHaveLength(3);
    const tasks = rooms.get(MailboxTasks, { strict: false });
    const waiting = (await tasks.waiting(actor, {})).rows.map(({ node }) => node);
    expect(waiting).toHaveLength(3);
    const told = waiting.map(({ reason }) => reason).join('\n');
    expect(told).toContain('No CSV file is attached');
    expect(told).toMatch(/Line 2, /);
    expect(told).not.toContain('Please ring me');
    const raw = await api.db.query<{ reason: string }>('select reason from mailbox_message', {});
    expect(raw.map(({ reason }) => reason).join()).not.toContain('Line 2');
    expect(await api.db.reading.countBy(MailboxMessage, { state: 'for_a_person' })).toBe(3);
    // Settled, it no longer waits; the same message again is known, and stays settled.
    const letter = waiting.find(({ reason }) => reason.includes('No CSV file'))!;
    expect((await tasks.settle(actor, letter.id, 1, 'Referred it by hand')).ok).toBe(true);
    put('letter-again.eml', anEmail(null));
    expect((await mailbox.readFolder(actor, folder)).forAPerson).toBe(0);
    expect(readdirSync(join(folder, 'for-a-person'))).toHaveLength(3);
    expect((await tasks.waiting(actor, {})).totalCount).toBe(2);
  });

  it('asks a person where a reference on record comes with something else in it', async () => {
    const before = await cases();
    put('first.eml', anEmail(file(47, 49)));
    expect((await mailbox.readFolder(actor, folder)).created).toBe(2);
    // The same list again with a line more is nothing new; a corrected line, or one of another agency, is.
    put('longer.eml', anEmail(file(47, 50)));
    expect(await mailbox.readFolder(actor, folder)).toEqual({ ...nothing, messages: 1, created: 3 });
    const at = HEADER.split(',').indexOf('referrer_name');
    expect(at).toBeGreaterThan(0);
    const cells = ROWS[48]!.split(',');
    const corrected = [...cells.slice(0, at), 'Quillon Marwick', ...cells.slice(at + 1)].join(',');
    put('corrected.eml', anEmail([HEADER, ROWS[47], corrected].join('\n')));
    expect((await mailbox.readFolder(actor, folder)).forAPerson).toBe(1);
    const told = await newestReason();
    expect(told).toMatch(/^Line 3: a referral with this reference is already on record/);
    expect(told).not.toMatch(/Quillon|Line 2/);
    expect(await cases()).toBe(before + 3);
  });

  it('says what else is attached, and that a list is empty', async () => {
    const scan = [
      ...['--b', 'Content-Type: application/pdf; name="x.pdf"', 'Content-Transfer-Encoding: base64'],
      ...['Content-Disposition: attachment; filename="x.pdf"', '', 'JVBERi0=', '--b--'],
    ];
    put('and-a-scan.eml', anEmail(file(50, 51)).replace('--b--', scan.join('\r\n')));
    expect(await mailbox.readFolder(actor, folder)).toEqual({
      ...nothing,
      ...{ messages: 1, created: 1, forAPerson: 1 },
    });
    expect(await newestReason()).toContain('1 attached file is no CSV file');
    put('empty.eml', anEmail(`${HEADER}\n`));
    expect((await mailbox.readFolder(actor, folder)).forAPerson).toBe(1);
    expect(await newestReason()).toContain('holds no referral');
  });

  it('goes on after a message that fails, and leaves one that may still be being written', async () => {
    const stuck = anEmail(file(51, 52));
    put('a-Plantedbyron.eml', stuck);
    put('b.eml', anEmail(file(52, 53)));
    put('c-young.eml', anEmail(file(53, 54)), 1);
    // Something lies where the first message goes when it was read: it cannot be put away.
    const there = join(folder, 'read', `${createHash('sha256').update(stuck).digest('hex')}.eml`);
    mkdirSync(join(there, 'in-the-way'), { recursive: true });
    const lines: string[] = [];
    Logger.overrideLogger(new AppLog('worker', 'production', { write: (line) => void lines.push(line) }));
    const done = await mailbox.readFolder(actor, folder);
    Logger.overrideLogger(false);
    expect(done).toEqual({ ...nothing, ...{ messages: 1, created: 1, tooYoung: 1, failed: 1 } });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'error', fileHash: basename(there, '.eml') });
    expect(lines[0]).not.toContain('Plantedbyron');
    expect(readdirSync(folder).filter((name) => name.endsWith('.eml'))).toEqual([
      'a-Plantedbyron.eml',
      'c-young.eml',
    ]);
    rmSync(there, { recursive: true });
    expect(await mailbox.readFolder(actor, folder)).toEqual({
      ...nothing,
      ...{ messages: 1, created: 1, tooYoung: 1 },
    });
  });

  /** Does both; both have looked at the record, and seen nothing of each other there, before either may write. */
  async function atOnce<A, B>(one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> {
    let mayWrite = () => {};
    const writer = api.db.transaction(() => new Promise<void>((resolve) => (mayWrite = resolve)));
    const both = Promise.all([one(), other()]);
    await pause(500);
    mayWrite();
    await writer;
    return both;
  }

  it('raises no task when another worker writes the same referrals meanwhile, and is killed', async () => {
    const before = await cases();
    put('overtaken.eml', anEmail(file(70, 72)));
    const imports = rooms.get(Imports, { strict: false });
    const [, done] = await atOnce(
      () => imports.importReferrals(actor, Buffer.from(file(70, 72)), { forTriage: true }),
      () => mailbox.readFolder(actor, folder),
    );
    expect(done).toEqual({ ...nothing, messages: 1, created: 2 });
    expect(await cases()).toBe(before + 2);
  });

  it('takes a message once, without a task for anybody, when two workers read at once', async () => {
    const before = await cases();
    const waiting = await api.db.reading.countBy(MailboxMessage, { state: 'for_a_person' });
    for (const [at, name] of ['k.eml', 'l.eml', 'm.eml'].entries())
      put(name, anEmail(file(55 + 2 * at, 57 + 2 * at)));
    const both = await atOnce(
      () => mailbox.readFolder(actor, folder),
      () => mailbox.readFolder(actor, folder),
    );
    expect(both.map(({ failed }) => failed)).toEqual([0, 0]);
    expect(both[0].messages + both[1].messages).toBe(3);
    expect(await cases()).toBe(before + 6);
    expect(await api.db.reading.countBy(MailboxMessage, { state: 'for_a_person' })).toBe(waiting);
    expect(readdirSync(join(folder, 'read'))).toHaveLength(3);
  });
});
