import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  FlagColumn,
  IdColumn,
  JsonColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
  SealedColumn,
  SealedJsonColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';

/** Where one case stands at one meeting. `does_not_fit` and `held` are shown with the agenda but are not on it. */
export const LISTING_STATES = [
  'on_agenda',
  'does_not_fit',
  'held',
  'in_discussion',
  'discussed',
  'not_reached',
  'deferred',
] as const;

/** One value of {@link LISTING_STATES}. */
export type ListingState = (typeof LISTING_STATES)[number];

/** Why the case stands on the agenda, domain.md 3.4. */
export const LISTING_KINDS = [
  'new',
  'repeat',
  'review',
  'deferred',
  'not_reached',
  'urgent_addition',
] as const;

/** One value of {@link LISTING_KINDS}. */
export type ListingKind = (typeof LISTING_KINDS)[number];

/** What the panel decided to do with the case. */
export const DECISIONS = ['keep_on_panel', 'raise_risk', 'lower_risk', 'close', 'carry_over'] as const;

/** One value of {@link DECISIONS}. */
export type Decision = (typeof DECISIONS)[number];

/** One component of the agenda priority of a listing, with the reason in words. */
export type ListingPoint = {
  component: string;
  label: string;
  low: number;
  high: number;
  max: number;
  reason: string;
};

/** One case at one meeting: its place on the agenda and, once heard, what was said and decided. */
@Entity('listing')
@Index('listing_case_meeting', ['meetingId', 'caseId'], { unique: true })
@Index('listing_order', ['meetingId', 'state', 'position'])
@Index('listing_case', ['caseId', 'state'])
export class Listing {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('meeting') meetingId: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() state: ListingState;
  @CodeColumn() kind: ListingKind;
  /** Place in the running order from 1; those that do not fit follow on. */
  @NumberColumn() position: number;
  @NumberColumn() plannedMinutes: number;
  /** Priority band A to D. */
  @CodeColumn() band: 'A' | 'B' | 'C' | 'D';
  /** Agenda priority 0 to 100 if every unknown answer were the least, and the most, serious. */
  @NumberColumn() priorityLow: number;
  @NumberColumn() priorityHigh: number;
  @JsonColumn() points: ListingPoint[];
  /** Why the case is here, one plain sentence each. */
  @SealedJsonColumn() reasons: string[];
  @JsonColumn() dataNeeded: string[];
  /** Profile and version that ranked it: `essex-behavioural/1`. */
  @LineColumn() profile: string;
  /** Why it does not fit, or is held. */
  @SealedColumn({ nullable: true }) leftOutReason: string | null;
  @FlagColumn() isPinned: boolean;
  /** The chair's reason for the last change of this line by hand. */
  @SealedColumn({ nullable: true }) chairReason: string | null;
  /** The chair chose the place of this line. */
  @FlagColumn() isMovedByChair: boolean;
  /** The chair chose the minutes of this line. */
  @FlagColumn() isMinutesByChair: boolean;
  /** Number of the addendum that added it after publishing; null: on the agenda as published. */
  @NumberColumn({ nullable: true }) addendum: number | null;
  @DayColumn({ nullable: true }) heldUntil: Day | null;
  @MomentColumn({ nullable: true }) startedAt: Moment | null;
  @MomentColumn({ nullable: true }) endedAt: Moment | null;
  /** What was said, attributed. */
  @SealedColumn() notes: string;
  /** The victim's view, put by the advocate; or why it was not obtained. */
  @SealedColumn() victimView: string;
  @CodeColumn({ nullable: true }) riskBefore: string | null;
  @CodeColumn({ nullable: true }) riskAfter: string | null;
  @CodeColumn({ nullable: true }) decision: Decision | null;
  /** Why, where the decision is to close, to carry over, or to agree no action. */
  @SealedColumn() decisionReason: string;
  /** Actions agreed for the case at this meeting: counted by the room of actions. */
  @NumberColumn() actionCount: number;
  @RowVersion() version: number;
}
