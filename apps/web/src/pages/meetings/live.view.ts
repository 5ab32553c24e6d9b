import type { Day, Moment, TimeOfDay } from '#kernel';
import type { Choice, Link, PostForm, RiskLevel, Tag } from '../../components/parts.view.js';
import type { Reason } from './prepare.view.js';

/** One item of the running agenda. */
export type LiveItem = {
  itemId: string;
  label: string;
  /** Null for a part of the meeting that is no case. */
  href: string | null;
  /** On the page now, in discussion or not. */
  isShown: boolean;
  /** `open`: begun and left, with something still missing. */
  state: 'done' | 'now' | 'next' | 'open' | 'not_reached' | 'deferred';
  at: TimeOfDay | null;
  minutesPlanned: number;
  minutesUsed: number | null;
};

/** An agency in the room. */
export type AttendanceRow = {
  attendanceId: string;
  agencyId: string;
  version: number;
  note: string;
  confidential: boolean;
  agencyName: string;
  who: string;
  state: 'here' | 'video' | 'later' | 'away' | 'unknown';
  words: string;
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
  categories: readonly Choice[];
  priorities: readonly Choice[];
  boxes: { text: string; dueOn: string; open: boolean; error: string | null };
};

/** What is recorded about one case. The texts are saved as they are typed. */
export type CaseRecord = {
  /** Without the version, which the page carries beside it and autosave moves on. */
  form: PostForm;
  version: number;
  /** False once the meeting has ended: to read only. */
  isOpen: boolean;
  said: string;
  victimView: string;
  decisionReason: string;
  /** Something is recorded already. */
  isSaved: boolean;
  decisions: readonly Choice[];
  riskAfter: readonly Choice[];
  /** Somebody else saved in between: their text stands beside ours. */
  conflict: { said: string; victimView: string; decision: string; reason: string } | null;
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
  /** Shown without being the case in discussion: its clock does not run. */
  isCurrent: boolean;
  secondsPlanned: number;
  secondsUsed: number;
  reasons: readonly Reason[];
  lastDecisions: readonly string[];
  /** To the case itself. */
  open: Link;
  record: CaseRecord;
  actions: readonly AgreedAction[];
  addAction: AddAction | null;
  /** What is still missing before the case can be left as discussed. */
  gaps: readonly string[];
};

/** The meeting while it runs. Before it starts, `start` stands in place of the current item. */
export type LiveView = {
  meetingId: string;
  panelName: string;
  on: Day;
  state: 'not_started' | 'in_session' | 'ended';
  startedAt: Moment | null;
  expectedFinishAt: Moment | null;
  /** Positive when late, negative when early. */
  minutesLate: number;
  leave: Link;
  /** Attendance first, then start: one form for both. Null once it has started. */
  start: { attend: PostForm; start: PostForm | null; why: string | null } | null;
  /** Goes to an item. With `record`, the button belongs to the record on the page, which is saved first. */
  next: { form: PostForm; text: string; record: { name: string; value: string } | null } | null;
  /** To the page that ends the meeting; saves the record first, as `next` does. */
  end: { action: string; isRecord: boolean } | null;
  /** Where the page hears that something changed; null before and after the meeting. */
  events: string | null;
  items: readonly LiveItem[];
  current: LiveCase | null;
  /** Every case was heard. */
  isThrough: boolean;
  attendance: readonly AttendanceRow[];
  quorum: { here: number; invited: number; enough: boolean };
};

/** Ending the meeting: what is missing first. */
export type EndMeetingView = {
  panelName: string;
  on: Day;
  /** Cases that were begun and are not complete; each must be finished or carried over. */
  incomplete: readonly { reference: string; href: string; missing: readonly string[] }[];
  notReached: readonly string[];
  heard: number;
  actions: number;
  end: PostForm | null;
  back: string;
};
