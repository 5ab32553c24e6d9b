import type { Day, TimeOfDay } from '#kernel';
import type { TimePart } from '../../charts/index.js';
import type {
  ChangesPanel,
  ChecksPanel,
  Choice,
  Link,
  PostForm,
  RiskLevel,
  Tag,
} from '../../components/parts.view.js';

/** Minutes of a meeting: the sentence first, the bar as support. */
export type CapacityView = {
  planned: number;
  available: number;
  casesThatDoNotFit: number;
  parts: readonly TimePart[];
};

/** Why a case stands where it does. `points` is what the reason adds to the agenda priority. */
export type Reason = {
  lead: string;
  text: string;
  kind: 'risk' | 'overdue' | 'time' | 'plain';
  points: number | null;
};

/** Agenda priority, never called a risk score. A range where answers are missing. */
export type Priority = {
  band: 'A' | 'B' | 'C' | 'D';
  score: number;
  /** Upper end when answers are unknown, else null. */
  scoreAtMost: number | null;
  components: readonly { label: string; points: number; most: number }[];
  missing: readonly string[];
};

/** What the chair can do with a line; null where it cannot be done. All carry the agenda's version. */
export type LineForms = {
  moveUp: PostForm | null;
  moveDown: PostForm | null;
  /** `position` is added by drag and drop; without a script the buttons do it. */
  moveTo: (PostForm & { most: number; place: string; reason: string; open: boolean }) | null;
  pin: PostForm | null;
  unpin: PostForm | null;
  setMinutes: (PostForm & { minutes: string }) | null;
  /** `until` and `reason` are asked in the form. */
  hold: (PostForm & { until: readonly Choice[]; reason: string; open: boolean }) | null;
};

/** A case on the agenda. */
export type CaseLine = {
  kind: 'case';
  listingId: string;
  caseId: string;
  reference: string;
  href: string;
  /** Initials and age only: names stand in the case. */
  who: string;
  referredBy: string;
  position: number;
  minutes: number;
  /** Null when the case is not on the agenda. */
  slot: { from: TimeOfDay; to: TimeOfDay } | null;
  /** Why it is not on the agenda, where it is not. */
  leftOut: string | null;
  pinned: boolean;
  /** "Moved by chair" with the reason, if so. */
  movedBy: string | null;
  tags: readonly Tag[];
  risk: RiskLevel;
  /** What changed since this person last looked, "Risk raised on 17 November". */
  changed: string | null;
  reasons: readonly Reason[];
  /** Agencies that are needed and will not come, with the way to ask them. */
  missingAgencies: { names: readonly string[]; ask: Link | null } | null;
  priority: Priority | null;
  forms: LineForms | null;
};

/** A standing item: welcome, actions review, break, any other business. */
export type StandingLine = {
  kind: 'standing';
  itemId: string;
  from: TimeOfDay;
  text: string;
  minutes: number;
};

/** The place where the time runs out. */
export type CutLine = { kind: 'cut'; at: TimeOfDay; text: string };

/** One row of the running order. */
export type AgendaRow = CaseLine | StandingLine | CutLine;

/** A case held back until a day, or that waits further down. */
export type HeldCase = {
  caseId: string;
  tags: readonly Tag[];
  reference: string;
  href: string;
  who: string;
  reason: string;
  until: Day | null;
  include: PostForm | null;
};

/** Prepare the agenda of one meeting. */
export type PrepareView = {
  meetingId: string;
  agendaVersion: number;
  panelName: string;
  on: Day;
  from: TimeOfDay;
  to: TimeOfDay;
  venue: string;
  chairName: string | null;
  /** `coming` is null until agencies have been asked: they are when the agenda is published. */
  quorum: { coming: number | null; invited: number; needed: number };
  state: 'planned' | 'draft' | 'published' | 'over';
  preview: Link;
  publish: Link | null;
  /** To the running meeting, once the agenda is published. */
  live: Link | null;
  /** Date, time, or no meeting at all. */
  change: Link | null;
  /** Builds the first agenda. */
  build: PostForm | null;
  rebuild: PostForm | null;
  /** Puts the last change back, also after the page was left. */
  undo: (PostForm & { text: string }) | null;
  addCase: Link | null;
  capacity: CapacityView;
  rows: readonly AgendaRow[];
  /** Cases that wait further down than the page shows in full. */
  waiting: readonly HeldCase[];
  /** How many more wait beyond those. */
  moreWaiting: number;
  held: readonly HeldCase[];
  changes: ChangesPanel | null;
  checks: ChecksPanel | null;
  takeAway: readonly Link[];
};
