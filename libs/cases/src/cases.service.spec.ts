import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor, type Role, systemActor } from '#access';
import type { Agency } from '#agencies';
import { type Day, FixedClock, type Moment, NotFound } from '#kernel';
import type { Panel } from '#panels';
import type { Database } from '#platform';
import { aCase, anAgency, aPanel, temporaryDatabase, type TemporaryDatabase } from '#testkit';
import { CaseFactsReader } from './case-facts.reader.js';
import { CaseLists } from './need-to-know/case-lists.reader.js';
import { CaseFlag } from './case-flag.entity.js';
import { Cases } from './cases.service.js';

describe('cases as later rooms know them', () => {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  let temporary: TemporaryDatabase;
  let db: Database;
  let cases: Cases;
  let police: Agency;
  let housing: Agency;
  let north: Panel;
  let south: Panel;

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    db = temporary.database;
    cases = new Cases(db, clock, new CaseFactsReader(db, clock), new CaseLists(db));
    police = await anAgency(db, clock);
    housing = await anAgency(db, clock);
    north = await aPanel(db, clock, [police, housing]);
    south = await aPanel(db, clock, [police, housing]);
  });
  afterAll(() => temporary.remove());

  const day = (text: string) => text as Day;
  const actor = (role: Role, agency: Agency, panels: Panel[] = []): PersonActor => ({
    kind: 'person',
    personId: agency.id,
    name: 'Somebody',
    agencyId: agency.id,
    role,
    lpa: null,
    panelIds: panels.map((panel) => panel.id),
  });
  const one = async (id: string) => (await cases.rankableByIds([id]))[0]!;

  it('takes what the referrer or the panel says of the risk as a tool: it raises, and never lowers', async () => {
    const said = await aCase(db, clock, south, police, { riskLevel: 'very_high' });
    expect((await one(said.id)).facts.toolLevel).toBe('very_high');
    const lower = await aCase(db, clock, south, police, {
      riskLevel: 'standard',
      assessments: [{ tool: 'dash', score: 20, level: 'high' }],
    });
    expect((await one(lower.id)).facts.toolLevel).toBe('high');
    await db.transaction(async () => {
      for (const { id } of [said, lower]) await cases.close(id, clock.now());
    });
  });

  it('reads the whole queue of a panel with its facts, and nothing else', async () => {
    const waiting = await aCase(db, clock, north, police, {
      offences: ['stalking_s4a'],
      children: 2,
      incidents12m: 4,
      victimWishes: ['stop_contact'],
      assessments: [
        { tool: 'dash', score: 9, level: 'medium', assessedOn: day('2026-10-01') },
        { tool: 'dash', score: 16, level: 'high', assessedOn: day('2026-11-01') },
        { tool: 'stalking_screen', score: 6, answers: { very_frightened: 'yes', threats: 'no' } },
      ],
      incidents: [
        { occurredOn: day('2026-11-20'), isBreach: true, isWeaponOrStrangulation: true },
        { occurredOn: day('2025-11-01') },
      ],
    });
    const listed = await aCase(db, clock, north, police, { state: 'listed', flagReason: null });
    await aCase(db, clock, north, police, { state: 'accepted' });
    await aCase(db, clock, south, police);
    const queue = await cases.rankable(north.id);
    expect(queue.map((found) => found.id).sort()).toEqual([waiting.id, listed.id].sort());
    const found = queue.find((each) => each.id === waiting.id)!;
    expect(found).toMatchObject({
      flagReasons: ['Needs a panel'],
      isFirstTimeAtPanel: true,
      requiredAgencyCount: 1,
      children: 2,
    });
    expect(found.facts).toMatchObject({
      dashScore: 16,
      screenScore: 6,
      toolLevel: 'high',
      strangulationOrWeaponUsedOn: '2026-11-20',
      exIntimate: 'yes',
      isRepeat: 'no',
      isSerialSuspect: 'no',
      offenceHarm: 'higher',
      victimVeryFrightened: 'yes',
      advocateEngaged: 'yes',
      suspectUnidentified: 'no',
      four: { unwanted: 'yes', repeated: 'yes', fixated: 'unknown', obsessive: 'unknown' },
      incidents: [{ on: '2026-11-20', isBreach: true }],
    });
  });

  it('knows a repeat and a serial suspect by name and date of birth, and takes not knowing for nothing', async () => {
    const victim = { firstName: 'Zoë', lastName: "O'Dal-Wyn" };
    const suspect = { firstName: 'Jan', lastName: 'Murk' };
    await aCase(db, clock, south, police, {
      victim,
      suspect,
      referredOn: day('2026-03-01'),
      state: 'closed',
    });
    const again = await aCase(db, clock, north, police, {
      victim: { firstName: 'zoe', lastName: 'O’Dal Wyn' },
      suspect: { firstName: 'JAN', lastName: 'murk' },
    });
    const other = await aCase(db, clock, north, police, { suspect });
    const sameName = await aCase(db, clock, north, police, {
      suspect: { ...suspect, bornOn: day('1961-01-01') },
    });
    const undated = await aCase(db, clock, north, police, { suspect: { ...suspect, bornOn: null } });
    const nobody = await aCase(db, clock, north, police, {
      suspect: { firstName: '', lastName: 'unidentified' },
    });
    expect((await one(again.id)).facts).toMatchObject({
      isRepeat: 'yes',
      isSerialSuspect: 'yes',
      victims: 2,
    });
    expect((await one(other.id)).facts).toMatchObject({ isRepeat: 'no', isSerialSuspect: 'yes' });
    expect((await one(sameName.id)).facts).toMatchObject({
      isRepeat: 'no',
      isSerialSuspect: 'no',
      victims: 1,
    });
    expect((await one(undated.id)).facts).toMatchObject({ isRepeat: 'unknown', victims: null });
    expect((await one(nobody.id)).facts).toMatchObject({
      suspectUnidentified: 'yes',
      isSerialSuspect: 'unknown',
    });
  });

  it('moves a case onto an agenda, off it, back to the queue with its age, and through a hearing', async () => {
    const { id } = await aCase(db, clock, north, police, { referredOn: day('2026-10-01') });
    const accepted = await aCase(db, clock, north, police, { state: 'accepted' });
    const state = () => cases.stateOf(id);
    await db.transaction(() => cases.markListed([id, accepted.id]));
    expect([await state(), await cases.stateOf(accepted.id)]).toEqual(['listed', 'accepted']);
    await db.transaction(() => cases.unlist([id]));
    expect(await state()).toBe('flagged');
    await db.transaction(async () => {
      await cases.markListed([id]);
      await cases.backToQueue(id, 'not_reached');
      await cases.backToQueue(id, 'deferred');
      await cases.holdUntil(id, day('2026-12-01'), 'Suspect abroad');
    });
    expect(await one(id)).toMatchObject({
      state: 'flagged',
      timesNotReached: 1,
      timesDeferred: 1,
      waitingSince: '2026-10-01',
      heldUntil: '2026-12-01',
      heldReason: 'Suspect abroad',
    });
    const before = (await one(id)).version;
    await db.transaction(() => cases.markDiscussed(id, { riskAfter: 'medium', on: day('2026-11-24') }));
    expect(await one(id)).toMatchObject({
      state: 'discussed',
      timesNotReached: 0,
      timesDeferred: 0,
      heldUntil: null,
      lastDiscussedOn: '2026-11-24',
      riskLevel: 'medium',
      flagReasons: [],
      isFirstTimeAtPanel: false,
      version: before + 1,
    });
    expect(await db.reading.findBy(CaseFlag, { caseId: id })).toMatchObject([{ clearedReason: 'heard' }]);
    await db.transaction(() => cases.close(id, clock.now()));
    expect(await state()).toBe('closed');
    await expect(db.transaction(() => cases.close(housing.id, clock.now()))).rejects.toThrow(NotFound);
  });

  it('shows a case to those who run its panel and to agencies that need to know it, while they do', async () => {
    const { id } = await aCase(db, clock, north, police);
    const sees = async (who: PersonActor) => {
      const ids = await cases.visibleIds(who, [id]);
      const got = await cases.mustSee(who, id).then(
        () => true,
        (error) => !(error instanceof NotFound),
      );
      expect(got).toBe(ids.has(id));
      return got;
    };
    expect(await sees(actor('chair', housing, [north]))).toBe(true);
    expect(await sees(actor('coordinator', housing, [south]))).toBe(false);
    expect(await sees(actor('chair', housing))).toBe(false);
    expect(await sees(actor('agency_member', police))).toBe(true);
    const member = actor('agency_member', housing, [north]);
    expect(await sees(member)).toBe(false);
    await db.transaction(() => cases.grantAccess([id], [housing.id], 'asked_to_attend', day('2026-11-23')));
    expect(await sees(member)).toBe(true);
    expect((await one(id)).requiredAgencyCount).toBe(2);
    clock.set('2026-11-24T09:00:00.000Z' as Moment);
    expect(await sees(member)).toBe(false);
    await db.transaction(() => cases.grantAccess([id, id], [housing.id, police.id], 'asked_to_attend'));
    expect(await sees(member)).toBe(true);
    for (const role of ['strategic_lead', 'auditor', 'administrator'] as const) {
      expect(await sees(actor(role, police, [north]))).toBe(false);
    }
    expect((await cases.mustSee(systemActor('import'), id)).id).toBe(id);
    clock.set('2026-11-23T09:00:00.000Z' as Moment);
  });
});
