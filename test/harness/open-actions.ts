import { Action } from '#actions';
import type { Person } from '#agencies';
import type { Clock, Day, Moment } from '#kernel';
import { newId } from '#kernel';
import type { Database } from '#platform';
import { aCase, anAgency, aPanel, aPerson } from '#testkit';

/** Puts open actions of ten people into the record, agreed on Friday 20 November 2026 and due on 4 December. */
export async function plantOpenActions(db: Database, clock: Clock, howMany: number): Promise<void> {
  const police = await anAgency(db, clock);
  const chair = await aPerson(db, clock, police, 'chair');
  const panel = await aPanel(db, clock, [police], { chairId: chair.id });
  const caseFile = await aCase(db, clock, panel, police);
  const owners: Person[] = [];
  for (let i = 0; i < 10; i += 1) owners.push(await aPerson(db, clock, police, 'agency_member'));
  const actions = Array.from({ length: howMany }, (_, i) => ({
    id: newId(),
    reference: `${caseFile.reference}-A${i + 1}`,
    caseId: caseFile.id,
    number: i + 1,
    panelId: panel.id,
    meetingId: null,
    agencyId: police.id,
    ownerId: owners[i % owners.length]?.id ?? null,
    text: `Task ${i + 1}`,
    category: 'governance' as const,
    priority: 'routine' as const,
    status: 'agreed' as const,
    isOpen: true,
    agreedAt: '2026-11-20T15:00:00.000Z' as Moment,
    dueOn: '2026-12-04' as Day,
    dueAt: '2026-12-04T17:00:00.000Z' as Moment,
    originalDueOn: '2026-12-04' as Day,
    acknowledgedAt: null,
    closedAt: null,
    closedOn: null,
    note: '',
    evidenceReference: '',
    reasonCode: null,
    extensionRequestedOn: null,
    extensionNewDueOn: null,
    extensionReason: null,
    extensionCount: 0,
    version: 1,
  }));
  await db.transaction(async () => {
    for (const action of actions) await db.writing.insert(Action, action);
  });
}
