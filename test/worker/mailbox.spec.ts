import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemActor } from '#access';
import { CaseFile } from '#cases';
import { ImportsModule, Imports, MailboxMessage, MailboxTasks, ReferralMailbox } from '#imports';
import { PlatformModule } from '#platform';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { fixture } from '../harness/import-fixtures.js';

const actor = systemActor('mailbox');
const [HEADER, ...ROWS] = Buffer.from(fixture('referrals-clean.csv')).toString().split(/\r?\n/) as [
  string,
  ...string[],
];

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

  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const cases = () => api.db.reading.count(CaseFile);
  const file = (from: number, to: number) => [HEADER, ...ROWS.slice(from, to)].join('\n');

  it('brings what is attached into triage, once, and keeps the message', async () => {
    const before = await cases();
    put('one.eml', anEmail(file(40, 43)));
    expect(await mailbox.readFolder(actor, folder)).toEqual({ messages: 1, created: 3, forAPerson: 0 });
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
    expect((await mailbox.readFolder(actor, folder)).forAPerson).toBe(0);
    expect(await cases()).toBe(before + 2);
  });

  it('keeps what it cannot read for a person, with the reason and no word of what stands in it', async () => {
    const broken = ROWS[45]!.replace(/^[^,]*,[^,]*/, 'NB-2026-7777,not-a-day');
    put('letter.eml', anEmail(null));
    put('noise.eml', '\u0000\u0001\u0002');
    put('partly.eml', anEmail([HEADER, broken, ROWS[46]].join('\n')));
    const before = await cases();
    const done = await mailbox.readFolder(actor, folder);
    expect(done).toEqual({ messages: 3, created: 1, forAPerson: 3 });
    expect(await cases()).toBe(before + 1);
    expect(readdirSync(join(folder, 'for-a-person'))).toHaveLength(3);
    const tasks = rooms.get(MailboxTasks, { strict: false });
    const waiting = (await tasks.waiting(actor, {})).rows.map(({ node }) => node);
    expect(waiting).toHaveLength(3);
    const told = waiting.map(({ reason }) => reason).join('\n');
    expect(told).toContain('No CSV file is attached');
    expect(told).toMatch(/Line 2: /);
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
});
