import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { Announcement, type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import {
  aCase,
  anAgency,
  aPanel,
  aPerson,
  aToken,
  startPostgres,
  TEST_KEYS,
  type TestService,
} from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const AGREE =
  'mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { __typename ... on Action { id reference } ... on Refusal { code } } }';
const COMPLETE =
  'mutation ($input: CompleteActionInput!) { completeAction(input: $input) { __typename ... on Action { id } ... on Refusal { code } } }';

describe('agreed actions on PostgreSQL', () => {
  let postgres: TestService;
  let database: Database;
  let api: ApiUnderTest;
  let chair: string;
  let input: Record<string, unknown>;

  beforeAll(async () => {
    postgres = await startPostgres();
    const at = { kind: 'postgres', url: postgres.url } as const;
    await migrate(at, tables, TEST_KEYS);
    database = await openDatabase(at, tables, TEST_KEYS);
    api = await anApi({ database });
    const police = await anAgency(database, api.clock);
    const chairPerson = await aPerson(database, api.clock, police, 'chair');
    const panel = await aPanel(database, api.clock, [police], { chairId: chairPerson.id });
    const caseFile = await aCase(database, api.clock, panel, police, { reference: 'PG-2026-0001' });
    chair = await aToken(database, api.clock, chairPerson);
    input = { caseId: caseFile.id, agencyId: police.id, category: 'GOVERNANCE', priority: 'ROUTINE' };
  });
  afterAll(async () => {
    await api?.close();
    await database?.close();
    await postgres?.stop();
  });

  const agree = (text: string) => api.send(chair, AGREE, { input: { ...input, text } });

  it('get different numbers when they are agreed at the same time', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `Task number ${i + 1}`);
    const answers = await Promise.all(texts.map(agree));
    expect(answers.flatMap((answer) => answer.errors)).toEqual([]);
    const references = answers.map((answer) => answer.data.agreeAction.reference).sort();
    expect(references).toEqual(texts.map((_, i) => `PG-2026-0001-A${String(i + 1).padStart(2, '0')}`));
  });

  it('are closed by one of two people who try at once: one entry, one announcement', async () => {
    const { id } = (await agree('Raced for')).data.agreeAction;
    const close = () =>
      api.send(chair, COMPLETE, { input: { actionId: id, version: 1, note: 'Mine was first' } });
    const said = (await Promise.all([close(), close(), close()])).map((answer) => answer.data.completeAction);
    expect(said.filter((one) => one.__typename === 'Action')).toHaveLength(1);
    expect(said.filter((one) => one.code === 'CHANGED_SINCE_YOU_LOOKED')).toHaveLength(2);
    const entries = await database.reading.findBy(AuditEntry, { subjectId: id, what: 'action:complete' });
    expect(entries).toHaveLength(1);
    const closings = await database.reading.findBy(Announcement, { event: 'action.closed' });
    expect(closings.filter((row) => row.payload['actionId'] === id)).toHaveLength(1);
  });

  it('are listed and counted', async () => {
    const LIST =
      'query ($after: String) { agencyActions(first: 5, after: $after, due: [LATER, NEXT_7_DAYS]) { totalCount pageInfo { endCursor } edges { node { id } } } agencyActionCounts { dueLater unassigned } }';
    const first = (await api.send(chair, LIST)).data;
    const after = first.agencyActions.pageInfo.endCursor;
    const second = (await api.send(chair, LIST, { after })).data;
    const ids = [...first.agencyActions.edges, ...second.agencyActions.edges].map((edge) => edge.node.id);
    expect(new Set(ids).size).toBe(10);
    expect(first.agencyActions.totalCount).toBe(12);
    expect(first.agencyActionCounts).toEqual({ dueLater: 12, unassigned: 12 });
  });
});
