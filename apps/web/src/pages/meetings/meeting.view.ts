import type { Day, Moment, TimeOfDay } from '#kernel';
import type { Link, RiskLevel, Tag } from '../../components/parts.view.js';
import type { Reason } from './prepare.view.js';

/** An action agreed for a case at the meeting. */
export type RecordedAction = { href: string; agencyName: string; text: string; dueOn: Day };

/** What is recorded about a case once the meeting has started. */
export type CaseInRecord = {
  said: string;
  victimView: string;
  riskBefore: RiskLevel | null;
  riskAfter: RiskLevel | null;
  decision: string | null;
  decisionReason: string;
  actions: readonly RecordedAction[];
};

/** A case of the published agenda. */
export type ReadLine = {
  kind: 'case';
  listingId: string;
  reference: string;
  href: string;
  who: string;
  referredBy: string;
  position: number;
  slot: { from: TimeOfDay; to: TimeOfDay };
  tags: readonly Tag[];
  risk: RiskLevel;
  reasons: readonly Reason[];
  /** "Not reached" or "Carried over", where that is how it left the meeting. */
  outcome: string | null;
  /** Null before the meeting. */
  record: CaseInRecord | null;
};

/** A part of the meeting that is no case. */
export type ReadStanding = { kind: 'standing'; from: TimeOfDay; text: string; minutes: number };

/** A meeting to read: papers before it, the record after it. */
export type MeetingView = {
  panelName: string;
  on: Day;
  from: TimeOfDay;
  to: TimeOfDay;
  venue: string;
  chairName: string | null;
  state: Tag;
  /** Said above everything else: moved, cancelled, not published yet. */
  notice: string | null;
  addenda: number;
  publishedAt: Moment | null;
  heldFrom: Moment | null;
  heldTo: Moment | null;
  links: readonly Link[];
  /** Null where the agenda is not for this person to read now. */
  rows: readonly (ReadLine | ReadStanding)[] | null;
  /** When the agency of this person is needed; null for those who run the meeting. */
  ownTimes: { from: TimeOfDay; to: TimeOfDay } | null;
  attendance: readonly { agencyName: string; who: string; state: string }[];
};
