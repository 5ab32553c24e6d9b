import type { Agency, Person } from '#agencies';
import type { CaseFile, CasePerson } from '#cases';
import type { Moment } from '#kernel';
import type { Panel } from '#panels';
import type { AgendaChangeKind } from './agenda-change.entity.js';
import { BLANK_ITEM, isOnAgenda } from './discussion.rules.js';
import type { Listing } from './listing.entity.js';
import { publishingChecks, type ReadinessCheck } from './meeting.rules.js';
import type { Meeting } from './meeting.entity.js';
import { meetingBudget, runningOrder, type RunningSlot } from './time-boxing.rules.js';

/** The columns of a case that are read with an agenda. */
export const CASE_COLUMNS = [
  'id',
  'reference',
  'panelId',
  'state',
  'referredOn',
  'referringAgencyId',
  'handling',
  'riskLevel',
  'isImminentThreat',
  'waitingSince',
  'timesNotReached',
  'timesDeferred',
  'heldUntil',
  'heldReason',
  'lastDiscussedOn',
  'version',
] as const satisfies readonly (keyof CaseFile)[];

/** What an agenda shows of a case. */
export type AgendaCase = Pick<CaseFile, (typeof CASE_COLUMNS)[number]> & {
  victim: Pick<CasePerson, 'firstName' | 'lastName' | 'bornOn'> | null;
  referringAgency: Agency;
  openActionCount: number;
  overdueActionCount: number;
};

/** A line of an agenda as it is read: the listing and its case. */
export type ReadListing = Omit<Listing, 'points'> & {
  /** The points behind the rank, as JSON text: most readers never open them. */
  pointsText: string;
  agendaCase: AgendaCase;
};

/** The last change by hand that can be undone. */
export type LastChange = {
  id: string;
  kind: AgendaChangeKind;
  reason: string;
  changedById: string;
  at: Moment;
  caseId: string;
  caseReference: string;
};

/** An agenda as it is read in two statements. */
export type ReadAgenda = {
  meeting: Meeting;
  panel: Panel;
  chair: Person | null;
  capacityMinutes: number;
  minutesPlanned: number;
  minutesFree: number;
  overflowMinutes: number;
  standingMinutes: number;
  slots: (RunningSlot & { listing: ReadListing | null })[];
  leftOut: ReadListing[];
  held: ReadListing[];
  moreWaiting: number;
  caseCount: number;
  checks: ReadinessCheck[];
  lastChange: LastChange | null;
  profile: string | null;
};

/** What is read of an agenda beside its lines. */
export type AgendaHead = {
  meeting: Meeting;
  panel: Panel;
  chair: Person | null;
  memberCount: number;
  lastChange: LastChange | null;
};

/** Who reads an agenda: the cases they may know of, and whether they prepare it. */
export type AgendaReader = {
  known: ReadonlySet<string>;
  isPreparing: boolean;
  /** Of the cases that wait beyond the lines, those that are not the reader's to know. */
  moreHidden: number;
};

/**
 * Cases that the reader may not know of stand on the agenda as blank items with their times: everybody must know when to
 * come and when to leave. Counts follow from the cases that the reader may know, so that no number gives another away;
 * minutes and checks of those who prepare are of the whole agenda, as they plan with it.
 */
export function asAgenda(
  head: AgendaHead,
  lines: readonly ReadListing[],
  { known, isPreparing, moreHidden }: AgendaReader,
): ReadAgenda {
  const { meeting, panel, chair, memberCount, lastChange } = head;
  const on = lines.filter((line) => isOnAgenda(line.state));
  const isShown = (line: ReadListing) => known.has(line.caseId);
  const shown = on.filter(isShown);
  const counted = isPreparing ? on : shown;
  const beside = isPreparing ? lines.filter(isShown) : [];
  const budget = meetingBudget(meeting.durationMinutes);
  const minutesPlanned = counted.reduce((sum, line) => sum + line.plannedMinutes, 0);
  const overflowMinutes = Math.max(0, minutesPlanned - budget.capacity);
  const byId = new Map(on.map((line) => [line.id, line]));
  const order = runningOrder(
    meeting.startsAt,
    budget,
    on.map((line) => ({ id: line.id, minutes: line.plannedMinutes })),
  );
  const slots = order.map((slot) => {
    const listing = slot.lineId ? byId.get(slot.lineId)! : null;
    if (!listing || isShown(listing)) return { ...slot, listing };
    return { ...slot, lineId: null, label: BLANK_ITEM, listing: null };
  });
  return {
    meeting,
    panel,
    chair,
    slots,
    minutesPlanned,
    overflowMinutes,
    capacityMinutes: budget.capacity,
    minutesFree: Math.max(0, budget.capacity - minutesPlanned),
    standingMinutes: meeting.durationMinutes - budget.capacity,
    leftOut: beside.filter((line) => line.state === 'does_not_fit'),
    held: beside.filter((line) => line.state === 'held'),
    moreWaiting: isPreparing ? Math.max(0, meeting.moreWaiting - moreHidden) : 0,
    caseCount: shown.length,
    lastChange: isPreparing && lastChange && known.has(lastChange.caseId) ? lastChange : null,
    profile: (isPreparing ? lines : shown)[0]?.profile ?? null,
    checks: publishingChecks({
      caseCount: counted.length,
      hasChair: meeting.chairId !== null,
      memberCount,
      quorum: panel.quorum,
      overflowMinutes,
    }),
  };
}
