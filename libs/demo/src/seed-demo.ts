import type { Audit } from '#audit';
import { type Clock, Fault } from '#kernel';
import { writeMissingBankHolidays } from '#panels';
import type { Database } from '#platform';
import { makeAgencies } from './agencies.demo.js';
import { demoArea } from './areas.demo.js';
import { recordAudit } from './audit.demo.js';
import { writeRows } from './demo-rows.js';
import { DemoWorld } from './demo-world.js';
import { playMeetings } from './meetings.demo.js';
import { makePanels } from './panels.demo.js';
import { fillQueue, publish } from './queue.demo.js';
import { nameCases } from './references.demo.js';
import { fillTriage } from './triage.demo.js';

/** How large a demo is wanted, and who wants to hear how far it is. */
export type DemoOptions = {
  /** Number of areas like Northbridge, each with its own 16 agencies, three panels and about 150 cases. */
  scale?: number;
  /** Told after each area: areas done, areas in all. */
  onProgress?: (done: number, of: number) => void;
};

/** What the demo wrote, in rows. */
export type DemoSummary = {
  agencies: number;
  people: number;
  panels: number;
  meetings: number;
  cases: number;
  actions: number;
  openActions: number;
  remindersSent: number;
};

/** True while there is no agency in the record: nothing has been set up, so the demo may be written. */
export async function isEmpty(db: Database): Promise<boolean> {
  const rows = await db.query('select 1 as one from agency limit 1');
  return rows.length === 0;
}

/**
 * Writes the demo area: three panels with half a year behind them and a live queue, made up by us and the same every
 * time, with its days set around the present day of the clock. One area is written as a whole or not at all. Throws
 * when the record is not empty.
 */
export async function seedDemo(
  db: Database,
  clock: Clock,
  audit: Audit,
  options: DemoOptions = {},
): Promise<DemoSummary> {
  const scale = options.scale ?? 1;
  const summary = noRows();
  for (let index = 0; index < scale; index += 1) {
    const world = makeWorld(index, clock);
    await db.transaction(async () => {
      if (index === 0) await begin(db);
      for (const [entity, rows] of world.rows.inOrder()) await writeRows(db, entity, rows);
      audit.history(world.rows.audit);
    });
    count(summary, world);
    options.onProgress?.(index + 1, scale);
  }
  return summary;
}

async function begin(db: Database): Promise<void> {
  if (!(await isEmpty(db))) throw new Fault('The demo area is only written into an empty record.');
  await writeMissingBankHolidays(db);
}

/** One area, made up in memory. */
function makeWorld(index: number, clock: Clock): DemoWorld {
  const world = new DemoWorld(demoArea(index), clock);
  const directory = makeAgencies(world);
  const toPublish = makePanels(world, directory).map((panel) => ({
    panel,
    agenda: fillQueue(world, directory, panel, playMeetings(world, directory, panel)),
  }));
  // Only now: a case of one panel may say something of the suspect of another.
  for (const { panel, agenda } of toPublish) if (agenda) publish(world, directory, panel, agenda);
  for (const { panel } of toPublish) fillTriage(world, directory, panel);
  nameCases(world);
  recordAudit(world);
  return world;
}

function noRows(): DemoSummary {
  return {
    agencies: 0,
    people: 0,
    panels: 0,
    meetings: 0,
    cases: 0,
    actions: 0,
    openActions: 0,
    remindersSent: 0,
  };
}

function count(summary: DemoSummary, { rows }: DemoWorld): void {
  summary.agencies += rows.agencies.length;
  summary.people += rows.people.length;
  summary.panels += rows.panels.length;
  summary.meetings += rows.meetings.length;
  summary.cases += rows.cases.length;
  summary.actions += rows.actions.length;
  summary.openActions += rows.actions.filter((action) => action.isOpen).length;
  summary.remindersSent += rows.messages.length;
}
