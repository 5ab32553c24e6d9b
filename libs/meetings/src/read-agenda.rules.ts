import type { Agency, Person } from '#agencies';
import type { CaseFile, CasePerson } from '#cases';
import type { Moment } from '#kernel';
import type { Panel } from '#panels';
import type { AgendaChangeKind } from './agenda-change.entity.js';
import { isOnAgenda } from './discussion.rules.js';
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

/**
 * Counts, minutes and checks follow from the lines that the reader may know: those `known` (null: all), so that no
 * number gives a restricted case away. Only the clock times are those of the whole agenda for every reader.
 */
export function asAgenda(
  head: AgendaHead,
  lines: readonly ReadListing[],
  known: ReadonlySet<string> | null,
): ReadAgenda {
  const { meeting, panel, chair, memberCount } = head;
  const on = lines.filter((line) => isOnAgenda(line.state));
  const shown = on.filter((line) => !known || known.has(line.caseId));
  const budget = meetingBudget(meeting.durationMinutes);
  const minutesPlanned = shown.reduce((sum, line) => sum + line.plannedMinutes, 0);
  const overflowMinutes = Math.max(0, minutesPlanned - budget.capacity);
  const byId = new Map(on.map((line) => [line.id, line]));
  const order = runningOrder(
    meeting.startsAt,
    budget,
    on.map((line) => ({ id: line.id, minutes: line.plannedMinutes })),
  );
  const slots = order
    .map((slot) => ({ ...slot, listing: slot.lineId ? byId.get(slot.lineId)! : null }))
    .filter(({ listing }) => !known || !listing || known.has(listing.caseId));
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
    leftOut: known ? [] : lines.filter((line) => line.state === 'does_not_fit'),
    held: known ? [] : lines.filter((line) => line.state === 'held'),
    moreWaiting: known ? 0 : meeting.moreWaiting,
    caseCount: shown.length,
    lastChange: known ? null : head.lastChange,
    profile: (known ? shown : lines)[0]?.profile ?? null,
    checks: publishingChecks({
      caseCount: shown.length,
      hasChair: meeting.chairId !== null,
      memberCount,
      quorum: panel.quorum,
      overflowMinutes,
    }),
  };
}
