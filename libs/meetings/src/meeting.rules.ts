import {
  addDays,
  addMinutes,
  dayInWords,
  londonDay,
  ok,
  refused,
  writtenText,
  type BankHolidays,
  type Day,
  type Moment,
  type RefusedResult,
  type Result,
  type TextRefusal,
} from '#kernel';
import type { Presence } from './attendance.entity.js';
import type { MeetingState } from './meeting.entity.js';

/** Where a meeting may go from each state (domain.md 2.2). A state with no way on is the end of it. */
export const MEETING_TRANSITIONS = {
  planned: ['agenda_draft', 'cancelled'],
  agenda_draft: ['agenda_published', 'cancelled'],
  agenda_published: ['in_session', 'cancelled'],
  in_session: ['ended'],
  ended: [],
  cancelled: [],
} as const satisfies Record<MeetingState, readonly MeetingState[]>;

/** What is done to a meeting, and the states in which it may be done. */
export const MEETING_VERBS = {
  move: ['planned', 'agenda_draft', 'agenda_published'],
  cancel: ['planned', 'agenda_draft', 'agenda_published'],
  build: ['planned', 'agenda_draft'],
  change: ['agenda_draft'],
  publish: ['agenda_draft'],
  add: ['agenda_draft', 'agenda_published', 'in_session'],
  start: ['agenda_published'],
  attend: ['agenda_published', 'in_session'],
  discuss: ['in_session'],
  end: ['in_session'],
} as const satisfies Record<string, readonly MeetingState[]>;

/** One of the things done to a meeting. */
export type MeetingVerb = keyof typeof MEETING_VERBS;

/** Why something cannot be done to a meeting in the state it is in. */
export type MeetingStateRefusal =
  | 'AGENDA_NOT_BUILT'
  | 'AGENDA_NOT_PUBLISHED'
  | 'AGENDA_PUBLISHED'
  | 'MEETING_NOT_STARTED'
  | 'MEETING_IN_SESSION'
  | 'MEETING_ENDED'
  | 'MEETING_CANCELLED';

/** Whether {@link MEETING_TRANSITIONS} lets a meeting go from one state to another. */
export function meetingMayGo(from: MeetingState, to: MeetingState): boolean {
  return (MEETING_TRANSITIONS[from] as readonly MeetingState[]).includes(to);
}

const LATER_THAN_ALLOWED: Partial<Record<MeetingState, [MeetingStateRefusal, string]>> = {
  agenda_published: ['AGENDA_PUBLISHED', 'The agenda is published and locked. Add a case as an addendum.'],
  in_session: ['MEETING_IN_SESSION', 'The meeting has started.'],
  ended: ['MEETING_ENDED', 'The meeting has ended.'],
  cancelled: ['MEETING_CANCELLED', 'The meeting was cancelled.'],
};

/** Whether this may be done to a meeting in this state, or why not. */
export function doing(verb: MeetingVerb, state: MeetingState): Result<MeetingState, MeetingStateRefusal> {
  const allowed = MEETING_VERBS[verb] as readonly MeetingState[];
  if (allowed.includes(state)) return ok(state);
  const order = Object.keys(MEETING_TRANSITIONS) as MeetingState[];
  const isTooLate = order.indexOf(state) > order.indexOf(allowed.at(-1)!);
  const late = isTooLate ? LATER_THAN_ALLOWED[state] : undefined;
  if (late) return refused(...late);
  if (verb === 'discuss' || verb === 'end')
    return refused('MEETING_NOT_STARTED', 'The meeting has not started. Start it first.');
  if (state === 'agenda_draft')
    return refused('AGENDA_NOT_PUBLISHED', 'The agenda is not published. Publish it first.');
  return refused('AGENDA_NOT_BUILT', 'There is no agenda for this meeting yet. Build it first.');
}

/** Furthest ahead that a meeting may be moved, in days. */
export const FURTHEST_MOVE_DAYS = 366;

/** A meeting that takes somebody's time: from when, and for how many minutes. */
export type Sitting = { id: string; startsAt: Moment; durationMinutes: number };

/** Whether two meetings take the same time. One that ends when the other begins does not. */
export function overlaps(a: Omit<Sitting, 'id'>, b: Omit<Sitting, 'id'>): boolean {
  return (
    a.startsAt < addMinutes(b.startsAt, b.durationMinutes) &&
    b.startsAt < addMinutes(a.startsAt, a.durationMinutes)
  );
}

/** Why a meeting cannot be moved there. */
export type MoveRefusal =
  | MeetingStateRefusal
  | TextRefusal
  | 'MEETING_IN_THE_PAST'
  | 'MEETING_TOO_FAR_AHEAD'
  | 'MEETING_ALREADY_THEN'
  | 'MEETING_ON_BANK_HOLIDAY'
  | 'PANEL_MEETS_THAT_DAY'
  | 'CHAIR_HAS_ANOTHER_MEETING';

/** What moving a meeting depends on: the meeting, the other meetings of panel and chair, and the calendar. */
export type MoveTerms = {
  now: Moment;
  holidays: BankHolidays;
  /** The panel meets on bank holidays, too. */
  ignoresBankHolidays: boolean;
  /** Days on which the panel has another meeting that is not cancelled. */
  panelDays: readonly Day[];
  /** Other meetings that the chair has, on any panel. */
  chairSittings: readonly Omit<Sitting, 'id'>[];
};

/** Whether a meeting may be moved to another day or time; the reason given comes back trimmed. */
export function moving(
  meeting: Omit<Sitting, 'id'> & { state: MeetingState },
  to: { heldOn: Day; startsAt: Moment; reason: string },
  terms: MoveTerms,
): Result<string, MoveRefusal> {
  const allowed = doing('move', meeting.state);
  if (!allowed.ok) return allowed;
  const reason = changeReason(to.reason);
  if (!reason.ok) return reason;
  return notThen(meeting, to, terms) ?? reason;
}

function notThen(
  meeting: Omit<Sitting, 'id'>,
  { heldOn, startsAt }: { heldOn: Day; startsAt: Moment },
  terms: MoveTerms,
): RefusedResult<MoveRefusal> | null {
  if (startsAt <= terms.now)
    return refused('MEETING_IN_THE_PAST', 'Choose a day and time that are still to come.', 'heldOn');
  if (heldOn > addDays(londonDay(terms.now), FURTHEST_MOVE_DAYS))
    return refused('MEETING_TOO_FAR_AHEAD', 'Choose a day within the next 12 months.', 'heldOn');
  if (startsAt === meeting.startsAt)
    return refused('MEETING_ALREADY_THEN', 'The meeting is planned for that day and time already.', 'heldOn');
  if (terms.holidays.has(heldOn) && !terms.ignoresBankHolidays)
    return refused('MEETING_ON_BANK_HOLIDAY', `${dayInWords(heldOn)} is a bank holiday.`, 'heldOn');
  if (terms.panelDays.includes(heldOn))
    return refused('PANEL_MEETS_THAT_DAY', `The panel meets on ${dayInWords(heldOn)} already.`, 'heldOn');
  const moved = { startsAt, durationMinutes: meeting.durationMinutes };
  if (terms.chairSittings.some((other) => overlaps(moved, other)))
    return refused(
      'CHAIR_HAS_ANOTHER_MEETING',
      'The chair has another panel meeting at that time.',
      'startsAt',
    );
  return null;
}

/** Why an emergency meeting cannot be called then. */
export type CallRefusal =
  'MEETING_IN_THE_PAST' | 'MEETING_TOO_FAR_AHEAD' | 'PANEL_MEETS_THAT_DAY' | 'CHAIR_HAS_ANOTHER_MEETING';

/** Furthest ahead that an emergency meeting may be: what can wait longer can wait for the rule of the panel. */
export const FURTHEST_EMERGENCY_DAYS = 28;

/** Whether an emergency meeting may be called for then. A bank holiday does not hinder it. */
export function calling(
  { heldOn, ...sitting }: Omit<Sitting, 'id'> & { heldOn: Day },
  { now, panelDays, chairSittings }: Pick<MoveTerms, 'now' | 'panelDays' | 'chairSittings'>,
): Result<true, CallRefusal> {
  if (sitting.startsAt <= now)
    return refused('MEETING_IN_THE_PAST', 'Choose a day and time that are still to come.', 'heldOn');
  if (heldOn > addDays(londonDay(now), FURTHEST_EMERGENCY_DAYS))
    return refused(
      'MEETING_TOO_FAR_AHEAD',
      `Choose a day within the next ${FURTHEST_EMERGENCY_DAYS} days.`,
      'heldOn',
    );
  if (panelDays.includes(heldOn))
    return refused(
      'PANEL_MEETS_THAT_DAY',
      `The panel meets on ${dayInWords(heldOn)} already. Add the case to that agenda.`,
      'heldOn',
    );
  if (chairSittings.some((other) => overlaps(sitting, other)))
    return refused(
      'CHAIR_HAS_ANOTHER_MEETING',
      'The chair has another panel meeting at that time.',
      'startsAt',
    );
  return ok(true);
}

/** The reason for a change, 3 to 200 characters on one line: every change by hand carries one. */
export function changeReason(text: string): Result<string, TextRefusal> {
  return writtenText(text, { what: 'The reason', field: 'reason', min: 3, max: 200, lines: 'one' });
}

/** One thing to see to before an agenda may be published. */
export type ReadinessCheck = { code: string; isMet: boolean; message: string };

/** What publishing depends on. */
export type PublishingFacts = {
  caseCount: number;
  hasChair: boolean;
  memberCount: number;
  quorum: number;
  overflowMinutes: number;
};

/** What must be so before an agenda is published, each with whether it is (features F26 and F36). */
export function publishingChecks(facts: PublishingFacts): ReadinessCheck[] {
  const { caseCount, hasChair, memberCount, quorum, overflowMinutes } = facts;
  return [
    {
      code: 'HAS_CASES',
      isMet: caseCount > 0,
      message: caseCount > 0 ? 'At least one case is on the agenda' : 'No case is on the agenda',
    },
    {
      code: 'HAS_CHAIR',
      isMet: hasChair,
      message: hasChair ? 'The meeting has a chair' : 'The meeting has no chair',
    },
    {
      code: 'ENOUGH_AGENCIES',
      isMet: memberCount >= Math.max(1, quorum),
      message:
        memberCount >= Math.max(1, quorum)
          ? `Enough agencies are members for decisions (${quorum} needed)`
          : `${memberCount} member ${memberCount === 1 ? 'agency' : 'agencies'}, ${Math.max(1, quorum)} needed for decisions`,
    },
    {
      code: 'FITS_THE_TIME',
      isMet: overflowMinutes === 0,
      message:
        overflowMinutes === 0
          ? 'Every case fits the time of the meeting'
          : `The cases run over by ${overflowMinutes} ${overflowMinutes === 1 ? 'minute' : 'minutes'}`,
    },
  ];
}

/**
 * The check on staff who may know a person of a case (feature F45), of which only those are counted that the person who
 * publishes may be told: nobody is stopped, nor told, by a suggestion about themselves.
 */
export function conflictCheck(toLookAt: number): ReadinessCheck {
  const who = toLookAt === 1 ? '1 person' : `${toLookAt} people`;
  return {
    code: 'CONFLICTS_LOOKED_AT',
    isMet: toLookAt === 0,
    message:
      toLookAt === 0
        ? 'No member of staff looks like a person of a case'
        : `${who} may know a person of a case: look before publishing`,
  };
}

/** Whether a case may come onto an agenda that is published already: refused while a suggestion waits. */
export function conflictsLookedAt(
  toLookAt: readonly { personId: string }[],
): Result<null, 'CONFLICTS_TO_LOOK_AT'> {
  const people = new Set(toLookAt.map(({ personId }) => personId)).size;
  if (people === 0) return ok(null);
  const who = people === 1 ? '1 person' : `${people} people`;
  const message = `${who} may know a person of this case. Look at who may see it first, then add it.`;
  return refused('CONFLICTS_TO_LOOK_AT', message, 'caseId');
}

/** Whether an agenda may be published; refused with everything that is still to be seen to. */
export function publishing(
  state: MeetingState,
  checks: readonly ReadinessCheck[],
): Result<'agenda_published', MeetingStateRefusal | 'AGENDA_NOT_READY'> {
  const allowed = doing('publish', state);
  if (!allowed.ok) return allowed;
  const open = checks.filter((check) => !check.isMet);
  if (open.length > 0)
    return refused('AGENDA_NOT_READY', `${open.map((check) => check.message).join('. ')}.`);
  return ok('agenda_published');
}

/** Whether a meeting may start: its agenda is published and its day has come (late is better than never). */
export function starting(
  meeting: { state: MeetingState; heldOn: Day },
  today: Day,
): Result<'in_session', MeetingStateRefusal | 'MEETING_NOT_YET'> {
  const allowed = doing('start', meeting.state);
  if (!allowed.ok) return allowed;
  if (today < meeting.heldOn)
    return refused('MEETING_NOT_YET', `The meeting is on ${dayInWords(meeting.heldOn)}.`);
  return ok('in_session');
}

/** Days after a meeting during which the agencies asked to it still need to know its cases. */
export const ASKED_ACCESS_DAYS = 28;

/** The last day on which an agency asked to a meeting needs to know its cases for that reason. */
export function accessEndsOn(heldOn: Day): Day {
  return addDays(heldOn, ASKED_ACCESS_DAYS);
}

/** Whether enough agencies are there for decisions, in the room or by video. */
export function isQuorate(attendance: readonly { presence: Presence }[], quorum: number): boolean {
  return attendance.filter(({ presence }) => presence === 'here' || presence === 'video').length >= quorum;
}
