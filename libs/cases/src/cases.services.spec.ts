import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemActor } from '#access';
import { type Day, FixedClock, type Moment, newId } from '#kernel';
import { Panels } from '#panels';
import { Announcements, type Config, type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import {
  aCase,
  anAgency,
  aPanel,
  anAudit,
  aPerson,
  startPostgres,
  TEST_KEYS,
  type TestService,
} from '#testkit';
import { Lookup, PersonLinks } from '#links';
import { CaseLinking } from './links/case-linking.js';
import { CaseFactsReader } from './case-facts.reader.js';
import { CaseLists } from './need-to-know/case-lists.reader.js';
import { CaseFlagging } from './case-flagging.js';
import { CaseReading } from './case-reading.service.js';
import { CaseRecords } from './case-records.service.js';
import { Cases } from './cases.service.js';
import type { Referral } from './referral.rules.js';
import { Referrals } from './referrals.service.js';
import { TriageBook } from './triage/triage-book.js';

describe('cases on PostgreSQL', () => {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  let server: TestService;
  let db: Database;
  let cases: Cases;
  let reading: CaseReading;
  let records: CaseRecords;
  let referrals: Referrals;

  beforeAll(async () => {
    server = await startPostgres();
    const at = { kind: 'postgres', url: server.url } as const;
    await migrate(at, tables, TEST_KEYS);
    db = await openDatabase(at, tables, TEST_KEYS);
    const audit = anAudit(db, clock);
    const reader = new CaseFactsReader(db, clock);
    const panels = new Panels(db, clock, audit);
    const book = new TriageBook(db, clock, panels, new Announcements(db, clock));
    const flagging = new CaseFlagging(db, clock, reader, book);
    cases = new Cases(db, clock, reader, new CaseLists(db));
    const linking = new CaseLinking(db, cases, flagging, new Lookup(db), new PersonLinks(db, clock));
    reading = new CaseReading(db, clock, audit, new Panels(db, clock, audit), cases, reader);
    records = new CaseRecords(db, clock, audit, cases, flagging);
    referrals = new Referrals(db, clock, { area: 'NB' } as Config, audit, cases, flagging, linking, book);
  });
  afterAll(async () => {
    await db.close();
    await server.stop();
  });

  async function world() {
    const police = await anAgency(db, clock);
    const panel = await aPanel(db, clock, [police]);
    const person = await aPerson(db, clock, police, 'agency_member');
    const { agencyId, name } = person;
    const shared = { kind: 'person' as const, personId: person.id, name, agencyId, lpa: null, panelIds: [] };
    return { police, panel, member: { ...shared, role: 'agency_member' as const } };
  }

  function referral(panelId: string, referringAgencyId: string, surname: string): Referral {
    const person = { alias: '', gender: '', address: '', postcode: '', phone: '', handles: [] };
    const known = { ...person, bornOn: '1990-01-01' as Day, safeToCall: 'unknown' as const };
    return {
      ...{ panelId, referringAgencyId, referredOn: clock.today(), referrerName: 'R', referrerEmail: '' },
      ...{ criteria: ['repeat'], criteriaReason: '', relationship: 'stranger', behaviours: ['other'] },
      ...{ firstIncidentOn: null, lastIncidentOn: null, incidents12m: null, children: null, lpa: null },
      ...{ weaponsAccess: 'unknown', threats: 'unknown', offences: [], crimeNumber: '', ordersInForce: [] },
      ...{ victimAware: 'yes', victimWishes: [], wantsPoliceContact: 'no', safetyActionsTaken: [] },
      ...{ advocateReferral: 'made', handling: 'standard', isImminentThreat: false, suspectReleaseOn: null },
      ...{ riskLevel: 'unknown', dashScore: 15, screenScore: null },
      victim: { ...known, firstName: 'V', lastName: surname },
      suspects: [{ ...known, firstName: 'S', lastName: surname }],
    };
  }

  it('gives each of many referrals at one moment a reference of its own, and one flag to one person', async () => {
    const { police, panel, member } = await world();
    const many = Array.from({ length: 8 }, (_, i) => referral(panel.id, police.id, `Name${i}`));
    const made = await Promise.all(many.map((one) => referrals.refer(member, one)));
    const files = made.map((one) => (one.ok ? one.value : null)!);
    expect(new Set(files.map((one) => one.reference)).size).toBe(8);
    expect(files.every((one) => one.state === 'triage' && one.riskLevel === 'high')).toBe(true);
    const flags = await Promise.all([1, 2, 3].map((n) => records.flag(member, files[0]!.id, `Reason ${n}`)));
    expect(flags.filter((one) => one.ok)).toHaveLength(1);
    const page = await reading.list(member, { search: 'NB-2026-' }, { first: 5 });
    expect(page).toMatchObject({ totalCount: 8, hasNextPage: true });
    const next = await reading.list(member, {}, { first: 5, after: page.rows.at(-1)!.cursor });
    expect(next.rows).toHaveLength(3);
    expect(page.rows[0]!.node).toMatchObject({ panel: { id: panel.id }, victim: { role: 'victim' } });
    const ids = files.map((one) => one.id);
    expect(await reading.flagsOf(member, ids)).toHaveLength(17);
    expect((await reading.prioritiesOf(member, ids)).get(ids[0]!)).toMatchObject({ band: 'B' });
  });

  it('moves cases through the queue', async () => {
    const { police, panel } = await world();
    const other = await anAgency(db, clock);
    const { id } = await aCase(db, clock, panel, police, { incidents: [{ isBreach: true }] });
    await db.transaction(async () => {
      await cases.markListed([id]);
      await cases.backToQueue(id, 'deferred');
      await cases.grantAccess([id], [police.id, other.id], 'asked_to_attend');
      await cases.grantAccess([id], [other.id], 'asked_to_attend', '2026-11-30' as Day);
    });
    const [found] = await cases.rankable(panel.id);
    expect(found).toMatchObject({ state: 'flagged', timesDeferred: 1, requiredAgencyCount: 2 });
    expect(found!.facts.incidents).toMatchObject([{ isBreach: true }]);
    expect(await cases.visibleIds(systemActor('test'), [id, newId()])).toEqual(new Set([id]));
    await db.transaction(() => cases.markDiscussed(id, { riskAfter: 'high', on: clock.today() }));
    expect(await cases.stateOf(id)).toBe('discussed');
  });
});
