import { addDays, addMinutes, type Day, londonTime } from '#kernel';
import type { TimePart, TimeUse } from '../../charts/index.js';
import type { Choice, PostForm } from '../../components/parts.view.js';
import { dayMonth, shortDay, weekDay } from '../../layout/format.js';
import { agendaChecks } from './agenda-checks.presenter.js';
import { daysOfPanelAfter, reasonsOf, riskOf, slotOf, tagsOf, whoOf } from './meeting.words.js';
import type { PreparedLine, PreparedPage } from './prepare.graphql.js';
import type {
  AgendaRow,
  CaseLine,
  CutLine,
  HeldCase,
  LineForms,
  PrepareView,
  Priority,
} from './prepare.view.js';

type Meeting = PreparedPage['meeting'];
type Slot = Meeting['agenda']['slots'][number];

/** What somebody typed in a form of one line that was refused; it stays in its boxes. */
export type TypedInLine = {
  listingId: string;
  form: 'move' | 'minutes' | 'hold';
  values: Readonly<Record<string, string>>;
};

/** How many cases that do not fit are shown in full below the line where time runs out. */
const SHOWN_IN_FULL = 8;

/** The agenda of a meeting as those who prepare it work on it. */
export function prepareView(
  { meeting, meetings }: PreparedPage,
  typed: TypedInLine | null = null,
): PrepareView {
  const { agenda, panel } = meeting;
  const base = `/meetings/${meeting.id}`;
  const nextDays = daysOfPanelAfter(meetings, panel.id, meeting.heldOn);
  const state = stateOf(meeting);
  const terms: LineTerms = {
    meeting,
    typed,
    isOpen: state === 'draft',
    onCount: casesOn(agenda.slots).length,
  };
  const until = holdChoices(meeting.heldOn, nextDays);
  const post = (path: string): PostForm => ({ action: base + path, fields: {} });
  return {
    meetingId: meeting.id,
    agendaVersion: meeting.version,
    panelName: panel.name,
    on: meeting.heldOn,
    from: londonTime(meeting.startsAt),
    to: londonTime(meeting.endsAt),
    venue: meeting.place,
    chairName: meeting.chair?.name ?? null,
    quorum: quorumOf(meeting),
    state,
    preview: { text: state === 'planned' ? 'See the meeting' : 'Preview papers', href: base },
    publish: state === 'draft' ? { text: 'Check and publish', href: `${base}/publish` } : null,
    live: state === 'published' ? { text: 'Go to the meeting', href: `${base}/live` } : null,
    change: state === 'over' ? null : { text: 'Move or cancel the meeting', href: `${base}/change` },
    build: state === 'planned' ? post('/agenda/build') : null,
    rebuild: state === 'draft' ? post('/agenda/build') : null,
    undo: undoOf(meeting, post('/agenda/undo')),
    addCase:
      state === 'draft' || state === 'published'
        ? { text: 'Add a case', href: `${base}/add?panel=${panel.id}` }
        : null,
    capacity: {
      planned: agenda.standingMinutes + agenda.minutesPlanned,
      available: agenda.standingMinutes + agenda.capacityMinutes,
      casesThatDoNotFit: agenda.leftOut.length + agenda.moreWaiting,
      parts: partsOf(agenda),
    },
    rows: rowsOf(terms, until, nextDays[0] ?? null),
    waiting: agenda.leftOut.slice(SHOWN_IN_FULL).map((line) => heldCase(line, terms)),
    moreWaiting: agenda.moreWaiting,
    held: agenda.held.map((line) => heldCase(line, terms)),
    changes: null,
    checks:
      state === 'draft'
        ? {
            checks: agendaChecks(meeting, null),
            papersDueOn: null,
          }
        : null,
    takeAway: state === 'planned' ? [] : [{ text: 'Print the agenda', href: base }],
  };
}

type LineTerms = { meeting: Meeting; typed: TypedInLine | null; isOpen: boolean; onCount: number };

function stateOf({ state }: Meeting): PrepareView['state'] {
  if (state === 'PLANNED') return 'planned';
  if (state === 'AGENDA_DRAFT') return 'draft';
  return state === 'AGENDA_PUBLISHED' || state === 'IN_SESSION' ? 'published' : 'over';
}

/** How many agencies come, once they have been asked. */
export function quorumOf({
  panel,
  attendance,
}: Pick<Meeting, 'panel' | 'attendance'>): PrepareView['quorum'] {
  const staying = attendance.filter(({ presence }) => presence !== 'APOLOGIES' && presence !== 'AWAY');
  const coming = attendance.length === 0 ? null : staying.length;
  return { coming, invited: attendance.length || panel.members.length, needed: panel.quorum };
}

function undoOf({ state, agenda: { lastChange } }: Meeting, form: PostForm): PrepareView['undo'] {
  if (state !== 'AGENDA_DRAFT' || !lastChange) return null;
  return { ...form, text: `Undo the last change, ${lastChange.caseReference}` };
}

const casesOn = (slots: readonly Slot[]) => slots.flatMap(({ listing }) => (listing ? [listing] : []));

const USES: Readonly<Record<PreparedLine['kind'], TimeUse>> = {
  DEFERRED: 'carried',
  NOT_REACHED: 'carried',
  URGENT_ADDITION: 'urgent',
  REPEAT: 'urgent',
  NEW: 'new',
  REVIEW: 'review',
};

const USE_WORDS: readonly [TimeUse, string][] = [
  ['carried', 'Carried over'],
  ['urgent', 'Repeat and urgent'],
  ['new', 'New referrals'],
  ['review', 'Reviews'],
];

function partsOf({ standingMinutes, slots }: Meeting['agenda']): TimePart[] {
  const minutes = (use: TimeUse) =>
    casesOn(slots).reduce((sum, line) => sum + (USES[line.kind] === use ? line.plannedMinutes : 0), 0);
  const cases = USE_WORDS.map(([use, label]) => ({ use, label, minutes: minutes(use) }));
  const standing = { use: 'standing', label: 'Standing items and break', minutes: standingMinutes } as const;
  return [standing, ...cases.filter((part) => part.minutes > 0)];
}

/** The days until which a case can be held: later meetings of the panel, or a few weeks on where none is planned. */
export function holdChoices(heldOn: Day, nextDays: readonly Day[]): Choice[] {
  const days = nextDays.length > 0 ? nextDays : [2, 4, 8, 12].map((weeks) => addDays(heldOn, 7 * weeks));
  const words = nextDays.length > 0 ? (day: Day) => `Meeting on ${shortDay(day)}` : shortDay;
  return days.slice(0, 12).map((day, index) => ({ value: day, text: words(day), selected: index === 0 }));
}

function rowsOf(terms: LineTerms, until: readonly Choice[], nextDay: Day | null): AgendaRow[] {
  const { meeting, onCount } = terms;
  const { slots, leftOut, overflowMinutes } = meeting.agenda;
  const close = slots.find(({ kind }) => kind === 'ANY_OTHER_BUSINESS');
  const lastMinute = addMinutes(meeting.endsAt, -(close?.minutes ?? 0));
  const rows: AgendaRow[] = [];
  let isCut = false;
  const cut = (text: string) => {
    if (!isCut) rows.push(cutLine(meeting, text));
    isCut = true;
  };
  slots.forEach((slot, index) => {
    if (overflowMinutes > 0 && slot.listing && slot.endsAt > lastMinute)
      cut(`The cases run over by ${overflowMinutes} min. Shorten one, or hold one for another day.`);
    rows.push(
      slot.listing
        ? caseLine(slot.listing, slot, terms, until)
        : {
            kind: 'standing',
            itemId: `s${index}`,
            from: londonTime(slot.startsAt),
            text: slot.label,
            minutes: slot.minutes,
          },
    );
  });
  if (leftOut.length > 0)
    cut(
      `Cases below are not on the agenda. Move one up, shorten another, or leave it for ${nextDay ? dayMonth(nextDay) : 'another meeting'}.`,
    );
  const below = leftOut.slice(0, SHOWN_IN_FULL);
  below.forEach((line) => rows.push(caseLine(line, null, { ...terms, onCount: onCount + 1 }, until)));
  return rows;
}

function cutLine(meeting: Meeting, text: string): CutLine {
  return { kind: 'cut', at: londonTime(meeting.endsAt), text };
}

function caseLine(
  line: PreparedLine,
  slot: Slot | null,
  terms: LineTerms,
  until: readonly Choice[],
): CaseLine {
  return {
    kind: 'case',
    listingId: line.id,
    caseId: line.case.id,
    reference: line.case.reference,
    href: `/cases/${line.case.id}`,
    who: whoOf(line.case),
    referredBy: line.case.referringAgency.name,
    position: line.position,
    minutes: line.plannedMinutes,
    slot: slot && slotOf(slot),
    leftOut: slot ? null : line.leftOutReason,
    pinned: line.isPinned,
    movedBy: line.isPinned || line.isMovedByChair || line.isMinutesByChair ? line.chairReason : null,
    tags: tagsOf(line),
    risk: riskOf(line.case.riskLevel),
    changed: null,
    reasons: reasonsOf(line),
    missingAgencies: null,
    priority: priorityOf(line),
    forms: terms.isOpen ? formsOf(line, slot !== null, terms, until) : null,
  };
}

function priorityOf(line: PreparedLine): Priority {
  return {
    band: line.band,
    score: line.priorityLow,
    scoreAtMost: line.priorityHigh > line.priorityLow ? line.priorityHigh : null,
    components: line.points.map(({ label, low, max }) => ({ label, points: low, most: max })),
    missing: line.dataNeeded,
  };
}

function formsOf(
  line: PreparedLine,
  isOn: boolean,
  { meeting, typed, onCount }: LineTerms,
  until: readonly Choice[],
): LineForms {
  const version = String(line.version);
  const form = (verb: string, fields: Record<string, string> = {}): PostForm => ({
    action: `/meetings/${meeting.id}/agenda/listings/${line.id}/${verb}`,
    fields: { version, ...fields },
  });
  const kept = (name: TypedInLine['form']) =>
    typed?.listingId === line.id && typed.form === name ? typed.values : null;
  const up = isOn ? line.position - 1 : onCount;
  const [moved, timed, held] = [kept('move'), kept('minutes'), kept('hold')];
  return {
    moveUp: up >= 1 ? form('move', { position: String(up) }) : null,
    moveDown: isOn && line.position < onCount ? form('move', { position: String(line.position + 1) }) : null,
    moveTo: {
      ...form('move'),
      most: onCount,
      place: moved?.['position'] ?? '',
      reason: moved?.['reason'] ?? '',
      open: moved !== null,
    },
    pin: line.isPinned ? null : form('pin'),
    unpin: line.isPinned ? form('unpin') : null,
    setMinutes: { ...form('minutes'), minutes: timed?.['minutes'] ?? String(line.plannedMinutes) },
    hold: {
      ...form('hold'),
      until: held ? until.map((one) => ({ ...one, selected: one.value === held['until'] })) : until,
      reason: held?.['reason'] ?? '',
      open: held !== null,
    },
  };
}

function heldCase(line: PreparedLine, { meeting, isOpen }: LineTerms): HeldCase {
  return {
    caseId: line.case.id,
    tags: tagsOf(line),
    reference: line.case.reference,
    href: `/cases/${line.case.id}`,
    who: whoOf(line.case),
    reason: asSentence(line.leftOutReason ?? ''),
    until: line.heldUntil,
    include: isOpen
      ? {
          action: `/meetings/${meeting.id}/agenda/listings/${line.id}/include`,
          fields: { version: String(line.version) },
        }
      : null,
  };
}

/** What somebody typed, ended so that another sentence can follow. */
function asSentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The title of the page. */
export function prepareTitle({ meeting }: { meeting: { heldOn: Day } }): string {
  return `Prepare the agenda for ${weekDay(meeting.heldOn)}`;
}
