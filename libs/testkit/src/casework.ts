import type { CaseFile } from '#cases';
import { atLondon, type Clock, newId } from '#kernel';
import { Listing, Meeting } from '#meetings';
import type { Panel } from '#panels';
import type { Database } from '#platform';

let count = 0;

/** Puts a meeting of a panel into the record: in session today, when nothing else is said. */
export async function aMeeting(
  db: Database,
  clock: Clock,
  panel: Panel,
  given: Partial<Meeting> = {},
): Promise<Meeting> {
  const heldOn = given.heldOn ?? clock.today();
  const meeting: Meeting = {
    id: newId(),
    panelId: panel.id,
    plannedOn: heldOn,
    heldOn,
    startsAt: atLondon(heldOn, panel.startsAt),
    durationMinutes: panel.durationMinutes,
    place: panel.place,
    state: 'in_session',
    chairId: panel.chairId,
    kind: null,
    movedReason: null,
    cancelledReason: null,
    agendaBuiltAt: clock.now(),
    publishedAt: clock.now(),
    moreWaiting: 0,
    addendumCount: 0,
    startedAt: clock.now(),
    endedAt: null,
    currentListingId: null,
    createdAt: clock.now(),
    version: 1,
    ...given,
  };
  await db.transaction(async () => void (await db.writing.insert(Meeting, meeting)));
  return meeting;
}

/** Puts a case on the agenda of a meeting. */
export async function aListing(
  db: Database,
  meeting: Meeting,
  caseFile: CaseFile,
  given: Partial<Listing> = {},
): Promise<Listing> {
  count += 1;
  const listing: Listing = {
    id: newId(),
    meetingId: meeting.id,
    caseId: caseFile.id,
    state: 'on_agenda',
    kind: 'new',
    position: count,
    plannedMinutes: 10,
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
    riskBefore: null,
    riskAfter: null,
    decision: null,
    decisionReason: '',
    actionCount: 0,
    version: 1,
    ...given,
  };
  await db.transaction(async () => void (await db.writing.insert(Listing, listing)));
  return listing;
}
