import type { Day, Moment, TimeOfDay } from '#kernel';
import type { ActionRow } from '../actions/actions.view.js';
import type { QueueCard } from './queue-card.presenter.js';
import type { ChangesPanel, CountTile, Figure, Link, Tag } from '../../components/parts.view.js';
import type { PersonKind } from '../../layout/page.js';

/** The next meeting a person has something to do with. */
export type NextMeeting = {
  meetingId: string;
  panelName: string;
  on: Day;
  from: TimeOfDay;
  to: TimeOfDay;
  venue: string;
  /** Minutes still free on the agenda; null for people who do not plan it. */
  minutesFree: number | null;
  casesListed: number;
  /** How far the agenda is, for people who plan it. */
  agenda: 'none' | 'draft' | 'published' | null;
  checksLeft: number;
  /** When this person's agency is needed; empty for chairs and coordinators. */
  neededAt: readonly { from: TimeOfDay; to: TimeOfDay }[];
  open: Link;
};

/** One thing that waits for this person. */
export type WorkItem = { text: string; href: string; detail: string; dueOn: Day | null; tag: Tag | null };

/** A list of things that wait, for example "Referrals to screen". */
export type WorkList = { heading: string; items: readonly WorkItem[]; empty: string; more: Link | null };

/** Start page after sign-in, by kind of person. A list that could not be fetched is null and says so. */
export type HomeView = {
  firstName: string;
  kind: PersonKind;
  today: Day;
  tiles: readonly CountTile[];
  /** Outcomes at a glance, for leads. */
  figures: readonly Figure[];
  nextMeeting: NextMeeting | null;
  /** Overdue and soon due actions of the person's agency, with quick update. */
  actions: { heading: string; rows: readonly ActionRow[]; empty: string; all: Link } | null;
  /** What waits at each panel, for those who run it. */
  queues: readonly QueueCard[];
  work: readonly (WorkList | { heading: string; failed: true })[];
  attention: readonly { lead: string; text: string; link: Link | null }[];
  changes: ChangesPanel | null;
  lastSignedInAt: Moment | null;
};
