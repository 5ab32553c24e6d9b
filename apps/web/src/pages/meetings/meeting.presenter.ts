import { londonTime } from '#kernel';
import type { Link } from '../../components/parts.view.js';
import { weekDay } from '../../layout/format.js';
import type { MeetingOfPage, MeetingOnly } from './meetings.graphql.js';
import type { CaseInRecord, MeetingView, ReadLine } from './meeting.view.js';
import {
  DECISION_WORDS,
  MEETING_STATES,
  PRESENCE_WORDS,
  reasonsOf,
  riskOf,
  slotOf,
  tagsOf,
  whoOf,
} from './meeting.words.js';

type WithAgenda = MeetingOfPage['meeting'];
type Slot = WithAgenda['agenda']['slots'][number];
type Line = NonNullable<Slot['listing']>;
type Head = MeetingOnly['meeting'];

/** One meeting to read: papers before it, the record after it. */
export function meetingView({ meeting }: { meeting: Head | WithAgenda }, isPreparing: boolean): MeetingView {
  const agenda = 'agenda' in meeting ? meeting.agenda : null;
  const hasStarted = meeting.startedAt !== null;
  return {
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    from: londonTime(meeting.startsAt),
    to: londonTime(meeting.endsAt),
    venue: meeting.place,
    chairName: meeting.chair?.name ?? null,
    state: MEETING_STATES[meeting.state],
    notice: noticeOf(meeting, agenda !== null, isPreparing),
    addenda: meeting.addendumCount,
    publishedAt: meeting.publishedAt,
    heldFrom: meeting.startedAt,
    heldTo: meeting.endedAt,
    links: isPreparing ? linksOf(meeting) : [],
    rows: agenda && agenda.slots.some(({ listing }) => listing) ? rowsOf(agenda.slots, hasStarted) : null,
    ownTimes: agenda && !isPreparing ? ownTimesOf(agenda.slots) : null,
    attendance: meeting.attendance.map(({ agency, person, presence, note }) => ({
      agencyName: agency.name,
      who: [person?.name, note].filter(Boolean).join(', '),
      state: PRESENCE_WORDS[presence],
    })),
  };
}

/** The title of the page. */
export function meetingTitle({ meeting }: { meeting: Pick<Head, 'heldOn' | 'state'> }): string {
  return `${meeting.state === 'ENDED' ? 'Record of the meeting' : 'Meeting'} on ${weekDay(meeting.heldOn)}`;
}

function noticeOf(meeting: Head, hasAgenda: boolean, isPreparing: boolean): string | null {
  if (meeting.state === 'CANCELLED')
    return `This meeting is cancelled. ${meeting.cancelledReason ?? ''}`.trim();
  if (meeting.publishedAt === null)
    return isPreparing && hasAgenda
      ? 'A draft: agencies do not see it until it is published.'
      : 'The agenda is not published yet. You will see it here when it is.';
  if (!hasAgenda) return 'The agenda is for the agencies of the panel.';
  return meeting.movedReason ? `The meeting was moved. ${meeting.movedReason}` : null;
}

function linksOf({ id, state }: Head): Link[] {
  if (state === 'PLANNED' || state === 'AGENDA_DRAFT')
    return [{ text: 'Prepare the agenda', href: `/meetings/${id}/prepare` }];
  if (state === 'AGENDA_PUBLISHED' || state === 'IN_SESSION')
    return [
      { text: 'See the agenda with its points', href: `/meetings/${id}/prepare` },
      { text: 'Go to the meeting', href: `/meetings/${id}/live` },
    ];
  return [];
}

function rowsOf(slots: readonly Slot[], hasStarted: boolean): NonNullable<MeetingView['rows']> {
  return slots.map((slot) =>
    slot.listing
      ? readLine(slot.listing, slot, hasStarted)
      : { kind: 'standing', from: londonTime(slot.startsAt), text: slot.label, minutes: slot.minutes },
  );
}

/** From the first to the last of the cases that this person's agency needs to know. */
function ownTimesOf(slots: readonly Slot[]): MeetingView['ownTimes'] {
  const cases = slots.filter(({ listing }) => listing);
  const [first, last] = [cases[0], cases.at(-1)];
  return first && last ? { from: slotOf(first).from, to: slotOf(last).to } : null;
}

const OUTCOMES: Partial<Record<Line['state'], string>> = {
  NOT_REACHED: 'Not reached: it goes back to the queue and keeps its place',
  DEFERRED: 'Carried over to another meeting',
};

function readLine(line: Line, slot: Slot, hasStarted: boolean): ReadLine {
  return {
    kind: 'case',
    listingId: line.id,
    reference: line.case.reference,
    href: `/cases/${line.case.id}`,
    who: whoOf(line.case),
    referredBy: line.case.referringAgency.name,
    position: line.position,
    slot: slotOf(slot),
    tags: tagsOf(line),
    risk: riskOf(line.riskBefore ?? line.case.riskLevel),
    reasons: reasonsOf(line),
    outcome: OUTCOMES[line.state] ?? null,
    record: hasStarted && line.state !== 'ON_AGENDA' && line.state !== 'NOT_REACHED' ? recordOf(line) : null,
  };
}

function recordOf(line: Line): CaseInRecord {
  return {
    said: line.notes,
    victimView: line.victimView,
    riskBefore: line.riskBefore && riskOf(line.riskBefore),
    riskAfter: line.riskAfter && riskOf(line.riskAfter),
    decision: line.decision && DECISION_WORDS[line.decision],
    decisionReason: line.decisionReason,
    actions: line.actions
      .filter(({ status }) => status !== 'WITHDRAWN_BY_CHAIR')
      .map((action) => ({
        href: `/actions/${action.id}`,
        agencyName: action.agency.name,
        text: action.text,
        dueOn: action.dueOn,
      })),
  };
}
