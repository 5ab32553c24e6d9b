import { type Day, londonDay, londonTime, type Moment } from '#kernel';
import type { Choice } from '../../components/parts.view.js';
import { dayMonth, weekDay } from '../../layout/format.js';
import { seatText } from './seat-text.js';
import { runningClock, secondsUsed, type Timed } from './live-clock.js';
import type { BackgroundOfCase, LiveLine, LiveOfPage } from './live.graphql.js';
import type {
  AddAction,
  AttendanceRow,
  CaseRecord,
  EndMeetingView,
  LiveCase,
  LiveItem,
  LiveView,
} from './live.view.js';
import {
  ACTION_CATEGORY_WORDS,
  ACTION_PRIORITY_WORDS,
  choicesOf,
  DECISION_WORDS,
  type Presence,
  PRESENCE_WORDS,
  reasonsOf,
  RISK_WORDS,
  riskOf,
  tagsOf,
  whoOf,
} from './meeting.words.js';

type Meeting = LiveOfPage['meeting'];

/** The record of a case as somebody typed it. */
export type TypedRecord = {
  said: string;
  victimView: string;
  decision: string;
  riskAfter: string;
  decisionReason: string;
};

/** An action as somebody typed it, and why it was not taken down. */
export type TypedAction = {
  line: string | null;
  agencyId: string;
  text: string;
  category: string;
  priority: string;
  dueOn: string;
  error: string;
};

/** What is shown beside the meeting itself. */
export type LiveTerms = {
  now: Moment;
  /** The case asked for by address; the one in discussion where there is none. */
  shownId: string | null;
  background: BackgroundOfCase | null;
  /** Kept because it was refused; `isConflict`: somebody else saved in between. */
  record: { typed: TypedRecord; isConflict: boolean } | null;
  action: TypedAction | null;
};

/** The lines of a meeting in running order. */
export function linesOf({ agenda }: Meeting): LiveLine[] {
  return agenda.slots.flatMap(({ listing }) => (listing ? [listing] : []));
}

/** The case that the page shows: the one asked for, or the one in discussion. */
export function shownLine(meeting: Meeting, shownId: string | null): LiveLine | null {
  const lines = linesOf(meeting);
  const asked = shownId ? lines.find(({ id }) => id === shownId) : undefined;
  return asked ?? lines.find(({ id }) => id === meeting.currentListingId) ?? null;
}

/** The meeting while it runs. */
export function liveView({ meeting }: Pick<LiveOfPage, 'meeting'>, terms: LiveTerms): LiveView {
  const base = `/meetings/${meeting.id}`;
  const running = runningClock(meeting, terms.now);
  const isRunning = meeting.state === 'IN_SESSION';
  const shown = meeting.state === 'AGENDA_PUBLISHED' ? null : shownLine(meeting, terms.shownId);
  const here = meeting.attendance.filter(({ presence }) => presence === 'HERE' || presence === 'VIDEO');
  return {
    meetingId: meeting.id,
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    state: isRunning ? 'in_session' : meeting.state === 'ENDED' ? 'ended' : 'not_started',
    startedAt: meeting.startedAt,
    expectedFinishAt: running.expectedFinishAt,
    minutesLate: running.minutesLate,
    leave:
      meeting.state === 'ENDED'
        ? { text: 'Read the record', href: base }
        : { text: 'Leave this view', href: `${base}/prepare` },
    start: startOf(meeting, terms.now),
    next: isRunning ? nextOf(meeting, shown) : null,
    end: isRunning
      ? { action: shown ? `${base}/live/listings/${shown.id}/end` : `${base}/end`, isRecord: shown !== null }
      : null,
    events: isRunning ? `${base}/live/events` : null,
    items: running.items.map((item, index) => liveItem(item, index, base, shown?.id ?? null)),
    current: shown && liveCase(meeting, shown, terms),
    isThrough: isRunning && linesOf(meeting).every(({ startedAt }) => startedAt !== null),
    attendance: byAgency(meeting.attendance).map((row) => attendanceRow(meeting, row)),
    quorum: { here: here.length, invited: meeting.attendance.length, enough: meeting.isQuorate },
  };
}

function startOf({ id, state, version, heldOn }: Meeting, now: Moment): LiveView['start'] {
  if (state !== 'AGENDA_PUBLISHED') return null;
  const attend = { action: `/meetings/${id}/live/attendance`, fields: { version: String(version) } };
  if (londonDay(now) < heldOn)
    return { attend, start: null, why: `You can start the meeting on ${weekDay(heldOn)}.` };
  return { attend, start: { action: `/meetings/${id}/live/start`, fields: {} }, why: null };
}

/** The main button: bring the shown case into discussion, or go on to the next one that was not begun. */
function nextOf(meeting: Meeting, shown: LiveLine | null): LiveView['next'] {
  const lines = linesOf(meeting);
  const base = `/meetings/${meeting.id}/live`;
  const isElsewhere = shown !== null && shown.id !== meeting.currentListingId;
  const from = shown ? lines.indexOf(shown) : -1;
  const waiting = (line: LiveLine) => line.startedAt === null && line.id !== shown?.id;
  const target = isElsewhere ? shown : (lines.slice(from + 1).find(waiting) ?? lines.find(waiting));
  if (!target) return null;
  const words = isElsewhere ? `Discuss ${target.case.reference} now` : `go to ${target.case.reference}`;
  if (!shown)
    return {
      form: { action: `${base}/go`, fields: { listingId: target.id } },
      text: `Go to ${target.case.reference}`,
      record: null,
    };
  return {
    form: { action: `${base}/listings/${shown.id}/next`, fields: {} },
    text: isElsewhere ? words : `Save and ${words}`,
    record: { name: 'next', value: target.id },
  };
}

function liveItem(
  { slot, state, at, minutesUsed }: Timed,
  index: number,
  base: string,
  shownId: string | null,
): LiveItem {
  const line = slot.listing;
  return {
    itemId: line?.id ?? `s${index}`,
    label: line?.case.reference ?? slot.label,
    href: line ? `${base}/live?item=${line.id}` : null,
    isShown: line !== null && line.id === shownId,
    state,
    at: at && londonTime(at),
    minutesPlanned: slot.minutes,
    minutesUsed,
  };
}

function liveCase(meeting: Meeting, line: LiveLine, terms: LiveTerms): LiveCase {
  const isOpen = meeting.state === 'IN_SESSION';
  return {
    caseId: line.case.id,
    listingId: line.id,
    reference: line.case.reference,
    who: whoOf(line.case),
    referredBy: line.case.referringAgency.name,
    tags: tagsOf(line),
    riskBefore: riskOf(line.riskBefore ?? line.case.riskLevel),
    isCurrent: line.id === meeting.currentListingId,
    secondsPlanned: line.plannedMinutes * 60,
    secondsUsed: secondsUsed(line, terms.now),
    reasons: reasonsOf(line),
    lastDecisions: decisionsOf(terms.background, meeting.heldOn),
    open: { text: 'Open the case', href: `/cases/${line.case.id}` },
    record: recordOf(meeting, line, terms.record),
    actions: line.actions
      .filter(({ status }) => status !== 'WITHDRAWN_BY_CHAIR')
      .map((action) => ({
        actionId: action.id,
        agencyName: action.agency.name,
        text: action.text,
        dueOn: action.dueOn,
        remove: isOpen
          ? {
              action: `/meetings/${meeting.id}/live/listings/${line.id}/actions/${action.id}/remove`,
              fields: { version: String(action.version) },
            }
          : null,
      })),
    addAction: isOpen ? addActionOf(meeting, line, terms.action) : null,
    gaps: isOpen ? line.missing : [],
  };
}

function decisionsOf(background: BackgroundOfCase | null, before: Day): string[] {
  const heard = (background?.listings ?? []).filter(
    ({ decision, meeting }) => decision !== null && meeting.heldOn < before,
  );
  return heard.slice(0, 5).map(({ decision, decisionReason, meeting }) => {
    const words = decision ? DECISION_WORDS[decision] : '';
    const why = decisionReason ? `. ${decisionReason}` : '';
    return `${dayMonth(meeting.heldOn)}: ${words}${why}`;
  });
}

function recordOf(meeting: Meeting, line: LiveLine, kept: LiveTerms['record']): CaseRecord {
  const saved: TypedRecord = {
    said: line.notes,
    victimView: line.victimView,
    decision: line.decision ?? '',
    riskAfter: line.riskAfter ?? '',
    decisionReason: line.decisionReason,
  };
  const shown = kept?.typed ?? saved;
  return {
    form: { action: `/meetings/${meeting.id}/live/listings/${line.id}`, fields: {} },
    isOpen: meeting.state === 'IN_SESSION',
    version: line.version,
    said: shown.said,
    victimView: shown.victimView,
    decisionReason: shown.decisionReason,
    isSaved: Object.values(saved).some((text) => text !== ''),
    decisions: choicesOf(DECISION_WORDS, shown.decision),
    riskAfter: choicesOf(RISK_WORDS, shown.riskAfter),
    conflict: kept?.isConflict
      ? {
          said: saved.said,
          victimView: saved.victimView,
          decision: line.decision ? DECISION_WORDS[line.decision] : '',
          reason: saved.decisionReason,
        }
      : null,
  };
}

function addActionOf(meeting: Meeting, line: LiveLine, typed: TypedAction | null): AddAction {
  const action = `/meetings/${meeting.id}/live/listings/${line.id}/actions`;
  const isLine = typed !== null && typed.line !== null;
  const agencies = meeting.panel.members
    .map(({ agency }) => ({ value: agency.id, text: agency.name, selected: agency.id === typed?.agencyId }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
  return {
    form: { action, fields: {} },
    line: typed?.line ?? '',
    error: isLine ? typed.error : null,
    previewAction: `${action}/preview`,
    agencies,
    categories: choicesOf(ACTION_CATEGORY_WORDS, typed?.category ?? 'VICTIM_SAFETY'),
    priorities: choicesOf(ACTION_PRIORITY_WORDS, typed?.priority ?? 'ROUTINE'),
    boxes: {
      text: typed?.text ?? '',
      dueOn: typed?.dueOn ?? '',
      open: typed !== null && !isLine,
      error: typed !== null && !isLine ? typed.error : null,
    },
  };
}

function byAgency<T extends { agency: { name: string } }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.agency.name < b.agency.name ? -1 : 1));
}

const ROW_STATES: Readonly<Record<Presence, AttendanceRow['state']>> = {
  EXPECTED: 'unknown',
  HERE: 'here',
  VIDEO: 'video',
  LATER: 'later',
  APOLOGIES: 'away',
  AWAY: 'away',
};

function attendanceRow(meeting: Meeting, row: Meeting['attendance'][number]): AttendanceRow {
  const isOpen = meeting.state === 'IN_SESSION' || meeting.state === 'AGENDA_PUBLISHED';
  const choices: Choice[] = choicesOf(PRESENCE_WORDS, row.presence);
  return {
    attendanceId: row.id,
    agencyId: row.agency.id,
    version: row.version,
    note: row.note,
    confidential: row.isConfidentialityAgreed,
    agencyName: row.agency.name,
    who: [row.person?.name, row.note].filter(Boolean).join(', '),
    state: ROW_STATES[row.presence],
    words: PRESENCE_WORDS[row.presence],
    choices,
    form: isOpen
      ? {
          action: `/meetings/${meeting.id}/live/attendance`,
          fields: {
            [`version-${row.id}`]: String(row.version),
            [`person-${row.id}`]: row.person?.id ?? '',
            [`was-${row.id}`]: seatText(row.presence, row.note, row.isConfidentialityAgreed),
          },
        }
      : null,
  };
}

/** Ending the meeting: what is missing first. */
export function endMeetingView({ meeting }: Pick<LiveOfPage, 'meeting'>): EndMeetingView {
  const base = `/meetings/${meeting.id}`;
  const lines = linesOf(meeting);
  const carried = (line: LiveLine) => line.decision === 'CARRY_OVER';
  const begun = lines.filter((line) => line.state !== 'ON_AGENDA' || carried(line));
  const incomplete = begun.filter(({ missing }) => missing.length > 0);
  return {
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    incomplete: incomplete.map((line) => ({
      reference: line.case.reference,
      href: `${base}/live?item=${line.id}`,
      missing: line.missing,
    })),
    notReached: lines.filter((line) => !begun.includes(line)).map((line) => line.case.reference),
    heard: begun.length - incomplete.length,
    actions: lines.reduce((sum, { actionCount }) => sum + actionCount, 0),
    end:
      incomplete.length === 0 && meeting.state === 'IN_SESSION'
        ? { action: `${base}/end`, fields: { version: String(meeting.version) } }
        : null,
    back: `${base}/live`,
  };
}
