import { Action } from '#actions';
import type { Agency } from '#agencies';
import type { CaseFile } from '#cases';
import { addDays, atLondon, type Clock, newId, type TimeOfDay } from '#kernel';
import type { Database } from '#platform';

let count = 0;

/** Puts an action of an agency on a case into the record: routine and due in ten days, when nothing else is said. */
export async function anAction(
  db: Database,
  clock: Clock,
  caseFile: CaseFile,
  agency: Agency,
  given: Partial<Action> = {},
): Promise<Action> {
  count += 1;
  const dueOn = given.dueOn ?? addDays(clock.today(), 10);
  const action: Action = {
    id: newId(),
    reference: `${caseFile.reference}-A${count}`,
    caseId: caseFile.id,
    number: count,
    panelId: caseFile.panelId,
    meetingId: null,
    agencyId: agency.id,
    ownerId: null,
    text: `Task ${count}`,
    category: 'governance',
    priority: 'routine',
    status: 'agreed',
    isOpen: true,
    agreedAt: clock.now(),
    dueOn,
    dueAt: atLondon(dueOn, '17:00' as TimeOfDay),
    originalDueOn: dueOn,
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
    ...given,
  };
  await db.transaction(async () => void (await db.writing.insert(Action, action)));
  return action;
}
