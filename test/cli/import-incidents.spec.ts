import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Actor, systemActor } from '#access';
import { type CaseFile, CaseFlag, Incident } from '#cases';
import { type ImportReport, Imports, ImportsModule } from '#imports';
import { FixedClock, type Moment, NotPermitted } from '#kernel';
import { PlatformModule } from '#platform';
import { aCase, anAgency, aPanel, aPerson, type TemporaryDatabase, temporaryDatabase } from '#testkit';
import { testConfig } from '../harness/api.js';

const CLERK: Actor = systemActor('command line');
const HEADINGS = 'Case reference;When;Behaviours;Channel;Place;Evidence reference;Note;Breach';

describe('importing incidents', () => {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  let temporary: TemporaryDatabase;
  let rooms: INestApplicationContext;
  let imports: Imports;
  let open: CaseFile;
  let stranger: Actor;

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    const { database } = temporary;
    const config = testConfig({ ACCORD_DATA: temporary.folder });
    rooms = await NestFactory.createApplicationContext(
      { module: class Rooms {}, imports: [PlatformModule.with({ config, clock, database }), ImportsModule] },
      { logger: false, abortOnError: false },
    );
    imports = rooms.get(Imports);
    const police = await anAgency(database, clock, {});
    const panel = await aPanel(database, clock, [police]);
    const { id, name } = await aPerson(database, clock, police, 'agency_member');
    stranger = {
      ...{ kind: 'person', personId: id, name, agencyId: police.id, role: 'agency_member' },
      ...{ lpa: null, panelIds: [] },
    };
    const quiet = { flagReason: null, state: 'accepted' } as const;
    open = await aCase(database, clock, panel, police, { ...quiet, reference: 'NB-2026-1', incidents: [] });
    const closed = { ...quiet, state: 'closed', reference: 'NB-2026-2' } as const;
    await aCase(database, clock, panel, police, closed);
  });
  afterAll(async () => {
    await rooms?.close();
    await temporary?.remove();
  });

  async function sent(rows: readonly string[], dryRun = false): Promise<ImportReport> {
    const bytes = new TextEncoder().encode([HEADINGS, ...rows].join('\r\n'));
    const done = await imports.importFile(CLERK, 'incidents', bytes, { dryRun });
    if (!done.ok) throw new Error(done.refusal.message);
    return done.value;
  }
  const log = () =>
    temporary.database.reading.find(Incident, {
      where: { caseId: open.id },
      order: { occurredOn: 'ASC' },
    });
  const told = (report: ImportReport) =>
    report.rows.map(({ status, issues }) => [status, ...issues.map(({ field, code }) => `${field} ${code}`)]);

  const GOOD = [
    'nb-2026-1;1/9/26;Following;;Bus station;;Walked behind her;',
    'NB-2026-1;12 October 2026;Unwanted messages / calls | Threats;WhatsApp;;EX/14, EX/15;Ten messages;',
    'NB-2026-1;20/11/2026;watching;In person;School gate;;Stood there;Yes',
  ];

  it('adds each to the log of its case, asks the rules, and the same file again adds nothing', async () => {
    expect(await sent(GOOD, true)).toMatchObject({ created: 3, rejected: 0, written: false });
    expect(await log()).toEqual([]);
    expect(told(await sent(GOOD))).toEqual([['created'], ['created'], ['created']]);
    const kept = await log();
    expect(kept).toMatchObject([
      { occurredOn: '2026-09-01', behaviours: ['following'], channel: '', place: 'Bus station' },
      {
        occurredOn: '2026-10-12',
        behaviours: ['unwanted_messages_calls', 'threats'],
        channel: 'whatsapp',
        evidenceReferences: ['EX/14', 'EX/15'],
        description: 'Ten messages',
        isBreach: false,
      },
      { occurredOn: '2026-11-20', behaviours: ['watching'], channel: 'in_person', isBreach: true },
    ]);
    const flags = await temporary.database.reading.findBy(CaseFlag, { caseId: open.id });
    expect(flags.length).toBeGreaterThan(0);
    expect(flags.every(({ rule }) => rule !== null)).toBe(true);
    expect(await sent(GOOD)).toMatchObject({ created: 0, unchanged: 3, rejected: 0, written: false });
    expect(await log()).toEqual(kept);
  });

  it('refuses what cannot stand, with the field named, and takes the others', async () => {
    const before = (await log()).length;
    const report = await sent([
      'NB-1999-9;1/9/26;Following;;;;No such case;',
      'NB-2026-1;24/11/26;Following;;;;Tomorrow;',
      'NB-2026-1;1/9/26;Howling;;;;No such behaviour;',
      'NB-2026-1;1/9/26;Following;Pigeon;;;No such channel;',
      'NB-2026-1;1/9/26;Following;;;;;',
      'NB-2026-1;2/9/26;Following;;;EX/1;Twice;',
      'NB-2026-1;2/9/26;Following;;;EX/2;Twice;',
      'NB-2026-2;1/9/26;Following;;;;The case is closed;',
    ]);
    expect(told(report)).toEqual([
      ['rejected', 'case_ref case_unknown'],
      ['rejected', 'occurred_on date_in_future'],
      ['rejected', 'behaviours unknown_value'],
      ['rejected', 'channel unknown_value'],
      ['rejected', 'note missing_mandatory'],
      ['created'],
      ['rejected', 'note duplicate_key'],
      ['rejected', 'null not_accepted'],
    ]);
    expect(report.rows[0]!.issues[0]!.message).toContain('Line 2, Case reference');
    expect((await log()).length).toBe(before + 1);
  });

  it('is for those who may import', async () => {
    const bytes = new TextEncoder().encode([HEADINGS, ...GOOD].join('\n'));
    await expect(imports.importIncidents(stranger, bytes)).rejects.toThrow(NotPermitted);
  });
});
