import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFactsReader, CaseLists, Cases, PRIORITY_PROFILES, type PriorityProfile } from '#cases';
import { addDays, type Day, FixedClock, type Moment } from '#kernel';
import {
  AgendaQueue,
  AgendaStandings,
  asCandidate,
  buildAgenda,
  type BuildingTerms,
  type ChairsChoice,
  explainAgenda,
  planAgenda,
} from '#meetings';
import { type TemporaryDatabase, temporaryDatabase } from '#testkit';
import { idOf, KIND, longQueueOf, NOW, type WorldSize, writeWorld } from '../../bench/src/world.js';

const size: WorldSize = {
  agencies: 9,
  panels: 1,
  meetingsOfPanel: 1,
  casesOfPanel: 20,
  actions: 0,
  flagged: 700,
};
const panelId = idOf(KIND.panel, longQueueOf(size));
const flagged = (n: number) => idOf(KIND.case, size.casesOfPanel + n);

let at: TemporaryDatabase;
let clock: FixedClock;
let cases: Cases;
let queue: AgendaQueue;

beforeAll(async () => {
  at = await temporaryDatabase();
  await writeWorld(at.database, size);
  clock = new FixedClock(NOW);
  cases = new Cases(at.database, clock, new CaseFactsReader(at.database, clock), new CaseLists(at.database));
  queue = new AgendaQueue(at.database, new AgendaStandings(at.database, cases));
});
afterAll(() => at.remove());

function choice(given: Partial<ChairsChoice>): ChairsChoice {
  const none = { isPinned: false, isMovedByChair: false, isMinutesByChair: false, chairReason: null };
  return { isOnAgenda: true, position: 1, plannedMinutes: 9, ...none, ...given };
}

/** The agenda made from what is kept, and the one made from all facts of all cases. */
async function both(profile: PriorityProfile, choices: Map<string, ChairsChoice>, capacityMinutes = 150) {
  const ranking = { today: clock.today(), holidays: new Set<Day>(['2026-12-25' as Day]), profile };
  const terms: BuildingTerms = { heldOn: addDays(clock.today(), 3), capacityMinutes, ranking };
  const quick = await at.database.transaction(async () => {
    const weighed = await queue.weighed({ ...terms, panelId, here: [], chosen: [...choices.keys()] });
    const plan = planAgenda(weighed, choices, capacityMinutes);
    const shown = await cases.rankableByIds(plan.places.map((place) => place.caseId));
    return { weighed, built: explainAgenda(plan, shown.map(asCandidate), choices, ranking) };
  });
  const all = (await cases.rankable(panelId)).filter((one) => one.state === 'flagged');
  const direct = buildAgenda(all.map(asCandidate), choices, terms);
  return { ...quick, direct };
}

describe('the kept queue of a panel', () => {
  it.each(PRIORITY_PROFILES)(
    'gives the agenda of the direct computation, day after day ($key)',
    async (profile) => {
      for (const days of [0, 1, 2, 5, 13, 14, 15, 29, 30, 61, 200, 364, 366, 500]) {
        clock.set(`${addDays(NOW.slice(0, 10) as Day, days)}T09:00:00.000Z` as Moment);
        const { built, direct, weighed } = await both(profile, new Map());
        expect(built).toEqual(direct);
        expect(weighed.cases.length).toBeLessThan(600);
      }
      clock.set(NOW);
      const { built, direct } = await both(profile, new Map());
      expect(built).toEqual(direct);
    },
  );

  it('keeps what the chair chose, in a short meeting and in a long one', async () => {
    const choices = new Map([
      [flagged(3), choice({ isPinned: true, position: 2 })],
      [flagged(650), choice({ isPinned: true, isMinutesByChair: true, plannedMinutes: 40, position: 1 })],
      [flagged(400), choice({ isMinutesByChair: true, plannedMinutes: 5, isOnAgenda: false })],
      [flagged(30), choice({ isMovedByChair: true, position: 4 })],
    ]);
    for (const minutes of [0, 20, 90, 400]) {
      const { built, direct } = await both(PRIORITY_PROFILES[0]!, choices, minutes);
      expect(built).toEqual(direct);
    }
  });

  it('takes in every change of the record', async () => {
    const change = (sql: string, parameters: Record<string, unknown>) =>
      at.database.transaction(() => at.database.change(sql, parameters));
    await both(PRIORITY_PROFILES[0]!, new Map());
    await change(`update case_file set is_imminent_threat = :yes, version = version + 1 where id = :id`, {
      yes: true,
      id: flagged(10),
    });
    await change(`update incident set occurred_on = :today, is_breach = :yes where case_id = :id`, {
      today: clock.today(),
      yes: true,
      id: flagged(11),
    });
    await at.database.transaction(() => cases.factsChanged([flagged(11)]));
    await at.database.transaction(() =>
      cases.grantAccess(
        [flagged(12)],
        [0, 1, 2, 3, 4, 5].map((n) => idOf(KIND.agency, n)),
        'asked_to_attend',
      ),
    );
    await at.database.transaction(() => cases.holdUntil(flagged(10), addDays(clock.today(), 90), 'Later'));
    const { built, direct } = await both(PRIORITY_PROFILES[0]!, new Map());
    expect(built).toEqual(direct);
    expect(built.lines.find((line) => line.caseId === flagged(10))?.state).toBe('held');
  });
});
