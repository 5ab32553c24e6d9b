import type { AddressInfo } from 'node:net';
import { CaseFactsReader, casePriority, profileOf } from '#cases';
import { type BankHolidays, type Day, FixedClock } from '#kernel';
import { bankHolidayRows } from '#panels';
import { type Database, openDatabase, readConfig } from '#platform';
import { tables } from '#schema';
import { TEST_KEYS } from '#testkit';
import { startApi } from '../../apps/api/src/start-api.js';
import type { BenchDatabase } from './databases.js';
import { quantile, rounded, timed } from './figures.js';
import { coordinatorOf, idOf, KIND, longQueueOf, NOW, tokenOf, type WorldSize } from './world.js';

/** A panel with that many referrals in triage and nothing else to speak of. */
export function triageWorld(referrals: number): WorldSize {
  return {
    ...{ agencies: 9, panels: 1, meetingsOfPanel: 1, casesOfPanel: 20, actions: 0 },
    ...{ flagged: referrals, isTriage: true },
  };
}

/** What the pages of triage cost with so many referrals at one panel, milliseconds over HTTP. */
export type TriageResult = {
  database: string;
  referrals: number;
  pageP50Ms: number;
  pageP95Ms: number;
  latePageP50Ms: number;
  tenthPageP50Ms: number;
  riskP50Ms: number;
  riskP95Ms: number;
  /** The first readings, which work out what is kept of every case: how many, and for how long. */
  firstReadings: number;
  firstSeconds: number;
  /** The same figures from all facts of every case, as they were read before. */
  fromAllFactsMs: number;
};

const PAGE = `query ($panelId: ID!, $colour: ClockColour, $after: String) {
  referralCounts(panelId: $panelId) { urgency colour isReturned isAppeal count }
  referrals(panelId: $panelId, colour: $colour, after: $after) { totalCount pageInfo { endCursor } edges { node {
    id reference state riskLevel victimInitials panel { name } referringAgency { name }
    triage { urgency ruleReasons waited clock { colour inWords } } } } } }`;
const RISK = `query ($panelId: ID!) { queueRisk(panelId: $panelId) { waiting unranked overTarget longestWaitDays
  ages { age count byBand { band count } } mostDangerous { id reference priority { band bandReasons } } } }`;

/** Times the queue and the risk of one long queue of referrals. */
export async function triageBench(
  open: (size: WorldSize) => Promise<BenchDatabase>,
  referrals: number,
  rounds: number,
): Promise<TriageResult> {
  const size = triageWorld(referrals);
  const world = await open(size);
  const database = await openDatabase(world.at, tables, TEST_KEYS);
  const api = await anAsker(database, size);
  const panelId = idOf(KIND.panel, longQueueOf(size));
  const times = async (work: () => Promise<unknown>) => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round += 1) found.push(await timed(work));
    return found;
  };
  try {
    let firstReadings = 0;
    const firstMs = await timed(async () => {
      for (let unranked = 1; unranked > 0; firstReadings += 1)
        unranked = (await api.ask(RISK, { panelId })).queueRisk.unranked;
    });
    const risk = await times(() => api.ask(RISK, { panelId }));
    const page = await times(() => api.ask(PAGE, { panelId }));
    const late = await times(() => api.ask(PAGE, { panelId, colour: 'MISSED' }));
    let after: string | null = null;
    for (let turned = 0; turned < 9; turned += 1)
      after = (await api.ask(PAGE, { panelId, after })).referrals.pageInfo.endCursor;
    const tenth = await times(() => api.ask(PAGE, { panelId, after }));
    return {
      database: world.at.kind,
      referrals,
      pageP50Ms: rounded(quantile(page, 0.5)),
      pageP95Ms: rounded(quantile(page, 0.95)),
      latePageP50Ms: rounded(quantile(late, 0.5)),
      tenthPageP50Ms: rounded(quantile(tenth, 0.5)),
      riskP50Ms: rounded(quantile(risk, 0.5)),
      riskP95Ms: rounded(quantile(risk, 0.95)),
      firstReadings,
      firstSeconds: rounded(firstMs / 1000),
      fromAllFactsMs: rounded(await timed(() => fromAllFacts(database, panelId))),
    };
  } finally {
    await api.close();
    await database.close();
    await world.remove();
  }
}

type Asker = { ask(query: string, variables: object): Promise<any>; close(): Promise<void> };

async function anAsker(database: Database, size: WorldSize): Promise<Asker> {
  const config = readConfig({ ACCORD_ENV: 'test', ACCORD_DATA: '/tmp/accord-bench' });
  if (!config.ok) throw new Error(config.refusal.message);
  const app = await startApi({ config: config.value, clock: new FixedClock(NOW), database }, 0);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const token = tokenOf(coordinatorOf(size, longQueueOf(size)));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const ask = async (query: string, variables: object) => {
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
    const said = (await answer.json()) as { data?: object; errors?: object[] };
    if (said.errors?.length || !said.data) throw new Error(JSON.stringify(said).slice(0, 500));
    return said.data;
  };
  return { ask, close: () => app.close() };
}

/** Reads all facts of every case and ranks it, some thousand at a time. */
async function fromAllFacts(database: Database, panelId: string): Promise<number> {
  const clock = new FixedClock(NOW);
  const holidays: BankHolidays = new Set(bankHolidayRows().map((row) => row.fallsOn as Day));
  const terms = { today: clock.today(), holidays, profile: profileOf(null) };
  const reader = new CaseFactsReader(database, clock);
  const ids = await database.query<{ id: string }>(
    `select id from case_file where panel_id = :panelId and state = 'triage'`,
    { panelId },
  );
  let inBandA = 0;
  for (let at = 0; at < ids.length; at += 5000) {
    const some = await reader.of(ids.slice(at, at + 5000).map(({ id }) => id));
    inBandA += some.filter(({ facts }) => casePriority(facts, terms).band === 'A').length;
  }
  return inBandA;
}
