import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryDatabase, type TemporaryDatabase } from '#testkit';
import {
  coordinatorOf,
  idOf,
  KIND,
  longQueueOf,
  NOW,
  tokenOf,
  type WorldSize,
  writeWorld,
} from '../../bench/src/world.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';

/** Five rows of what matters (fifteen cases), and fifty. */
const FEW: WorldSize = {
  agencies: 9,
  panels: 2,
  meetingsOfPanel: 10,
  casesOfPanel: 15,
  actions: 100,
  flagged: 5,
};
const MANY: WorldSize = {
  agencies: 9,
  panels: 2,
  meetingsOfPanel: 55,
  casesOfPanel: 60,
  actions: 6000,
  flagged: 50,
};

const PERSON = 'id name role agency { id name }';
const ACTION = `id reference text status priority dueOn isOverdue isNewToMe case { id reference } agency { id name }
  owner { id name } panel { id code name }`;

type Operation = {
  name: string;
  /** Most statements that it may send, those of signing in, permission and the record of reading (two: the entry, the end of its lane) included. */
  most: number;
  as: 'lead' | 'coordinator';
  query: string;
  variables?: (size: WorldSize) => Record<string, string>;
};

const OPERATIONS: Operation[] = [
  {
    name: 'me',
    most: 5,
    as: 'lead',
    query: `{ me { now openActionCount overdueActionCount permissions person { ${PERSON} } panels { id code name } } }`,
  },
  {
    name: 'agencyActions',
    most: 4,
    as: 'lead',
    query: `{ agencyActions(first: 50) { totalCount pageInfo { hasNextPage endCursor } edges { node { ${ACTION} } } } }`,
  },
  {
    name: 'agencyActionCounts',
    most: 2,
    as: 'lead',
    query:
      '{ agencyActionCounts { overdue dueNext7Days dueLater doneThisQuarter unassigned owners { count person { id name } } } }',
  },
  {
    name: 'action',
    most: 8,
    as: 'coordinator',
    query: `query($id: ID!) { action(id: $id) { ${ACTION} updates { at person { id name } } } }`,
    variables: () => ({ id: idOf(KIND.action, 0) }),
  },
  {
    name: 'meetings',
    most: 5,
    as: 'coordinator',
    query:
      '{ meetings(first: 50, when: PAST) { totalCount edges { node { id heldOn state caseCount panel { id code name } } } } }',
  },
  {
    name: 'meeting with its agenda',
    most: 5,
    as: 'coordinator',
    query: `query($id: ID!) { meeting(id: $id) { id heldOn state panel { id name } agenda { minutesPlanned slots { kind minutes
      listing { id position reasons case { id reference riskLevel openActionCount overdueActionCount victimInitials
        referringAgency { id name } } } } } } }`,
    variables: () => ({ id: idOf(KIND.meeting, 0) }),
  },
  {
    name: 'case',
    most: 22,
    as: 'coordinator',
    query: `query($id: ID!) { case(id: $id) { id reference state openActionCount panel { id name } referringAgency { id name }
      people { firstName lastName } assessments { tool score } incidents { occurredOn } flags { reason }
      actions { id text agency { id name } owner { id name } } listings { id state meeting { id heldOn } }
      priority { band high points { label high } } } }`,
    variables: () => ({ id: idOf(KIND.case, 0) }),
  },
  {
    name: 'cases',
    most: 5,
    as: 'coordinator',
    query: `{ cases(first: 50) { totalCount edges { node { id reference state riskLevel openActionCount overdueActionCount
      victimInitials panel { id name } referringAgency { id name } } } } }`,
  },
  {
    name: 'queueRisk',
    most: 15,
    as: 'coordinator',
    query:
      'query($panelId: ID!) { queueRisk(panelId: $panelId) { waiting overTarget longestWaitDays byBand { band count } mostDangerous { id reference priority { band high } } panel { id name } } }',
    variables: (size) => ({ panelId: idOf(KIND.panel, longQueueOf(size)) }),
  },
  {
    name: 'outcomes',
    most: 9,
    as: 'coordinator',
    query:
      '{ outcomes(from: "2026-01-01", to: "2026-11-30") { casesHeard { value } openActions overdueActions panels { id name } agencies { agency { id name } } } }',
  },
];

type Setting = { size: WorldSize; api: ApiUnderTest; at: TemporaryDatabase };

let few: Setting;
let many: Setting;

async function aSetting(size: WorldSize, rows: number): Promise<Setting> {
  const at = await temporaryDatabase();
  await writeWorld(at.database, size);
  await at.database.transaction(async () => {
    const meetingId = idOf(KIND.meeting, 0);
    const [kept, next] = [idOf(KIND.listing, 0), idOf(KIND.listing, rows)];
    await at.database.change('delete from listing where not (id >= :kept and id < :next)', { kept, next });
    await at.database.change('update listing set meeting_id = :meetingId', { meetingId });
  });
  return { size, at, api: await anApi({ database: at.database, now: NOW }) };
}

beforeAll(async () => {
  few = await aSetting(FEW, 5);
  many = await aSetting(MANY, 50);
  // The first reading of all opens the lanes of the audit, the first of a queue works out what is kept of it.
  for (const setting of [few, many])
    for (const name of ['cases', 'queueRisk'])
      await statementsOf(
        setting,
        OPERATIONS.find((one) => one.name === name)!,
      );
});
afterAll(async () => {
  for (const { api, at } of [few, many].filter(Boolean)) {
    await api.close();
    await at.remove();
  }
});

async function statementsOf({ size, api, at }: Setting, operation: Operation): Promise<string[]> {
  const panel = operation.name === 'queueRisk' ? longQueueOf(size) : 0;
  const token = tokenOf(operation.as === 'lead' ? 0 : coordinatorOf(size, panel));
  const sent: string[] = [];
  const isData = (sql: string) => !/^(begin|start transaction|commit|rollback)/i.test(sql);
  at.database.listen((sql) => void (isData(sql) && sent.push(sql.replace(/\s+/g, ' ').slice(0, 120))));
  const answer = await api.send(token, operation.query, operation.variables?.(size));
  expect(answer.errors).toEqual([]);
  return sent;
}

describe('statements of the busiest operations', () => {
  it.each(OPERATIONS)('$name: as many for fifty rows as for five, at most $most', async (operation) => {
    const [some, more] = [await statementsOf(few, operation), await statementsOf(many, operation)];
    expect(more).toHaveLength(some.length);
    expect({ most: operation.most, more }).toEqual({
      most: operation.most,
      more: more.slice(0, operation.most),
    });
  });
});
