import type { Day, Moment, TimeOfDay } from '#kernel';
import type { Choice, Link, PostForm, RiskLevel, Tag } from '../../components/parts.view.js';
import type { Reason } from './prepare.view.js';

/** One item of the running agenda. */
export type LiveItem = {
  itemId: string;
  label: string;
  href: string;
  state: 'done' | 'now' | 'next' | 'not_reached' | 'deferred';
  at: TimeOfDay | null;
  minutesPlanned: number;
  minutesUsed: number | null;
};

/** An agency in the room. */
export type AttendanceRow = {
  agencyId: string;
  agencyName: string;
  who: string;
  state: 'here' | 'video' | 'later' | 'away' | 'unknown';
  choices: readonly Choice[];
  form: PostForm | null;
};

/** An action already agreed for the case in discussion. */
export type AgreedAction = {
  actionId: string;
  agencyName: string;
  text: string;
  dueOn: Day;
  remove: PostForm | null;
};

/** What a line would record, or the hint on what is missing. Null when the box is empty. */
export type ActionPreviewView = {
  preview: { agencyName: string; text: string; dueOn: Day; hint: null } | { hint: string } | null;
};

/** One-line entry of an action, with the separate boxes behind it. */
export type AddAction = {
  form: PostForm;
  line: string;
  error: string | null;
  /** POST of the same form answers with `action-preview.njk` and changes nothing; null switches the preview off. */
  previewAction: string | null;
  /** Separate boxes for people who prefer them; posts to the same place. */
  agencies: readonly Choice[];
  priorities: readonly Choice[];
  boxes: { text: string; dueOn: string; open: boolean };
};

/** What is recorded about one case. The texts are saved as they are typed. */
export type CaseRecord = {
  /** Without the version, which the page carries beside it and autosave moves on. */
  form: PostForm;
  version: number;
  said: string;
  victimView: string;
  decisionReason: string;
  savedAt: Moment | null;
  decisions: readonly Choice[];
  riskAfter: readonly Choice[];
  /** Somebody else saved in between: their text stands beside ours. */
  conflict: { by: string; at: Moment; said: string; victimView: string } | null;
};

/** The case in discussion. */
export type LiveCase = {
  caseId: string;
  listingId: string;
  reference: string;
  who: string;
  referredBy: string;
  tags: readonly Tag[];
  riskBefore: RiskLevel;
  startedAt: Moment;
  secondsPlanned: number;
  secondsUsed: number;
  reasons: readonly Reason[];
  lastDecisions: readonly string[];
  record: CaseRecord;
  actions: readonly AgreedAction[];
  addAction: AddAction | null;
  /** What is still missing before the case can be left as discussed. */
  gaps: readonly string[];
};

/** A standing item in progress: a note and nothing to decide. */
export type LiveStanding = { itemId: string; text: string; secondsPlanned: number; secondsUsed: number };

/** The meeting while it runs. Before it starts, `start` stands in place of the current item. */
export type LiveView = {
  meetingId: string;
  panelName: string;
  on: Day;
  state: 'not_started' | 'in_session' | 'paused' | 'ended';
  startedAt: Moment | null;
  expectedFinishAt: Moment | null;
  /** Positive when late, negative when early. */
  minutesLate: number;
  leave: Link;
  start: PostForm | null;
  /** Save and go to the next item; `text` says which. */
  next: (PostForm & { text: string }) | null;
  pause: PostForm | null;
  end: PostForm | null;
  items: readonly LiveItem[];
  current: ({ kind: 'case' } & LiveCase) | ({ kind: 'standing' } & LiveStanding) | null;
  attendance: readonly AttendanceRow[];
  quorum: { here: number; invited: number; enough: boolean };
  alsoHere: readonly { initials: string; name: string; role: string }[];
};
