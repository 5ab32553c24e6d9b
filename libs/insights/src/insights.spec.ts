import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonActor, Role } from '#access';
import { aCase } from '#testkit';
import { BadInput, type Day, NotFound, NotPermitted } from '#kernel';
import type { Database } from '#platform';
import { Insights } from './insights.service.js';
import type { Outcomes } from './outcomes.js';
import { NOT_SHOWN, outcomesCsv } from './outcomes-csv.js';
import {
  aCaseHeard,
  aClosure,
  aDiscussion,
  aMeetingHeld,
  anAction,
  aWorld,
  type World,
} from './world.fixture.js';

const actorAs = (role: Role): PersonActor => ({
  kind: 'person',
  personId: 'lead',
  name: 'Lead',
  agencyId: 'agency',
  role,
  lpa: null,
  panelIds: [],
});

describe('the outcomes of a small world', () => {
  let world: World;
  let insights: Insights;

  const ask = (
    panelId: string | null,
    from = '2026-10-01',
    to = '2026-10-31',
    role: Role = 'strategic_lead',
  ) => insights.outcomes(actorAs(role), { panelId, from: from as Day, to: to as Day });

  beforeAll(async () => {
    world = await aWorld();
    insights = new Insights(world.db, world.clock);
    const { north, south, police, housing } = world;
    await heardCases(world);
    const owner = await aCase(world.db, world.clock, north, police, { timesNotReached: 1 });
    const other = await aCase(world.db, world.clock, south, police, { state: 'accepted' });
    const done = (on: string) => ({ status: 'completed' as const, closedOn: on as Day });
    for (let i = 0; i < 6; i += 1) await anAction(world, owner, police, '2026-10-12', done('2026-10-12'));
    await anAction(world, owner, police, '2026-10-12', done('2026-10-13'));
    const extended = { ...done('2026-10-19'), dueOn: '2026-10-20' as Day, extensionCount: 1 };
    await anAction(world, owner, police, '2026-10-12', extended);
    await anAction(world, owner, police, '2026-10-12', { ...done('2026-10-11'), status: 'verified' });
    await anAction(world, owner, police, '2026-10-12', { status: 'not_undertaken' });
    for (const status of ['not_possible_changed', 'superseded', 'withdrawn_by_chair'] as const) {
      await anAction(world, owner, police, '2026-10-12', { status });
    }
    for (let i = 0; i < 5; i += 1) await anAction(world, owner, police, '2026-09-14', done('2026-09-10'));
    await anAction(world, other, housing, '2026-10-12');
    await anAction(world, other, housing, '2026-10-31', { dueOn: '2026-11-23' as Day });
    await anAction(world, other, housing, '2026-11-23');
  });
  afterAll(() => world.store?.remove());

  it('counts what was heard, this period and before', async () => {
    expect((await ask(null)).casesHeard).toEqual({ value: 15, before: 6 });
    expect((await ask(world.north.id)).casesHeard).toEqual({ value: 9, before: 6 });
    expect((await ask(world.south.id)).casesHeard).toEqual({ value: 6, before: 0 });
  });

  it('takes the median of days to the first hearing only, exactly', async () => {
    const all = await ask(null);
    expect(all.daysToFirstHearing).toEqual({ value: 12, before: 9.5 });
    expect((await ask(world.north.id)).daysToFirstHearing.value).toBe(11);
    expect(all.daysByMonth).toHaveLength(12);
    expect(all.daysByMonth.slice(-2)).toEqual([
      { month: '2026-09', medianDays: 9.5, of: 6, isHidden: false },
      { month: '2026-10', medianDays: 12, of: 11, isHidden: false },
    ]);
  });

  it('compares risk at closure with risk at the first hearing', async () => {
    const all = await ask(null);
    expect(all.riskChange).toMatchObject([
      { panel: { name: 'North panel' }, reduced: 5, same: 0, increased: 0 },
    ]);
    expect(all.riskReduced).toEqual({ percent: 100, of: 5, beforePercent: null, isHidden: false });
  });

  it('holds actions to the day first agreed and leaves out what no agency failed at', async () => {
    const all = await ask(null);
    expect(all.actionsOnTime).toEqual({ percent: 58, of: 12, beforePercent: 100, isHidden: false });
    expect(all.agencies).toMatchObject([
      {
        agency: { name: 'Northbridge Police' },
        onTimePercent: 70,
        of: 10,
        beforePercent: 100,
        openActions: 0,
      },
      { agency: { name: '=Housing' }, onTimePercent: null, of: 2, openActions: 3, overdueActions: 1 },
    ]);
    expect([all.openActions, all.overdueActions]).toEqual([3, 1]);
  });

  it('says what needs attention', async () => {
    expect((await ask(null)).attention.map(({ message }) => message)).toEqual([
      'Northbridge Police did 70% of 10 actions by the day first agreed, down from 100%. The target is 80%.',
      'The oldest overdue action was due on Monday 12 October 2026, 42 days ago: =Housing, South panel.',
    ]);
  });

  it('hides small counts of cases and shows zero', async () => {
    const [north, south] = (await ask(null)).panelsAtAGlance;
    expect(north).toMatchObject({ openCases: 6, carriedOver: null, overdueActions: 0 });
    expect(south).toMatchObject({ openCases: 7, carriedOver: 0, overdueActions: 1 });
  });

  it('gives one panel only when one is asked for', async () => {
    const south = await ask(world.south.id);
    expect(south.panels.map(({ name }) => name)).toEqual(['South panel']);
    expect(south.actionsOnTime).toMatchObject({ percent: null, of: 2 });
    expect(south.riskReduced).toEqual({ percent: null, of: 0, beforePercent: null, isHidden: false });
    expect(south.agencies.map(({ agency }) => agency.name)).toEqual(['=Housing']);
    expect(south.panelsAtAGlance).toHaveLength(1);
  });

  it('hides a small count of one panel however it is asked for', async () => {
    const [from, to] = ['2026-09-21', '2026-10-06'];
    expect((await ask(null, from, to)).casesHeard.value).toBe(9);
    expect((await ask(world.north.id, from, to)).casesHeard.value).toBeNull();
    expect((await ask(world.south.id, from, to)).casesHeard.value).toBeNull();
  });

  it('is all nothing in a period in which nothing happened', async () => {
    const none = await ask(null, '2020-01-01', '2020-01-31');
    expect(none).toMatchObject({
      casesHeard: { value: 0, before: 0 },
      riskReduced: { percent: null, of: 0, isHidden: false },
      actionsOnTime: { percent: null, of: 0 },
      daysToFirstHearing: { value: null, before: null },
      riskChange: [],
    });
  });

  it('refuses those who may not, and periods that make no sense', async () => {
    for (const role of ['chair', 'coordinator', 'strategic_lead'] as const) {
      expect((await ask(null, '2026-10-01', '2026-10-31', role)).targetDays).toBe(14);
    }
    for (const role of ['agency_member', 'agency_lead', 'advocate', 'auditor', 'administrator'] as const) {
      await expect(ask(null, '2026-10-01', '2026-10-31', role)).rejects.toBeInstanceOf(NotPermitted);
    }
    await expect(ask(null, '2026-10-31', '2026-10-01')).rejects.toBeInstanceOf(BadInput);
    await expect(ask(null, '2020-10-31', '2026-10-01')).rejects.toBeInstanceOf(BadInput);
    await expect(ask('no such panel')).rejects.toBeInstanceOf(NotFound);
  });

  it('asks the database eight times, however much there is', async () => {
    let statements = 0;
    const counting = new Proxy(world.db, {
      get(db, name: keyof Database) {
        const value = db[name];
        if (name === 'reading') statements += 1;
        if (name !== 'query') return value;
        return (...given: Parameters<Database['query']>) => {
          statements += 1;
          return db.query(...given);
        };
      },
    });
    await new Insights(counting, world.clock).outcomes(actorAs('chair'), {
      panelId: null,
      from: '2026-01-01' as Day,
      to: '2026-10-31' as Day,
    });
    expect(statements).toBe(8);
  });

  it('never gives people', async () => {
    const text = JSON.stringify(await ask(null));
    expect(text).not.toMatch(/Vic|Sus|Pect|TC-2026|Refer/);
  });

  describe('as CSV', () => {
    let outcomes: Outcomes;
    beforeAll(async () => void (outcomes = await ask(null)));

    it('has a line for each figure and hides what is hidden', () => {
      const csv = outcomesCsv(outcomes);
      expect(csv.charCodeAt(0)).toBe(0xfeff);
      expect(csv).toContain('2026-10-01,2026-10-31,Cases heard,All panels,,,15,cases,,6\n');
      expect(csv).toContain(`Carried over,North panel,,,${NOT_SHOWN},cases,,\n`);
      const width = csv.split('\n')[0]!.split(',').length;
      for (const line of csv.trim().split('\n')) expect(line.split(',')).toHaveLength(width);
    });

    it('makes names harmless that a spreadsheet would run', () => {
      expect(outcomesCsv(outcomes)).toContain(`,'=Housing,`);
    });
  });
});

/** October: 9 discussions in the North (one a second one), 6 in the South; September: 6 in the North. */
async function heardCases(world: World): Promise<void> {
  const { north, south } = world;
  const september = await aMeetingHeld(world, north, '2026-09-15');
  const early = await aMeetingHeld(world, north, '2026-10-06');
  const october = await aMeetingHeld(world, north, '2026-10-20');
  const inSouth = await aMeetingHeld(world, south, '2026-10-05');
  const old = [];
  for (const days of [7, 8, 9, 10, 11, 12]) old.push(await aCaseHeard(world, north, september, days));
  for (const days of [10, 11, 12]) await aCaseHeard(world, north, early, days);
  for (const days of [9, 13]) await aCaseHeard(world, north, october, days);
  for (const again of old.slice(0, 4)) await aDiscussion(world, october, again);
  for (const days of [10, 11, 12, 13, 20, 40]) await aCaseHeard(world, south, inSouth, days);
  for (const closed of old.slice(0, 5)) await aClosure(world, closed, '2026-10-21', ['high', 'standard']);
  await aClosure(world, old[5]!, '2026-10-21', ['unknown', 'standard']);
}
