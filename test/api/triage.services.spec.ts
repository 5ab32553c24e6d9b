import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Moment } from '#kernel';
import { type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import {
  aCase,
  anAgency,
  aPanel,
  aPerson,
  aReferral,
  aToken,
  startPostgres,
  TEST_KEYS,
  type TestService,
} from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const QUERY = `query ($panelId: ID!, $after: String) {
  referrals(panelId: $panelId, first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } }
  referralCounts(panelId: $panelId) { urgency colour isReturned isAppeal count }
  queueRisk(panelId: $panelId) { waiting inTriage unranked overTarget mostDangerous { id } ages { age count } } }`;

describe('triage on PostgreSQL', () => {
  let postgres: TestService;
  let database: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    postgres = await startPostgres();
    const at = { kind: 'postgres', url: postgres.url } as const;
    await migrate(at, tables, TEST_KEYS);
    database = await openDatabase(at, tables, TEST_KEYS);
    api = await anApi({ database });
  });
  afterAll(async () => {
    await api?.close();
    await database?.close();
    await postgres?.stop();
  });

  it('shows the queue late first, page by page, and the risk that waits', async () => {
    const { db, clock } = api;
    clock.set('2026-11-23T09:00:00.000Z' as Moment);
    const agency = await anAgency(db, clock);
    const chair = await aPerson(db, clock, agency, 'chair');
    const panel = await aPanel(db, clock, [agency], { chairId: chair.id });
    const token = await aToken(db, clock, chair);
    const refer = (triage = {}, more = {}) => aReferral(db, clock, panel, agency, { triage, ...more });
    const urgent = await refer({ urgency: 'urgent' }, { isImminentThreat: true });
    const late = await refer({ receivedAt: '2026-11-10T09:00:00.000Z' });
    const standard = await refer({ appealedAt: '2026-11-22T09:00:00.000Z' });
    await aCase(db, clock, panel, agency, { waitingSince: '2026-11-01' as never });
    const read = async (after: string | null) => {
      const answer = await api.send(token, QUERY, { panelId: panel.id, after });
      expect(answer.errors).toEqual([]);
      return answer.data;
    };
    const first = await read(null);
    const second = await read(first.referrals.pageInfo.endCursor);
    const ids = [first, second].flatMap(({ referrals }) => referrals.edges.map(({ node }: any) => node.id));
    expect(ids).toEqual([late.id, urgent.id, standard.id]);
    expect(first.referrals.totalCount).toBe(3);
    expect(first.referralCounts).toContainEqual({
      ...{ urgency: 'STANDARD', colour: 'GREEN', isReturned: false, isAppeal: true, count: 1 },
    });
    for (const { queueRisk } of [first, second])
      expect(queueRisk).toMatchObject({
        ...{ waiting: 4, inTriage: 3, unranked: 0, overTarget: 1, mostDangerous: { id: urgent.id } },
        ages: [{ count: 3 }, { count: 0 }, { count: 1 }, { count: 0 }],
      });
  });
});
