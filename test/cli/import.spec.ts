import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Action, ActionUpdate, isOpen } from '#actions';
import { type Actor, systemActor } from '#access';
import { Agency, Person } from '#agencies';
import { AuditEntry } from '#audit';
import { CaseAccess, CaseFile, CaseFlag, CasePerson, RiskAssessment } from '#cases';
import { type ImportReport, Imports, ImportsModule, type ImportResult } from '#imports';
import { FixedClock, type Moment, NotPermitted } from '#kernel';
import { Meeting } from '#meetings';
import { Panel, type PanelKind } from '#panels';
import { Announcement, type Database, PlatformModule } from '#platform';
import { Reminder } from '#reminders';
import { aPanel, type TemporaryDatabase, temporaryDatabase } from '#testkit';
import { testConfig } from '../harness/api.js';

const CLERK: Actor = systemActor('command line');

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
}

/** Rows of CSV as a file. */
function csv(...lines: string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''));
}

type Registry = {
  temporary: TemporaryDatabase;
  rooms: INestApplicationContext;
  db: Database;
  clock: FixedClock;
  imports: Imports;
};

async function anEmptyRecord(): Promise<Registry> {
  const temporary = await temporaryDatabase();
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  const parts = {
    config: testConfig({ ACCORD_DATA: temporary.folder }),
    clock,
    database: temporary.database,
  };
  const rooms = await NestFactory.createApplicationContext(
    { module: class Rooms {}, imports: [PlatformModule.with(parts), ImportsModule] },
    { logger: false, abortOnError: false },
  );
  return { temporary, rooms, db: temporary.database, clock, imports: rooms.get(Imports) };
}

async function close({ rooms, temporary }: Registry): Promise<void> {
  await rooms.close();
  await temporary.remove();
}

async function done(result: Promise<ImportResult>): Promise<ImportReport> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.refusal.message);
  return settled.value;
}

function counts({ created, warnings, unchanged, rejected, written }: ImportReport) {
  return { created, warnings, unchanged, rejected, written };
}

/** Panels for every kind of the fixtures: one ESIP for each area, the others for the whole area. */
async function panelsFor({ db, clock }: Registry): Promise<Panel[]> {
  const agencies = await db.reading.findBy(Agency, { isCore: true });
  const panels: Panel[] = [];
  for (const lpa of ['North', 'South', 'West']) {
    panels.push(await aPanel(db, clock, agencies, { kind: 'esip', lpa, name: `ESIP ${lpa}` }));
  }
  const others: PanelKind[] = [
    'marac',
    'masip',
    'matac',
    'mappa_l2',
    'mappa_l3',
    'channel',
    'community_marac',
  ];
  for (const kind of others) panels.push(await aPanel(db, clock, agencies, { kind, name: kind }));
  return panels;
}

describe('importing the fixtures', () => {
  let record: Registry;
  let panels: Panel[];

  beforeAll(async () => {
    record = await anEmptyRecord();
  });
  afterAll(() => close(record));

  it('adds 16 agencies, and none of them twice', async () => {
    const { imports, db } = record;
    const first = await done(imports.importAgencies(CLERK, fixture('agencies.csv')));
    expect(counts(first)).toEqual({ created: 16, warnings: 0, unchanged: 0, rejected: 0, written: true });
    const again = await done(imports.importAgencies(CLERK, fixture('agencies.csv')));
    expect(counts(again)).toEqual({ created: 0, warnings: 0, unchanged: 16, rejected: 0, written: false });
    const police = await db.reading.findOneByOrFail(Agency, { nameKey: 'northbridge police' });
    expect(police).toMatchObject({ kind: 'police', isCore: true, emailDomain: 'police.northbridge.example' });
  });

  it('adds 60 people with their agencies and roles', async () => {
    const { imports, db } = record;
    const first = await done(imports.importPeople(CLERK, fixture('people.csv')));
    expect(counts(first)).toEqual({ created: 60, warnings: 0, unchanged: 0, rejected: 0, written: true });
    const again = await done(imports.importPeople(CLERK, fixture('people.csv')));
    expect(counts(again)).toMatchObject({ created: 0, unchanged: 60, written: false });
    const chair = await db.reading.findOneByOrFail(Person, {
      email: 'liv.ashson@police.northbridge.example',
    });
    expect(chair).toMatchObject({ role: 'chair', lpa: 'North', isActive: true });
    expect(chair.skills).toContain('chairing');
  });

  it('rejects every referral while there is no panel, and says which to set up', async () => {
    const report = await done(record.imports.importReferrals(CLERK, fixture('referrals-clean.csv')));
    expect(counts(report)).toMatchObject({ created: 0, rejected: 120, written: false });
    expect(report.rows[0]!.issues).toEqual([
      expect.objectContaining({
        field: 'panel',
        column: 'panel',
        code: 'panel_unknown',
        message: 'Line 2, panel: no MARAC panel is set up; set one up first',
      }),
    ]);
    expect(await record.db.reading.count(CaseFile)).toBe(0);
  });

  it('would add 120 referrals on a dry run, and writes nothing', async () => {
    panels = await panelsFor(record);
    const heard: string[] = [];
    const report = await done(
      record.imports.importReferrals(CLERK, fixture('referrals-clean.csv'), {
        dryRun: true,
        onProgress: ({ step, done: at, of }) => heard.push(`${step} ${at}/${of}`),
      }),
    );
    expect(counts(report)).toEqual({ created: 120, warnings: 0, unchanged: 0, rejected: 0, written: false });
    expect(heard.at(-1)).toBe('checking 120/120');
    expect(await record.db.reading.count(CaseFile)).toBe(0);
  });

  it('adds 120 referrals as cases of their panels, flagged by the rules that hold', async () => {
    const { imports, db } = record;
    const before = await db.reading.countBy(AuditEntry, { what: 'import:run' });
    const report = await done(imports.importReferrals(CLERK, fixture('referrals-clean.csv')));
    expect(counts(report)).toEqual({ created: 120, warnings: 0, unchanged: 0, rejected: 0, written: true });
    expect(await db.reading.count(CaseFile)).toBe(120);
    expect(await db.reading.count(CasePerson)).toBe(240);
    expect(await db.reading.countBy(AuditEntry, { what: 'case:refer' })).toBe(120);
    expect(await db.reading.countBy(AuditEntry, { what: 'import:run' })).toBe(before + 1);
    const north = panels.find((panel) => panel.lpa === 'North')!;
    expect(await db.reading.countBy(CaseFile, { panelId: north.id })).toBe(29);
    const flagged = await db.reading.countBy(CaseFile, { state: 'flagged' });
    expect(flagged).toBeGreaterThan(0);
    const withFlag = await db.query('select distinct case_id from case_flag where cleared_at is null');
    expect(withFlag).toHaveLength(flagged);
    expect(await db.reading.count(CaseFlag)).toBeGreaterThanOrEqual(flagged);
    expect(await db.reading.countBy(CaseAccess, { reason: 'referred' })).toBe(120);
  });

  it('keeps what a referral says', async () => {
    const { db } = record;
    const caseFile = await db.reading.findOneByOrFail(CaseFile, { reference: 'NB-2025-0003' });
    expect(caseFile).toMatchObject({
      referredOn: '2025-07-09',
      criteria: ['visible_high_risk', 'potential_escalation'],
      relationship: 'family',
      incidents12m: 8,
      offences: ['stalking_s4a'],
      crimeNumber: 'NB/921949/25',
      victimAware: 'yes',
      wantsPoliceContact: 'yes_safe_method',
      lpa: 'North',
      handling: 'standard',
    });
    const people = await db.reading.findBy(CasePerson, { caseId: caseFile.id });
    expect(people.find((person) => person.role === 'suspect')).toMatchObject({
      firstName: 'Aoife',
      lastName: "O'Dalwyn",
      alias: 'Moss',
      bornOn: '1971-10-09',
    });
    const scores = await db.reading.findBy(RiskAssessment, { caseId: caseFile.id });
    expect(scores.map(({ tool, score }) => [tool, score])).toEqual([['dash', 18]]);
  });

  it('changes nothing when the same referrals come again', async () => {
    const { imports, db } = record;
    const entries = await db.reading.count(AuditEntry);
    const report = await done(imports.importReferrals(CLERK, fixture('referrals-clean.csv')));
    expect(counts(report)).toEqual({ created: 0, warnings: 0, unchanged: 120, rejected: 0, written: false });
    expect(await db.reading.count(CaseFile)).toBe(120);
    expect(await db.reading.count(AuditEntry)).toBe(entries);
  });

  it('takes over 180 actions: open ones are chased from now on, ended ones keep how they ended', async () => {
    const { imports, db, clock } = record;
    const report = await done(imports.importActions(CLERK, fixture('open-actions.csv')));
    expect(counts(report)).toEqual({ created: 180, warnings: 0, unchanged: 0, rejected: 0, written: true });
    const actions = await db.reading.find(Action);
    const by = (status: Action['status']) => actions.filter((action) => action.status === status).length;
    expect([by('agreed'), by('completed'), by('not_possible_changed'), by('not_undertaken')]).toEqual([
      58, 112, 5, 5,
    ]);
    expect(actions.every((action) => action.isOpen === isOpen(action.status))).toBe(true);
    expect(actions.every((action) => (action.closedAt === null) === action.isOpen)).toBe(true);
    const announced = await db.reading.findBy(Announcement, { event: 'action.agreed' });
    expect(announced.map(({ payload }) => payload['actionId']).sort()).toEqual(
      actions
        .filter((action) => action.isOpen)
        .map(({ id }) => id)
        .sort(),
    );
    const chases = await db.reading.find(Reminder);
    expect(chases.map(({ actionId }) => actionId).sort()).toEqual(
      announced.map(({ payload }) => payload['actionId']).sort(),
    );
    const overdue = new Set(
      actions.filter(({ isOpen, dueAt }) => isOpen && dueAt < clock.now()).map(({ id }) => id),
    );
    expect(overdue.size).toBeGreaterThan(20);
    const late = chases.filter(({ dutyId }) => overdue.has(dutyId));
    expect(late.every(({ nextAt }) => nextAt! <= clock.now())).toBe(true);
    const inTime = chases.filter(({ dutyId }) => !overdue.has(dutyId));
    expect(inTime.every(({ cursor, nextAt }) => cursor === clock.now() && nextAt! > clock.now())).toBe(true);
    expect(await db.reading.count(ActionUpdate)).toBeGreaterThanOrEqual(180 + 122);
    const meetings = await db.reading.find(Meeting);
    expect(meetings.every((meeting) => meeting.state === 'ended' && meeting.heldOn < '2026-11-23')).toBe(
      true,
    );
    expect(new Set(meetings.map(({ panelId, heldOn }) => `${panelId} ${heldOn}`)).size).toBe(meetings.length);
  });

  it('keeps the days of an action, weekends and bank holidays too', async () => {
    const { db } = record;
    const caseFile = await db.reading.findOneByOrFail(CaseFile, { reference: 'NB-2026-0066' });
    const actions = await db.reading.find(Action, {
      where: { caseId: caseFile.id },
      order: { number: 'ASC' },
    });
    expect(actions[0]).toMatchObject({
      reference: 'NB-2026-0066-A01',
      priority: 'critical',
      dueOn: '2026-08-03',
      status: 'completed',
      closedOn: '2026-08-03',
      note: 'Completed by deputy',
      agreedAt: '2026-07-28T08:30:00.000Z',
    });
    const owner = await db.reading.findOneByOrFail(Person, { id: actions[0]!.ownerId! });
    expect(owner.email).toBe('fay.eldford@childrens.northbridge.example');
  });

  it('changes nothing when the same actions come again', async () => {
    const { imports, db } = record;
    const waiting = await db.reading.count(Announcement);
    const report = await done(imports.importActions(CLERK, fixture('open-actions.csv')));
    expect(counts(report)).toEqual({ created: 0, warnings: 0, unchanged: 180, rejected: 0, written: false });
    expect(await db.reading.count(Action)).toBe(180);
    expect(await db.reading.count(Announcement)).toBe(waiting);
  });
});

type Expected = {
  summary: { accepted: number; accepted_with_warning: number; rejected: number };
  rows: {
    row: number;
    line: number;
    status: 'accepted' | 'accepted_with_warning' | 'rejected';
    issues: { field: string; code: string }[];
    values: { referral_ref: string; victim_last_name: string } | null;
  }[];
};

describe('importing a messy file', () => {
  const expected = JSON.parse(new TextDecoder().decode(fixture('referrals-messy.expected.json'))) as Expected;
  let record: Registry;

  beforeEach(async () => {
    record = await anEmptyRecord();
    await done(record.imports.importAgencies(CLERK, fixture('agencies.csv')));
    await done(record.imports.importPeople(CLERK, fixture('people.csv')));
    await panelsFor(record);
  });
  afterEachClose(() => record);

  it('gives every row what it must, and writes the accepted ones', async () => {
    const { imports, db } = record;
    const report = await done(imports.importReferrals(CLERK, fixture('referrals-messy.csv')));
    const statuses = {
      accepted: 'created',
      accepted_with_warning: 'created_with_warning',
      rejected: 'rejected',
    };
    expect(
      report.rows.map(({ row, line, status, issues }) => ({
        row,
        line,
        status,
        issues: issues.map(({ field, code }) => ({ field, code })),
      })),
    ).toEqual(
      expected.rows.map(({ row, line, status, issues }) => ({
        row,
        line,
        status: statuses[status],
        issues: issues.map(({ field, code }) => ({ field, code })),
      })),
    );
    expect(counts(report)).toEqual({ created: 55, warnings: 5, unchanged: 0, rejected: 5, written: true });
    const references = expected.rows.flatMap(({ values }) => (values ? [values.referral_ref] : []));
    const stored = await db.reading.find(CaseFile, { order: { reference: 'ASC' } });
    expect(stored.map(({ reference }) => reference)).toEqual([...references].sort());
    const again = await done(imports.importReferrals(CLERK, fixture('referrals-messy.csv')));
    expect(counts(again)).toMatchObject({ created: 0, unchanged: 55, rejected: 5, written: false });
  });

  it('keeps text that fits no list in the reason for the referral', async () => {
    const { imports, db } = record;
    await done(imports.importReferrals(CLERK, fixture('referrals-messy.csv')));
    const reference = expected.rows[43]!.values!.referral_ref;
    const caseFile = await db.reading.findOneByOrFail(CaseFile, { reference });
    expect(caseFile.relationship).toBe('unknown');
    expect(caseFile.criteriaReason).toContain('relationship: Pen friend');
  });

  it('writes nothing at all when everything is wanted and a row is rejected', async () => {
    const { imports, db } = record;
    const report = await done(
      imports.importReferrals(CLERK, fixture('referrals-messy.csv'), { allOrNothing: true }),
    );
    expect(counts(report)).toMatchObject({ created: 55, rejected: 5, written: false });
    expect(await db.reading.count(CaseFile)).toBe(0);
  });

  it('does not take a file for another kind', async () => {
    const result = await record.imports.importReferrals(CLERK, fixture('agencies.csv'));
    expect(result.ok).toBe(false);
    expect(await record.db.reading.count(CaseFile)).toBe(0);
  });
});

describe('importing, in particular', () => {
  let record: Registry;
  const HEAD =
    'referral_ref,referred_on,panel,referring_agency,referrer_name,referrer_email,criteria,criteria_reason,victim_first_name,victim_last_name,suspect_last_name,relationship,behaviours,lpa';
  const line = (reference: string, given: { panel?: string; lpa?: string; reason?: string } = {}) =>
    `${reference},2026-11-02,${given.panel ?? 'esip'},Northbridge Police,Ben Ivesby,ben.ivesby@police.northbridge.example,professional_judgement,${given.reason ?? 'Worrying pattern'},Ann,Reed,unidentified,stranger,following,${given.lpa ?? 'North'}`;

  beforeEach(async () => {
    record = await anEmptyRecord();
    await done(record.imports.importAgencies(CLERK, fixture('agencies.csv')));
    await done(record.imports.importPeople(CLERK, fixture('people.csv')));
  });
  afterEachClose(() => record);

  async function actorOf(email: string, panelIds: string[]): Promise<Actor> {
    const { id, ...person } = await record.db.reading.findOneByOrFail(Person, { email });
    return {
      kind: 'person',
      personId: id,
      name: person.name,
      agencyId: person.agencyId,
      role: person.role,
      lpa: null,
      panelIds,
    };
  }

  it('makes plain panels for kinds that nobody set up, if asked to, and only then', async () => {
    const { imports, db } = record;
    const file = csv(HEAD, line('R-1'), line('R-2', { panel: 'MARAC' }), line('R-3', { lpa: '' }));
    const dry = await done(imports.importReferrals(CLERK, file, { createPanels: true, dryRun: true }));
    expect(counts(dry)).toMatchObject({ created: 3, written: false });
    expect(await db.reading.count(Panel)).toBe(0);
    const report = await done(imports.importReferrals(CLERK, file, { createPanels: true }));
    expect(counts(report)).toMatchObject({ created: 3, rejected: 0, written: true });
    const panels = await db.reading.find(Panel, { order: { code: 'ASC' } });
    expect(panels.map(({ code, lpa }) => [code, lpa])).toEqual([
      ['ESIP', null],
      ['MARAC', null],
    ]);
    expect(counts(await done(imports.importReferrals(CLERK, file, { createPanels: true })))).toMatchObject({
      unchanged: 3,
      written: false,
    });
  });

  it('turns away a row that does not tell which of several panels is meant', async () => {
    await panelsFor(record);
    const file = csv(HEAD, line('R-1', { lpa: '' }), line('R-2', { lpa: 'East' }));
    const report = await done(record.imports.importReferrals(CLERK, file));
    const found = report.rows.map(({ issues }) => issues.filter(({ severity }) => severity === 'error'));
    expect(found.map((issues) => issues.map(({ field, message }) => [field, message]))).toEqual([
      [['panel', 'Line 2, panel: there are several ESIP panels and the row names no area to tell which']],
      [
        [
          'panel',
          'Line 3, panel: no ESIP panel is set up for this area, nor one for the whole area; set one up first',
        ],
      ],
    ]);
  });

  it('turns away what the rules of referrals refuse and what is too long to keep', async () => {
    await panelsFor(record);
    const file = csv(HEAD, line('R-1', { reason: '' }), line('R'.repeat(36)), line('R-3'));
    const report = await done(record.imports.importReferrals(CLERK, file));
    expect(report.rows.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'created']);
    expect(report.rows[0]!.issues[0]).toMatchObject({ field: 'criteria_reason', code: 'not_accepted' });
    expect(report.rows[1]!.issues[0]).toMatchObject({ field: 'referral_ref', code: 'too_long' });
  });

  it('lets a coordinator import for their own panels, and agency members not at all', async () => {
    const panels = await panelsFor(record);
    const north = panels.find((panel) => panel.lpa === 'North')!;
    const coordinator = await actorOf('rob.greswright@police.northbridge.example', [north.id]);
    const file = csv(HEAD, line('R-1'), line('R-2', { lpa: 'South' }));
    const report = await done(record.imports.importReferrals(coordinator, file));
    expect(report.rows.map(({ status, issues }) => [status, issues[0]?.code])).toEqual([
      ['created', undefined],
      ['rejected', 'panel_not_yours'],
    ]);
    const member = await record.db.reading.findOneByOrFail(Person, { role: 'agency_member' });
    const agency = await actorOf(member.email, [north.id]);
    await expect(record.imports.importReferrals(agency, file)).rejects.toThrow(NotPermitted);
    await expect(record.imports.importActions(agency, file)).rejects.toThrow(NotPermitted);
    await expect(record.imports.importPeople(coordinator, file)).rejects.toThrow(NotPermitted);
  });

  it('tells the same action twice in one list, a cancelled meeting, and an owner of another agency', async () => {
    const { imports, db, clock } = record;
    const panels = await panelsFor(record);
    await done(imports.importReferrals(CLERK, csv(HEAD, line('R-1'))));
    const north = panels.find((panel) => panel.lpa === 'North')!;
    const head = 'meeting_on,panel,case_ref,action,agency,owner_email,priority,due_on,status,status_on,note';
    const row = (on: string, action: string, owner = '', note = '') =>
      `${on},ESIP,R-1,${action},Northbridge Police,${owner},routine,2026-11-20,open,,${note}`;
    const first = await done(imports.importActions(CLERK, csv(head, row('2026-11-03', 'Visit the address'))));
    expect(counts(first)).toMatchObject({ created: 1, written: true });
    const meeting = await db.reading.findOneByOrFail(Meeting, {
      panelId: north.id,
      heldOn: '2026-11-03' as never,
    });
    expect(meeting.startsAt).toBe('2026-11-03T09:30:00.000Z');
    await db.transaction(async () => {
      const { id: _, ...rest } = meeting;
      const on = { plannedOn: '2026-11-10', heldOn: '2026-11-10', state: 'cancelled' } as never;
      await db.writing.insert(Meeting, {
        ...rest,
        ...(on as object),
        id: 'cancelled-meeting',
        createdAt: clock.now(),
      });
    });
    const report = await done(
      imports.importActions(
        CLERK,
        csv(
          head,
          row('2026-11-03', 'visit  the ADDRESS', '', 'again'),
          row('2026-11-03', 'Check the cameras', 'fay.eldford@childrens.northbridge.example'),
          row('2026-11-03', 'Check the cameras', '', 'twice'),
          row('2026-11-10', 'Write to the school'),
        ),
      ),
    );
    expect(
      report.rows.map(({ status, issues }) => [status, issues.map(({ field, code }) => `${field} ${code}`)]),
    ).toEqual([
      ['unchanged', []],
      ['created_with_warning', ['owner_email person_unknown']],
      ['rejected', ['action duplicate_key']],
      ['rejected', ['meeting_on not_accepted']],
    ]);
    // The text is sealed in the record: it cannot be searched for.
    const kept = (await db.reading.find(Action)).find(({ text }) => text === 'Check the cameras');
    expect(kept).toMatchObject({ ownerId: null, meetingId: meeting.id, number: 2, isOpen: true });
  });
});

function afterEachClose(of: () => Registry): void {
  afterEach(() => close(of()));
}
