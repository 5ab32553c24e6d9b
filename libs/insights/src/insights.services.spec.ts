import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemActor } from '#access';
import { Action } from '#actions';
import { addDays, atLondon, type Day, newId, type TimeOfDay } from '#kernel';
import type { Meeting } from '#meetings';
import { migrate, openDatabase, type Database } from '#platform';
import { tables } from '#schema';
import { startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { Insights } from './insights.service.js';
import type { Outcomes } from './outcomes.js';
import { aCaseHeard, aClosure, aMeetingHeld, aWorld, type World, worldIn } from './world.fixture.js';

const CASES = 60;

/** The figures without what differs between two databases filled alike: identifiers and made-up codes. */
const asText = (outcomes: Outcomes) =>
  JSON.stringify(outcomes, (key, value: unknown) =>
    key === 'id' || key.endsWith('Id') || key === 'code' || key === 'createdAt' ? undefined : value,
  );

/** Two years of meetings, cases first heard at them, a third of them closed, five actions each, some of them late. */
async function fill(world: World): Promise<void> {
  const meetings: Meeting[] = [];
  for (let i = 0; i < 24; i += 1) {
    const panel = i % 2 ? world.north : world.south;
    meetings.push(await aMeetingHeld(world, panel, addDays('2025-01-07' as Day, i * 28)));
  }
  await world.db.transaction(async () => {
    for (let i = 0; i < CASES; i += 1) {
      const meeting = meetings[i % 24]!;
      const panel = i % 2 ? world.north : world.south;
      const caseFile = await aCaseHeard(world, panel, meeting, (i * 7) % 50);
      if (i % 3 === 0) {
        const now = (['standard', 'high', 'very_high'] as const)[i % 7 < 4 ? 0 : (i % 2) + 1]!;
        await aClosure(world, caseFile, addDays(meeting.heldOn, 20), ['high', now]);
      }
      const rows = [1, 2, 3, 4, 5].map((n) => {
        const due = addDays(meeting.heldOn, n * 4);
        const isOpen = (i + n) % 9 === 0;
        const dueAt = atLondon(due, '17:00' as TimeOfDay);
        return {
          id: newId(),
          reference: `${caseFile.reference}-A${n}`,
          caseId: caseFile.id,
          number: n,
          panelId: panel.id,
          agencyId: n % 2 ? world.police.id : world.housing.id,
          text: 'x'.repeat(150),
          category: 'order' as const,
          priority: 'routine' as const,
          status: isOpen ? ('agreed' as const) : ('completed' as const),
          isOpen,
          agreedAt: world.clock.now(),
          dueOn: due,
          dueAt,
          originalDueOn: due,
          closedOn: isOpen ? null : addDays(due, (i % 5) - 3),
          note: 'y'.repeat(200),
          evidenceReference: '',
          extensionCount: 0,
          version: 1,
        };
      });
      await world.db.writing.insert(Action, rows as never);
    }
  });
}

describe('the outcomes on both databases', () => {
  let server: TestService;
  let postgres: Database;
  let here: World;
  let there: World;

  beforeAll(async () => {
    here = await aWorld();
    server = await startPostgres();
    const at = { kind: 'postgres' as const, url: server.url };
    await migrate(at, tables, TEST_KEYS);
    postgres = await openDatabase(at, tables, TEST_KEYS);
    there = await worldIn(postgres);
    await fill(here);
    await fill(there);
  }, 600_000);
  afterAll(async () => {
    await here.store?.remove();
    await postgres.close();
    await server.stop();
  });

  it('are the same', async () => {
    const question = { panelId: null, from: '2026-01-01' as Day, to: '2026-11-30' as Day };
    const ask = (world: World) => new Insights(world.db, world.clock).outcomes(systemActor('spec'), question);
    expect(asText(await ask(there))).toBe(asText(await ask(here)));
  });
});
