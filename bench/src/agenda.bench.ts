import { CaseFactsReader, CaseLists, Cases, profileOf, type RankingTerms } from '#cases';
import { addDays, type BankHolidays, type Day, FixedClock } from '#kernel';
import {
  AgendaQueue,
  AgendaStandings,
  asCandidate,
  buildAgenda,
  meetingBudget,
  planAgenda,
  weighQueue,
} from '#meetings';
import { bankHolidayRows } from '#panels';
import { type DatabaseAddress, openDatabase } from '#platform';
import { tables } from '#schema';
import { quantile, rounded, timed } from './figures.js';
import { idOf, KIND, longQueueOf, NOW, type WorldSize } from './world.js';
import { TEST_KEYS } from '#testkit';

/** Building an agenda from one long queue on one database, milliseconds. */
export type AgendaResult = {
  database: string;
  flagged: number;
  /** Everything read and worked out from the facts of every case, once. */
  fromAllFactsMs: number;
  /** The first time: what is kept of every case is worked out. */
  firstMs: number;
  /** Rank and pack from what is kept. */
  rankAndPackP50Ms: number;
  rankAndPackP95Ms: number;
  /** The same agenda both ways. */
  isSame: boolean;
};

/** Times ranking and packing of the long queue, both ways. */
export async function agendaBench(
  at: DatabaseAddress,
  size: WorldSize,
  rounds: number,
): Promise<AgendaResult> {
  const db = await openDatabase(at, tables, TEST_KEYS);
  const clock = new FixedClock(NOW);
  const cases = new Cases(db, clock, new CaseFactsReader(db, clock), new CaseLists(db));
  const queue = new AgendaQueue(db, new AgendaStandings(db, cases));
  const holidays: BankHolidays = new Set(
    bankHolidayRows()
      .filter((row) => row.nation === 'england-and-wales')
      .map((row) => row.fallsOn as Day),
  );
  const ranking: RankingTerms = { today: clock.today(), holidays, profile: profileOf(null) };
  const capacityMinutes = meetingBudget(180).capacity;
  const terms = { heldOn: addDays(clock.today(), 1), capacityMinutes, ranking };
  const panelId = idOf(KIND.panel, longQueueOf(size));
  const kept = () =>
    db.transaction(async () => {
      const weighed = await queue.weighed({ ...terms, panelId, here: [], chosen: [] });
      return planAgenda(weighed, new Map(), capacityMinutes);
    });
  try {
    let plan = await db.transaction(async () =>
      planAgenda(weighQueue([], terms), new Map(), capacityMinutes),
    );
    const firstMs = await timed(async () => (plan = await kept()));
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await timed(kept));
    let direct = buildAgenda([], new Map(), terms);
    const fromAllFactsMs = await timed(async () => {
      direct = buildAgenda((await cases.rankable(panelId)).map(asCandidate), new Map(), terms);
    });
    const placed = direct.lines.map(({ caseId, state }) => `${caseId} ${state}`).join();
    return {
      database: at.kind,
      flagged: size.flagged,
      fromAllFactsMs: rounded(fromAllFactsMs),
      firstMs: rounded(firstMs),
      rankAndPackP50Ms: rounded(quantile(times, 0.5)),
      rankAndPackP95Ms: rounded(quantile(times, 0.95)),
      isSame: placed === plan.places.map(({ caseId, state }) => `${caseId} ${state}`).join(),
    };
  } finally {
    await db.close();
  }
}
