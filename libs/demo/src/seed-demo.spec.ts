import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FixedClock, londonDay, type Day, type Moment } from '#kernel';
import { Action } from '#actions';
import { CaseFactsReader, CasePerson, casePriority, ESSEX_BEHAVIOURAL } from '#cases';
import { meetingBudget, packAgenda, plannedMinutes } from '#meetings';
import { migrate, openDatabase, type Database, type DatabaseAddress } from '#platform';
import { anAudit } from '#testkit';
import { tables } from '#schema';
import { ONLINE_BEHAVIOURS } from './incident.words.js';
import { isEmpty, seedDemo, type DemoSummary } from './seed-demo.js';
import { TEST_KEYS } from '#testkit';

const NOW = '2026-11-23T08:30:00.000Z' as Moment;

const folder = mkdtempSync(join(tmpdir(), 'accord-demo-'));

async function emptyRecord(name: string): Promise<Database> {
  const at: DatabaseAddress = { kind: 'sqlite', file: join(folder, name) };
  await migrate(at, tables, TEST_KEYS);
  return openDatabase(at, tables, TEST_KEYS);
}

// Keys are made at random, and what is hashed or signed with them differs: everything else comes out the same.
const BY_KEY = ['sealed_field', 'lookup_secret', 'lookup_key', 'audit_lane'];

async function digest(db: Database): Promise<string> {
  const hash = createHash('sha256');
  const names = await db.query<{ name: string }>(
    `select name from sqlite_master where type = 'table' and name <> 'migration' order by name`,
  );
  for (const { name } of names.filter((table) => !BY_KEY.includes(table.name))) {
    const rows = await db.query<Record<string, string | null>>(`select * from "${name}" order by 1`);
    for (const { place, column } of db.sealed.all.filter(({ table }) => table === name)) {
      for (const row of rows) row[column] = db.opened(place, row[column] ?? null);
    }
    if (name === 'audit_entry') for (const row of rows) Object.assign(row, { id: null, hash: null });
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

async function valueOf(db: Database, sql: string, parameters: Record<string, unknown> = {}): Promise<number> {
  const rows = await db.query<Record<string, number>>(`select ${sql} as value`, parameters);
  return rows[0]!['value']!;
}

const WHOLE = [
  [
    'an open action without a reminder to come',
    `action a where is_open and not exists
     (select 1 from reminder r where r.action_id = a.id and r.next_at > :now and r.stopped_at is null)`,
  ],
  [
    'a closed action that is still chased',
    `action a join reminder r on r.action_id = a.id
     where not a.is_open and (r.next_at is not null or r.stopped_at is null)`,
  ],
  ['a closed action without its day', `action where is_open = (closed_at is not null)`],
  ['an action closed before it was agreed', `action where closed_at <= agreed_at`],
  ['an action due before it was agreed', `action where due_at <= agreed_at`],
  ['anything done in the future', `action_update where at > :now`],
  ['a reminder sent in the future', `reminder_message where scheduled_at > :now or settled_at > :now`],
  [
    'a reminder after the closing',
    `reminder_message m join action a on a.id = m.action_id
     where m.scheduled_at >= a.closed_at`,
  ],
  ['a case of the future', `case_file where created_at > :now or closed_at > :now`],
  ['an incident of the future', `incident where recorded_at > :now or occurred_on > :today`],
  ['a flag of the future', `case_flag where flagged_at > :now`],
  [
    'a queue case without a flag',
    `case_file c where state in ('flagged', 'listed') and not exists
     (select 1 from case_flag f where f.case_id = c.id and f.cleared_at is null)`,
  ],
  [
    'a referral in triage without its clock',
    `case_file c where state in ('triage', 'returned_for_information') and not exists
     (select 1 from triage t where t.case_id = c.id and t.is_open)`,
  ],
  [
    'a clock of triage that nobody chases',
    `triage t where is_open and not is_stopped and not exists
     (select 1 from reminder r where r.duty = 'decision' and r.duty_id = t.case_id and r.next_at > :now)`,
  ],
  ['a step of triage in the future', `triage_step where at > :now`],
  [
    'a heard case with a flag',
    `case_file c join case_flag f on f.case_id = c.id
     where c.state in ('discussed', 'closed') and f.cleared_at is null`,
  ],
  [
    'a closed case with an open action',
    `case_file c join action a on a.case_id = c.id
     where c.state = 'closed' and a.is_open`,
  ],
  [
    'a closed case without a review',
    `case_file c where state = 'closed' and not exists
     (select 1 from outcome_review o where o.case_id = c.id)`,
  ],
  [
    'a discussion without minutes',
    `listing where state = 'discussed'
     and (notes = '' or victim_view = '' or risk_after is null or decision is null)`,
  ],
  ['an unfinished meeting of the past', `meeting where held_on < :today and state <> 'ended'`],
  [
    'an owner outside the agency',
    `action a join person p on p.id = a.owner_id where p.agency_id <> a.agency_id`,
  ],
  [
    'an agency with an action and no need to know',
    `action a where not exists
     (select 1 from case_access x where x.case_id = a.case_id and x.agency_id = a.agency_id)`,
  ],
  ['a real-looking address of a worker', `person where email not like '%.example'`],
  ['a real-looking address in the ledger', `reminder_message where address not like '%.example'`],
  ['a real-looking address of a referrer', `case_file where referrer_email not like '%.example'`],
] as const;

async function expectWhole(db: Database, now: Moment): Promise<void> {
  expect(await db.query('PRAGMA foreign_key_check')).toEqual([]);
  for (const [what, from] of WHOLE) {
    const parameters = {
      ...(from.includes(':now') && { now }),
      ...(from.includes(':today') && { today: londonDay(now) }),
    };
    const found = await valueOf(db, `(select count(*) from ${from})`, parameters);
    expect({ what, found }).toEqual({ what, found: 0 });
  }
  const people = await db.reading.find(CasePerson);
  expect(people.length).toBeGreaterThan(200);
  for (const { phone, postcode } of people) {
    // The ranges kept for drama, and areas that no postcode has.
    expect(phone).toMatch(/^$|^07700 900|^01632 960/);
    expect(postcode).toMatch(/^$|^QX|^VZ/);
  }
}

describe('the demo area', () => {
  let db: Database;
  let summary: DemoSummary;

  beforeAll(async () => {
    db = await emptyRecord('one.sqlite');
    expect(await isEmpty(db)).toBe(true);
    summary = await seedDemo(db, new FixedClock(NOW), anAudit(db, new FixedClock(NOW)));
  });

  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });

  const value = (sql: string, parameters: Record<string, unknown> = {}) => valueOf(db, sql, parameters);
  const share = (from: string, what: string) => value(`(select 1.0 * sum(${what}) / count(*) from ${from})`);
  const near = async (found: Promise<number>, wanted: number, tolerance: number) => {
    expect(Math.abs((await found) - wanted)).toBeLessThanOrEqual(tolerance);
  };

  /** What the real rules make of the queue of a panel. */
  const agendaOf = async (code: string) => {
    const [panel] = await db.query<{ id: string }>('select id from panel where code = :code', { code });
    const clock = new FixedClock(NOW);
    const waiting = (await new CaseFactsReader(db, clock).waiting(panel!.id)).filter(
      (one) => one.heldUntil === null,
    );
    const terms = { today: clock.today(), holidays: new Set<Day>(), profile: ESSEX_BEHAVIOURAL };
    const candidates = waiting.map((one) => {
      const { band, high: priority } = casePriority(one.facts, terms);
      const { minutes } = plannedMinutes({
        hasChildren: (one.children ?? 0) > 0,
        isRestrictedOrComplex: one.handling !== 'standard',
        isFirstTimeAtPanel: one.isFirstTimeAtPanel,
        requiredAgencyCount: one.requiredAgencyCount,
      });
      return { id: one.id, minutes, band, priority, waitingSince: one.waitingSince, pinned: false };
    });
    const bands = new Map(candidates.map(({ id, band }) => [id, band]));
    const packed = packAgenda(candidates, meetingBudget(150).capacity);
    return { ...packed, bands };
  };

  it('has three panels, 16 agencies, 60 people, and half a year of work', async () => {
    expect(summary).toMatchObject({ agencies: 16, people: 60, panels: 3 });
    expect(summary.cases).toBeGreaterThanOrEqual(140);
    expect(summary.cases).toBeLessThanOrEqual(180);
    const inTriage = await value(`(select count(*) from triage where is_open)`);
    expect(inTriage).toBe(15);
    expect(summary.actions / (summary.cases - inTriage)).toBeGreaterThan(4.2);
    expect(summary.openActions).toBeGreaterThan(30);
    expect(summary.remindersSent).toBeGreaterThan(1000);
    expect(await value(`(select count(*) from meeting where state = 'ended')`)).toBeGreaterThanOrEqual(36);
    expect(await value('(select count(*) from panel_member) / 3')).toBe(11);
    expect(await value('(select count(*) from bank_holiday)')).toBe(109);
  });

  it('hangs together', () => expectWhole(db, NOW));

  it('is only written into an empty record', async () => {
    expect(await isEmpty(db)).toBe(false);
    await expect(seedDemo(db, new FixedClock(NOW), anAudit(db, new FixedClock(NOW)))).rejects.toThrow(
      'empty record',
    );
  });

  it('comes out the same every time', async () => {
    const again = await emptyRecord('two.sqlite');
    await seedDemo(again, new FixedClock(NOW), anAudit(again, new FixedClock(NOW)));
    expect(await digest(again)).toBe(await digest(db));
    await again.close();
  });

  it.each(['2026-12-26T21:00:00.000Z', '2027-03-28T00:30:00.000Z', '2028-02-29T11:59:00.000Z'] as Moment[])(
    'hangs together when it is made at %s',
    async (now) => {
      const other = await emptyRecord(`${now.slice(0, 10)}.sqlite`);
      await seedDemo(other, new FixedClock(now), anAudit(other, new FixedClock(now)));
      await expectWhole(other, now);
      expect(await valueOf(other, `(select count(*) from meeting where state = 'agenda_published')`)).toBe(2);
      await other.close();
    },
  );

  it('has panels that differ: North to prepare, South published, West to be held today', async () => {
    const next = await db.query<{ code: string; state: string; heldOn: string }>(
      `select p.code, m.state, min(m.held_on) as "heldOn" from meeting m join panel p on p.id = m.panel_id
        where m.held_on >= :today group by p.code order by p.code`,
      { today: londonDay(NOW) },
    );
    expect(next).toEqual([
      { code: 'NB-N', state: 'planned', heldOn: '2026-12-01' },
      { code: 'NB-S', state: 'agenda_published', heldOn: '2026-11-26' },
      { code: 'NB-W', state: 'agenda_published', heldOn: '2026-11-23' },
    ]);
    const west = `case_file c join panel p on p.id = c.panel_id where p.code = 'NB-W' and c.state = 'flagged'`;
    expect(await value(`(select count(*) from ${west})`)).toBeGreaterThanOrEqual(14);
  });

  it('gives the chair of North more than fits', async () => {
    const queue = await db.query<Record<'lastDiscussedOn' | 'heldUntil' | 'risk', string | null>>(
      `select c.last_discussed_on as "lastDiscussedOn", c.held_until as "heldUntil", c.risk_level as risk
         from case_file c join panel p on p.id = c.panel_id where p.code = 'NB-N' and c.state = 'flagged'`,
    );
    expect(queue).toHaveLength(14);
    expect(queue.filter((one) => one.heldUntil !== null)).toHaveLength(2);
    expect(queue.filter((one) => one.lastDiscussedOn !== null).length).toBeGreaterThanOrEqual(2);
    expect(queue.filter((one) => one.risk === 'very_high').length).toBeGreaterThanOrEqual(2);
    expect(await value(`(select count(*) from case_file where times_not_reached = 2)`)).toBe(2);
    const agenda = await agendaOf('NB-N');
    expect(agenda.leftOut.length).toBeGreaterThanOrEqual(1);
    expect(agenda.leftOut.length).toBeLessThanOrEqual(3);
    expect(agenda.chosen.slice(0, 3).map((id) => agenda.bands.get(id))).toEqual(['A', 'A', 'A']);
  });

  it('ranks the published agendas as the record itself would', async () => {
    for (const code of ['NB-S', 'NB-W']) {
      const { bands } = await agendaOf(code);
      const lines = await db.query<{ caseId: string; band: string }>(
        `select l.case_id as "caseId", l.band from listing l join meeting m on m.id = l.meeting_id
           join panel p on p.id = m.panel_id where p.code = :code and m.state = 'agenda_published'`,
        { code },
      );
      expect(lines.length).toBeGreaterThanOrEqual(6);
      for (const { caseId, band } of lines) expect(bands.get(caseId)).toBe(band);
    }
  });

  it('keeps to the figures of the field', async () => {
    await near(
      share(`case_file c join agency a on a.id = c.referring_agency_id`, `a.kind = 'police'`),
      0.78,
      0.08,
    );
    await near(share('case_file', `relationship = 'ex_partner'`), 0.45, 0.09);
    const online = ONLINE_BEHAVIOURS.map((one) => `behaviours like '%"${one}"%'`).join(' or ');
    await near(share('case_file', `(${online})`), 0.8, 0.08);
    await near(share('case_file', `criteria like '%"repeat"%'`), 0.31, 0.08);
    await near(share(`case_person where role = 'victim'`, `gender = 'female'`), 0.77, 0.09);
    await near(value(`(select avg(score) from risk_assessment where tool = 'stalking_screen')`), 5.4, 0.5);
    await near(value(`(select avg(score) from risk_assessment where tool = 'dash')`), 15.5, 1.5);
    await near(share('attendance where recorded_at is not null', `person_id is not null`), 0.79, 0.05);
    await near(share('action', `priority = 'routine'`), 0.55, 0.06);
    await near(share(`action where not is_open`, `status in ('completed', 'verified')`), 0.91, 0.04);
    await near(share(`action where not is_open`, `closed_on <= original_due_on`), 0.76, 0.06);
    await near(share('outcome_review', `behaviour in ('stopped', 'reduced')`), 0.58, 0.12);
    const firstHearing = `(select count(*) from action x where x.case_id = c.id and x.meeting_id =
      (select l.meeting_id from listing l where l.case_id = c.id and l.state = 'discussed' order by l.started_at limit 1))`;
    await near(
      value(`(select avg(${firstHearing}) from case_file c where c.last_discussed_on is not null)`),
      4.6,
      0.5,
    );
    const perMeeting = `select count(*) as n from listing group by meeting_id`;
    await near(value(`(select avg(n) from (${perMeeting}))`), 7, 1);
  });

  it('shows that some agencies are late', async () => {
    const agencies = await db.query<{ kind: string; onTime: number; of: number }>(
      `select a.kind, 1.0 * sum(x.closed_at <= x.due_at) / count(*) as "onTime", count(*) as of
         from action x join agency a on a.id = x.agency_id where not x.is_open group by a.kind having count(*) > 20`,
    );
    const onTime = Object.fromEntries(agencies.map(({ kind, onTime: found }) => [kind, found]));
    expect(onTime['mental_health']).toBeLessThan(0.7);
    expect(onTime['stalking_advocacy']).toBeGreaterThan(0.85);
    const overdue = await value(`(select count(*) from action where is_open and due_at < :now)`, {
      now: NOW,
    });
    expect(overdue).toBeGreaterThanOrEqual(12);
  });

  it('advises nothing that could raise the risk', async () => {
    const actions = await db.reading.find(Action);
    expect(actions.length).toBeGreaterThan(500);
    for (const { text } of actions) {
      expect(text).not.toMatch(
        /\bblock\b|change .*number|new number|close .*account|delete|meet (with )?the suspect/i,
      );
    }
  });

  it('makes more areas, each with its own people', async () => {
    const large = await emptyRecord('large.sqlite');
    const progress: number[] = [];
    const made = await seedDemo(large, new FixedClock(NOW), anAudit(large, new FixedClock(NOW)), {
      scale: 2,
      onProgress: (done) => progress.push(done),
    });
    expect(progress).toEqual([1, 2]);
    expect(made).toMatchObject({ agencies: 32, people: 120, panels: 6 });
    await expectWhole(large, NOW);
    await large.close();
  });
});
