import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { casePriority, type CaseFile, CaseFactsReader, compareRank, PRIORITY_BANDS, profileOf } from '#cases';
import { type Agency, Person } from '#agencies';
import { addDays, type Day, type Moment } from '#kernel';
import { ageLimits, ageOf, QUEUE_AGES } from '#meetings';
import { type Panel, Panels, triageSettingsOf } from '#panels';
import { aCase, anAgency, aPanel, aPerson, aReferral, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const QUERY = `query ($panelId: ID!) { queueRisk(panelId: $panelId) { waiting inTriage overTarget soonOverTarget unranked
  longestWaitDays targetDays byBand { band count } ages { age fromDays toDays count byBand { band count } }
  mostDangerous { id } rule { name version source } } }`;

describe('the risk that waits at a panel', () => {
  let api: ApiUnderTest;
  let agency: Agency;
  const today = '2026-11-23' as Day;

  beforeAll(async () => {
    api = await anApi();
    api.clock.set('2026-11-23T09:00:00.000Z' as Moment);
    agency = await anAgency(api.db, api.clock);
  });
  afterAll(() => api.close());

  async function aQueue(): Promise<{ panel: Panel; token: string }> {
    const chair = await aPerson(api.db, api.clock, agency, 'chair');
    const panel = await aPanel(api.db, api.clock, [agency], { chairId: chair.id });
    return { panel, token: await aToken(api.db, api.clock, chair) };
  }
  const read = async ({ panel, token }: { panel: Panel; token: string }) => {
    const answer = await api.send(token, QUERY, { panelId: panel.id });
    expect(answer.errors).toEqual([]);
    return answer.data.queueRisk;
  };

  it('counts referrals in triage, warns before the promise is broken, and names rule and source', async () => {
    const queue = await aQueue();
    const { db, clock } = api;
    const worst = await aReferral(db, clock, queue.panel, agency, {
      isImminentThreat: true,
      waitingSince: addDays(today, -12),
    });
    await aCase(db, clock, queue.panel, agency, { waitingSince: addDays(today, -15) });
    await aCase(db, clock, queue.panel, agency, { state: 'accepted', flagReason: null, waitingSince: today });
    for (const state of ['listed', 'discussed', 'closed', 'declined', 'redirected'] as const)
      await aCase(db, clock, queue.panel, agency, { state, isImminentThreat: true });
    expect(await read(queue)).toMatchObject({
      ...{ waiting: 3, inTriage: 1, overTarget: 1, soonOverTarget: 1, unranked: 0, longestWaitDays: 15 },
      ...{ targetDays: 14, mostDangerous: { id: worst.id } },
      ages: [
        { age: 'IN_TIME', fromDays: 0, toDays: 10, count: 1 },
        {
          age: 'SOON_LATE',
          fromDays: 11,
          toDays: 14,
          count: 1,
          byBand: [{ band: 'A', count: 1 }, {}, {}, {}],
        },
        { age: 'LATE', fromDays: 15, toDays: 28, count: 1 },
        { age: 'LONG_LATE', fromDays: 29, toDays: null, count: 0 },
      ],
      rule: { name: 'queue-risk', version: 1, source: expect.stringContaining('West Mercia') },
    });
  });

  it('knows at once what was put on record since, and what a day has changed', async () => {
    const queue = await aQueue();
    const { db, clock } = api;
    const one = await aCase(db, clock, queue.panel, agency, {});
    await aCase(db, clock, queue.panel, agency, { weaponsAccess: 'yes' });
    expect((await read(queue)).mostDangerous.id).not.toBe(one.id);
    const record = `mutation ($input: RecordIncidentInput!) { recordIncident(input: $input) { __typename } }`;
    const input = {
      ...{
        caseId: one.id,
        occurredOn: '2026-11-22',
        behaviours: ['assault'],
        description: 'Held her throat',
      },
      isWeaponOrStrangulation: true,
    };
    await api.send(queue.token, record, { input });
    expect(await read(queue)).toMatchObject({
      mostDangerous: { id: one.id },
      byBand: [{ count: 1 }, { count: 1 }, {}, {}],
    });
    clock.set('2027-03-01T09:00:00.000Z' as Moment);
    expect((await read({ ...queue, token: await freshToken(queue.panel) })).byBand[0].count).toBe(0);
    clock.set('2026-11-23T09:00:00.000Z' as Moment);
  });

  async function freshToken({ chairId }: Panel): Promise<string> {
    const chair = await api.db.reading.findOneByOrFail(Person, { id: chairId! });
    return aToken(api.db, api.clock, chair);
  }

  it('is what the rules of rank and age give for every case one by one', async () => {
    const given = fc.record({
      isImminentThreat: fc.boolean(),
      weaponsAccess: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
      days: fc.integer({ min: 0, max: 60 }),
      state: fc.constantFrom('flagged' as const, 'accepted' as const, 'listed' as const, 'triage' as const),
      timesNotReached: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 8 }), async (cases) => {
        const queue = await aQueue();
        const made: CaseFile[] = [];
        for (const { days, ...one } of cases)
          made.push(
            await aCase(api.db, api.clock, queue.panel, agency, {
              ...one,
              waitingSince: addDays(today, -days),
            }),
          );
        const waiting = made.filter(({ state }) => state !== 'listed');
        const holidays = await api.app.get(Panels, { strict: false }).holidays(queue.panel.nation);
        const terms = { today, holidays, profile: profileOf(queue.panel.priorityProfile) };
        const facts = await new CaseFactsReader(api.db, api.clock).of(waiting.map(({ id }) => id));
        const limits = ageLimits(triageSettingsOf(queue.panel), today);
        const ranked = facts
          .map(({ id, waitingSince, ...one }) => ({ id, waitingSince, ...casePriority(one.facts, terms) }))
          .sort(compareRank);
        const found = await read(queue);
        expect(found.mostDangerous?.id ?? null).toBe(ranked[0]?.id ?? null);
        expect(found.waiting).toBe(waiting.length);
        for (const age of QUEUE_AGES)
          for (const band of PRIORITY_BANDS) {
            const count = ranked.filter(
              (one) => one.band === band && ageOf(one.waitingSince, limits) === age,
            ).length;
            const shown = found.ages.find((one: any) => one.age === age.toUpperCase());
            expect(shown.byBand.find((one: any) => one.band === band).count).toBe(count);
          }
      }),
      { numRuns: 12 },
    );
  });

  it('is one statement when nothing has changed, and is for those who run the panel', async () => {
    const queue = await aQueue();
    for (let count = 0; count < 3; count += 1) await aCase(api.db, api.clock, queue.panel, agency, {});
    await read(queue);
    const sent: string[] = [];
    api.db.listen((sql) => void sent.push(sql));
    await read(queue);
    expect(sent.filter((sql) => sql.includes('agenda_standing')).length).toBe(1);
    const other = await aQueue();
    const no = await api.send(other.token, QUERY, { panelId: queue.panel.id });
    expect(no.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
