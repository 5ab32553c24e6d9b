import { Action } from '#actions';
import { anAgency, aCase, aPanel, temporaryDatabase, type TemporaryDatabase } from '#testkit';
import type { Agency } from '#agencies';
import type { CaseFile, RiskLevel } from '#cases';
import { addDays, atLondon, type Day, FixedClock, type Moment, newId, type TimeOfDay } from '#kernel';
import { Listing, Meeting } from '#meetings';
import { OutcomeReview } from '#outcomes';
import type { Panel } from '#panels';
import type { Database } from '#platform';

/** A small world made by hand: panels, agencies, and the means to put meetings, discussions and actions into it. */
export type World = {
  store?: TemporaryDatabase;
  db: Database;
  clock: FixedClock;
  north: Panel;
  south: Panel;
  police: Agency;
  housing: Agency;
};

/** An empty world on Monday 23 November 2026, 9am. */
export async function aWorld(): Promise<World & { store: TemporaryDatabase }> {
  const store = await temporaryDatabase();
  return { ...(await worldIn(store.database)), store };
}

/** The same in a database that is there already. */
export async function worldIn(db: Database): Promise<World> {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  const police = await anAgency(db, clock, { name: 'Northbridge Police' });
  const housing = await anAgency(db, clock, { name: '=Housing' });
  const north = await aPanel(db, clock, [police, housing], { name: 'North panel' });
  const south = await aPanel(db, clock, [police, housing], { name: 'South panel' });
  return { db, clock, north, south, police, housing };
}

/** A meeting of the panel that was held on a day. */
export async function aMeetingHeld(world: World, panel: Panel, on: string): Promise<Meeting> {
  const meeting: Meeting = {
    id: newId(),
    panelId: panel.id,
    plannedOn: on as Day,
    heldOn: on as Day,
    startsAt: atLondon(on as Day, '09:30' as TimeOfDay),
    durationMinutes: 150,
    place: 'Council House',
    state: 'ended',
    chairId: null,
    kind: null,
    movedReason: null,
    cancelledReason: null,
    agendaBuiltAt: null,
    publishedAt: null,
    addendumCount: 0,
    moreWaiting: 0,
    startedAt: null,
    endedAt: null,
    currentListingId: null,
    createdAt: world.clock.now(),
    version: 1,
  };
  await world.db.transaction(async () => void (await world.db.writing.insert(Meeting, meeting)));
  return meeting;
}

/** A case discussed at the meeting, referred so many days before it. */
export async function aCaseHeard(
  world: World,
  panel: Panel,
  meeting: Meeting,
  daysWaited: number,
): Promise<CaseFile> {
  const referredOn = addDays(meeting.heldOn, -daysWaited);
  const given = {
    referredOn,
    state: 'discussed' as const,
    flagReason: null,
    lastDiscussedOn: meeting.heldOn,
  };
  const caseFile = await aCase(world.db, world.clock, panel, world.police, given);
  await aDiscussion(world, meeting, caseFile);
  return caseFile;
}

/** The case at the meeting; discussed unless something else is given. */
export async function aDiscussion(
  { db }: World,
  meeting: Meeting,
  caseFile: CaseFile,
  given: Partial<Listing> = {},
): Promise<void> {
  const listing: Listing = {
    id: newId(),
    meetingId: meeting.id,
    caseId: caseFile.id,
    state: 'discussed',
    kind: 'new',
    position: 1,
    plannedMinutes: 12,
    band: 'B',
    priorityLow: 40,
    priorityHigh: 60,
    points: [],
    reasons: [],
    dataNeeded: [],
    profile: 'essex-behavioural/1',
    leftOutReason: null,
    isPinned: false,
    chairReason: null,
    isMovedByChair: false,
    isMinutesByChair: false,
    addendum: null,
    heldUntil: null,
    startedAt: null,
    endedAt: null,
    notes: '',
    victimView: '',
    riskBefore: 'high',
    riskAfter: 'medium',
    decision: 'keep_on_panel',
    decisionReason: '',
    actionCount: 0,
    version: 1,
    ...given,
  };
  await db.transaction(async () => void (await db.writing.insert(Listing, listing)));
}

/** Closes the case on a day with the risk then and now. */
export async function aClosure(
  { db, clock }: World,
  caseFile: CaseFile,
  on: string,
  risk: readonly [RiskLevel, RiskLevel],
): Promise<void> {
  const review: OutcomeReview = {
    id: newId(),
    caseId: caseFile.id,
    occasion: 'closure',
    reviewedOn: on as Day,
    reviewedById: null,
    riskThen: risk[0],
    riskNow: risk[1],
    behaviour: 'stopped',
    victimFeels: 'safer',
    furtherIncidents: 0,
    summary: 'Done',
    recordedAt: clock.now(),
  };
  await db.transaction(async () => {
    await db.writing.insert(OutcomeReview, review);
    await db.query(`update case_file set state = 'closed' where id = :id`, { id: caseFile.id });
  });
}

let number = 0;

/** An action of the agency, first agreed for a day; open unless a status is given. */
export async function anAction(
  { db, clock }: World,
  caseFile: CaseFile,
  agency: Agency,
  due: string,
  given: Partial<Action> = {},
): Promise<void> {
  number += 1;
  const isOpen = given.status === undefined;
  const dueOn = given.dueOn ?? (due as Day);
  const action: Action = {
    id: newId(),
    reference: `${caseFile.reference}-A${number}`,
    caseId: caseFile.id,
    number,
    panelId: caseFile.panelId,
    meetingId: null,
    agencyId: agency.id,
    ownerId: null,
    text: 'Check the locks',
    category: 'victim_safety',
    priority: 'routine',
    status: 'agreed',
    isOpen,
    agreedAt: clock.now(),
    dueAt: atLondon(dueOn, '17:00' as TimeOfDay),
    originalDueOn: due as Day,
    acknowledgedAt: null,
    closedAt: null,
    closedOn: isOpen ? null : (due as Day),
    note: '',
    evidenceReference: '',
    reasonCode: null,
    extensionRequestedOn: null,
    extensionNewDueOn: null,
    extensionReason: null,
    extensionCount: 0,
    version: 1,
    ...given,
    dueOn,
  };
  await db.transaction(async () => void (await db.writing.insert(Action, action)));
}
