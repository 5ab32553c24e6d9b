import { addDays, dayInWords, ok, refused, type Day, type Result, type TextRefusal } from '#kernel';
import type { ListingState } from './listing.entity.js';
import { changeReason } from './meeting.rules.js';

/** Minutes that the chair may give a case by hand. */
export const CHAIR_MINUTES = { least: 5, most: 60 } as const;

/** Furthest ahead that a case may be held, in days. */
export const LONGEST_HOLD_DAYS = 366;

/** A line of a draft agenda as far as the chair can change it. */
export type AgendaLine = {
  id: string;
  caseId: string;
  state: ListingState;
  position: number;
  plannedMinutes: number;
  band: 'A' | 'B' | 'C' | 'D';
  priorityHigh: number;
  isPinned: boolean;
  isMovedByChair: boolean;
  isMinutesByChair: boolean;
  chairReason: string | null;
  leftOutReason: string | null;
  heldUntil: Day | null;
};

/** A change by hand. Every one carries a reason, shown with the line. */
export type LineChange = { reason: string } & (
  | { kind: 'pin' | 'unpin' | 'include' }
  | { kind: 'move'; position: number }
  | { kind: 'minutes'; minutes: number }
  | { kind: 'hold'; until: Day }
);

/** Why the chair's change cannot be made. */
export type ChangeRefusal =
  | TextRefusal
  | 'NOTHING_TO_CHANGE'
  | 'LISTING_HELD'
  | 'POSITION_NOT_ON_AGENDA'
  | 'MINUTES_OUT_OF_RANGE'
  | 'HOLD_TOO_EARLY'
  | 'HOLD_TOO_FAR_AHEAD';

/**
 * The lines of a draft agenda after the chair's change of one of them (domain.md 6.2 rule 1), renumbered: those on the
 * agenda from 1, those that do not fit after them, those held last. The lines given are left as they are.
 */
export function changing(
  lines: readonly AgendaLine[],
  listingId: string,
  change: LineChange,
  heldOn: Day,
): Result<AgendaLine[], ChangeRefusal> {
  const reason = changeReason(change.reason);
  if (!reason.ok) return reason;
  const line = lines.find((one) => one.id === listingId)!;
  const others = lines.filter((one) => one.id !== listingId);
  const on = inOrder(others, 'on_agenda');
  const rest = others.filter((one) => one.state !== 'on_agenda');
  const byHand = { ...line, chairReason: reason.value };
  switch (change.kind) {
    case 'pin':
      return pinning(byHand, on, rest);
    case 'unpin':
      if (!line.isPinned) return nothingToChange('This case is not pinned.');
      return ok(renumbered(replaced(lines, { ...byHand, isPinned: false })));
    case 'move':
      return movingTo(byHand, change.position, on, rest);
    case 'minutes':
      return timing(byHand, change.minutes, lines);
    case 'hold':
      return holding(byHand, change.until, heldOn, others);
    case 'include':
      if (line.state === 'on_agenda') return nothingToChange('This case is on the agenda already.');
      return ok(onAgenda({ ...byHand, isMovedByChair: true }, rankPlace(byHand, on), on, rest));
  }
}

function pinning(
  line: AgendaLine,
  on: AgendaLine[],
  rest: AgendaLine[],
): Result<AgendaLine[], ChangeRefusal> {
  if (line.isPinned) return nothingToChange('This case is pinned already.');
  if (line.state === 'held') return stillHeld();
  const pins = on.filter((one) => one.isPinned);
  const place = pins.length === 0 ? 0 : on.indexOf(pins.at(-1)!) + 1;
  return ok(onAgenda({ ...line, isPinned: true, isMovedByChair: false }, place, on, rest));
}

function movingTo(
  line: AgendaLine,
  position: number,
  on: AgendaLine[],
  rest: AgendaLine[],
): Result<AgendaLine[], ChangeRefusal> {
  if (line.state === 'held') return stillHeld();
  if (!Number.isInteger(position) || position < 1 || position > on.length + 1)
    return refused('POSITION_NOT_ON_AGENDA', `Choose a place from 1 to ${on.length + 1}.`, 'position');
  if (line.state === 'on_agenda' && line.position === position)
    return nothingToChange('This case is in that place already.');
  return ok(onAgenda({ ...line, isMovedByChair: true }, position - 1, on, rest));
}

function timing(
  line: AgendaLine,
  minutes: number,
  lines: readonly AgendaLine[],
): Result<AgendaLine[], ChangeRefusal> {
  const { least, most } = CHAIR_MINUTES;
  if (!Number.isInteger(minutes) || minutes < least || minutes > most)
    return refused('MINUTES_OUT_OF_RANGE', `Choose from ${least} to ${most} minutes.`, 'minutes');
  if (line.plannedMinutes === minutes)
    return nothingToChange(`This case is planned for ${minutes} minutes already.`);
  return ok(replaced(lines, { ...line, plannedMinutes: minutes, isMinutesByChair: true }));
}

function holding(
  line: AgendaLine,
  until: Day,
  heldOn: Day,
  others: readonly AgendaLine[],
): Result<AgendaLine[], ChangeRefusal> {
  if (until <= heldOn)
    return refused('HOLD_TOO_EARLY', `Choose a day after the meeting on ${dayInWords(heldOn)}.`, 'until');
  if (until > addDays(heldOn, LONGEST_HOLD_DAYS))
    return refused('HOLD_TOO_FAR_AHEAD', 'Choose a day within 12 months of the meeting.', 'until');
  if (line.state === 'held' && line.heldUntil === until)
    return nothingToChange('This case is held until that day already.');
  const off = { isPinned: false, isMovedByChair: false, leftOutReason: line.chairReason, heldUntil: until };
  return ok(renumbered([...others, { ...line, ...off, state: 'held' }]));
}

/** Where a case comes by its rank: before the first case of lower rank that nobody pinned or placed. */
export function rankPlace(
  line: Pick<AgendaLine, 'band' | 'priorityHigh'>,
  on: readonly Pick<AgendaLine, 'band' | 'priorityHigh' | 'isPinned' | 'isMovedByChair'>[],
): number {
  const place = on.findIndex(
    (one) =>
      !one.isPinned &&
      !one.isMovedByChair &&
      (one.band > line.band || (one.band === line.band && one.priorityHigh < line.priorityHigh)),
  );
  return place === -1 ? on.length : place;
}

function onAgenda(
  line: AgendaLine,
  place: number,
  on: readonly AgendaLine[],
  rest: readonly AgendaLine[],
): AgendaLine[] {
  const placed = { ...line, state: 'on_agenda', leftOutReason: null, heldUntil: null } as const;
  return renumbered([...on.slice(0, place), placed, ...on.slice(place)], rest);
}

/** Numbers the lines: those given in order first, or by their present places when no rest is set apart. */
function renumbered(lines: readonly AgendaLine[], rest?: readonly AgendaLine[]): AgendaLine[] {
  const on = rest ? lines : inOrder(lines, 'on_agenda');
  const others = rest ?? lines;
  const all = [...on, ...inOrder(others, 'does_not_fit'), ...inOrder(others, 'held')];
  return all.map((line, index) => (line.position === index + 1 ? line : { ...line, position: index + 1 }));
}

function inOrder(lines: readonly AgendaLine[], state: ListingState): AgendaLine[] {
  return lines.filter((line) => line.state === state).sort((a, b) => a.position - b.position);
}

function replaced(lines: readonly AgendaLine[], line: AgendaLine): AgendaLine[] {
  return lines.map((one) => (one.id === line.id ? line : one));
}

function nothingToChange(message: string) {
  return refused('NOTHING_TO_CHANGE', message);
}

function stillHeld() {
  return refused('LISTING_HELD', 'This case is held. Include it in the agenda first.');
}

/** What can be put back: the parts of a line that a change can touch. */
export type LineBefore = Omit<AgendaLine, 'id' | 'caseId' | 'band' | 'priorityHigh'>;

/** The lines that differ, by id, as they stood before: what undoing needs. */
export function asBefore(
  before: readonly AgendaLine[],
  after: readonly AgendaLine[],
): Record<string, LineBefore> {
  const now = new Map(after.map((line) => [line.id, line]));
  const kept: Record<string, LineBefore> = {};
  for (const { id, caseId: _, band: __, priorityHigh: ___, ...parts } of before) {
    const line = now.get(id);
    if (line && !sameParts(parts, line)) kept[id] = parts;
  }
  return kept;
}

function sameParts(parts: LineBefore, line: AgendaLine): boolean {
  return (Object.keys(parts) as (keyof LineBefore)[]).every((key) => parts[key] === line[key]);
}

/** The lines with those that were kept put back as they stood. */
export function undoing(
  lines: readonly AgendaLine[],
  before: Readonly<Record<string, LineBefore>>,
): AgendaLine[] {
  return lines.map((line) => ({ ...line, ...before[line.id] }));
}

/** What becomes of the cases themselves when lines change. */
export type CaseEffects = {
  listed: string[];
  unlisted: string[];
  held: { caseId: string; until: Day | null }[];
};

/** The cases that come onto the agenda, leave it, or are held or no longer held, between two states of its lines. */
export function caseEffects(before: readonly AgendaLine[], after: readonly AgendaLine[]): CaseEffects {
  const effects: CaseEffects = { listed: [], unlisted: [], held: [] };
  const old = new Map(before.map((line) => [line.id, line]));
  for (const line of after) {
    const was = old.get(line.id);
    const [wasOn, isOn] = [was?.state === 'on_agenda', line.state === 'on_agenda'];
    if (isOn && !wasOn) effects.listed.push(line.caseId);
    if (wasOn && !isOn) effects.unlisted.push(line.caseId);
    if ((was?.heldUntil ?? null) !== line.heldUntil)
      effects.held.push({ caseId: line.caseId, until: line.heldUntil });
  }
  return effects;
}
