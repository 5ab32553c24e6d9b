import { type Day, type Moment, londonTime, type TimeOfDay } from '#kernel';
import type { Choice, RiskLevel, Tag } from '../../components/parts.view.js';
import { plural } from '../../layout/format.js';
import type { Reason } from './prepare.view.js';

type ListingKind = 'DEFERRED' | 'NEW' | 'NOT_REACHED' | 'REPEAT' | 'REVIEW' | 'URGENT_ADDITION';

/** Risk levels as the API writes them. */
export type ApiRisk = 'HIGH' | 'MEDIUM' | 'STANDARD' | 'UNKNOWN' | 'VERY_HIGH';

/** A risk level of the API as tags show it. */
export function riskOf(level: ApiRisk): RiskLevel {
  return level.toLowerCase() as RiskLevel;
}

/** A choice for every entry of a table of words. */
export function choicesOf<K extends string>(
  words: Readonly<Record<K, string>>,
  selected: string | null,
): Choice[] {
  return Object.entries<string>(words).map(([value, text]) => ({
    value,
    text,
    selected: value === selected,
  }));
}

/** What the panel can decide, in words. */
export const DECISION_WORDS = {
  KEEP_ON_PANEL: 'Keep on panel',
  RAISE_RISK: 'Keep, raise risk',
  LOWER_RISK: 'Keep, lower risk',
  CLOSE: 'Close',
  CARRY_OVER: 'Carry over',
} as const;

/** The risk after a discussion, in words. */
export const RISK_WORDS = {
  STANDARD: 'Standard',
  MEDIUM: 'Medium',
  HIGH: 'High',
  VERY_HIGH: 'Very high',
} as const;

/** How an agency takes part, in words. */
export const PRESENCE_WORDS = {
  EXPECTED: 'Not said yet',
  HERE: 'Here',
  VIDEO: 'Video',
  LATER: 'Later',
  APOLOGIES: 'Apologies',
  AWAY: 'Away',
} as const;

/** One way of taking part. */
export type Presence = keyof typeof PRESENCE_WORDS;

/** The life of a meeting, in words. */
export const MEETING_STATES = {
  PLANNED: { text: 'Planned', tone: 'grey' },
  AGENDA_DRAFT: { text: 'Agenda in draft', tone: 'blue' },
  AGENDA_PUBLISHED: { text: 'Agenda published', tone: 'green' },
  IN_SESSION: { text: 'In session', tone: 'red' },
  ENDED: { text: 'Ended', tone: 'grey' },
  CANCELLED: { text: 'Cancelled', tone: 'orange' },
} as const satisfies Record<string, Tag>;

/** How soon an action must be done, in words. */
export const ACTION_PRIORITY_WORDS = {
  ROUTINE: 'Routine, 10 working days',
  HIGH: 'High, 5 working days',
  CRITICAL: 'Critical, 48 hours',
  LONG: 'Long, by the date given',
} as const;

/** What sort of action it is, in words. */
export const ACTION_CATEGORY_WORDS = {
  VICTIM_SAFETY: 'Safety of the victim',
  SUSPECT_DISRUPTION: 'Disrupting the suspect',
  INVESTIGATION: 'Investigation',
  ORDER: 'Orders',
  INFORMATION_SHARING: 'Sharing information',
  ADVOCACY_SUPPORT: 'Advocacy and support',
  HOUSING_SECURITY: 'Housing and security',
  CHILDREN: 'Children',
  HEALTH: 'Health',
  DIGITAL_EVIDENCE: 'Digital evidence',
  GOVERNANCE: 'Running the panel',
} as const;

const KINDS: Readonly<Record<ListingKind, Tag>> = {
  NEW: { text: 'New referral', tone: 'blue' },
  REPEAT: { text: 'Repeat', tone: 'magenta' },
  REVIEW: { text: 'Review', tone: 'teal' },
  DEFERRED: { text: 'Carried over', tone: 'purple' },
  NOT_REACHED: { text: 'Carried over', tone: 'purple' },
  URGENT_ADDITION: { text: 'Urgent', tone: 'magenta' },
};

/** What tags of a line are made from. */
export type Tagged = {
  kind: ListingKind;
  isPinned: boolean;
  isMovedByChair: boolean;
  addendum: number | null;
  case: { isImminentThreat: boolean; timesNotReached: number; timesDeferred: number };
};

/** The tags of a line: what the chair did, why it is here, what must not be missed. */
export function tagsOf(line: Tagged): Tag[] {
  const tags: Tag[] = [];
  if (line.isPinned) tags.push({ text: 'Pinned', tone: 'navy' });
  else if (line.isMovedByChair) tags.push({ text: 'Moved by chair', tone: 'grey' });
  if (line.addendum !== null) tags.push({ text: `Addendum ${line.addendum}`, tone: 'yellow' });
  if (line.case.isImminentThreat) tags.push({ text: 'Imminent threat', tone: 'red' });
  const times = line.case.timesNotReached + line.case.timesDeferred;
  const kind = KINDS[line.kind];
  tags.push(
    times > 1 && kind.tone === 'purple' ? { ...kind, text: `Carried over ${timesText(times)}` } : kind,
  );
  return tags;
}

function timesText(times: number): string {
  return times === 2 ? 'twice' : `${times} times`;
}

const SERIOUS = /threat|risk|breach|weapon|strangulation|custody|targeted|serial|suspect/i;
const ABOUT_TIME = /waiting|not yet heard|carried over|review|by \d|hearing|deadline|release/i;

/** Where the words that lead a reason end, when no colon says so. */
const DETAIL =
  / (?=(?:in the|on \d|within|is due|was due|flagged by|used on|from custody|referred|\d+ of) ?)/;

/** A reason of the API, with the words that lead it set apart. */
export function reasonOf(sentence: string): Reason {
  const colon = sentence.indexOf(': ');
  const end = DETAIL.exec(sentence)?.index ?? sentence.length;
  const [lead, text] =
    colon > 0 && colon < 60
      ? [sentence.slice(0, colon + 1), sentence.slice(colon + 2)]
      : [sentence.slice(0, end), sentence.slice(end).trim()];
  const kind = SERIOUS.test(lead) ? 'risk' : ABOUT_TIME.test(lead) ? 'time' : 'plain';
  return { lead, text, kind, points: null };
}

/** Why a case is here: what the API says, and the actions that are late. */
export function reasonsOf(line: {
  reasons: readonly string[];
  case: { overdueActionCount: number };
}): Reason[] {
  const overdue = line.case.overdueActionCount;
  const reasons = line.reasons.map(reasonOf);
  if (overdue > 0)
    reasons.push({ lead: `${plural(overdue, 'action')} overdue`, text: '', kind: 'overdue', points: null });
  return reasons;
}

/** Initials and age, "J.R., 34": names stand in the case. */
export function whoOf(about: { victimInitials: string; victimAge: number | null }): string {
  return about.victimAge === null ? about.victimInitials : `${about.victimInitials}, ${about.victimAge}`;
}

/** The clock times of a slot in London. */
export function slotOf(slot: { startsAt: Moment; endsAt: Moment }): { from: TimeOfDay; to: TimeOfDay } {
  return { from: londonTime(slot.startsAt), to: londonTime(slot.endsAt) };
}

/** The first meeting of the same panel after a day, among the meetings of all panels. */
export function daysOfPanelAfter(
  meetings: { edges: readonly { node: { heldOn: Day; panel: { id: string } } }[] },
  panelId: string,
  after: Day,
): Day[] {
  return meetings.edges
    .map(({ node }) => node)
    .filter((meeting) => meeting.panel.id === panelId && meeting.heldOn > after)
    .map((meeting) => meeting.heldOn);
}

/** The way back to the list of meetings. */
export const MEETINGS_CRUMB = { text: 'Meetings', href: '/meetings' } as const;
