import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  IdColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
} from '#platform';
import type { Day, Moment } from '#kernel';

/** The life of a meeting, domain.md 2.2. */
export const MEETING_STATES = [
  'planned',
  'agenda_draft',
  'agenda_published',
  'in_session',
  'ended',
  'cancelled',
] as const;

/** One value of {@link MEETING_STATES}. */
export type MeetingState = (typeof MEETING_STATES)[number];

/** A meeting that does not come from the rule of its panel. */
export const MEETING_KINDS = ['emergency'] as const;

/** One value of {@link MEETING_KINDS}. */
export type MeetingKind = (typeof MEETING_KINDS)[number];

/** One sitting of a panel. */
@Entity('meeting')
@Index('meeting_panel_day', ['panelId', 'plannedOn'], { unique: true })
@Index('meeting_start', ['startsAt', 'id'])
export class Meeting {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('panel') panelId: string;
  /**
   * The day that the panel's recurrence gave: stays when the meeting is moved, so that it is not made again. No two
   * meetings of a panel have the same.
   */
  @DayColumn() plannedOn: Day;
  @DayColumn() heldOn: Day;
  @MomentColumn() startsAt: Moment;
  @NumberColumn() durationMinutes: number;
  @LineColumn() place: string;
  @CodeColumn() state: MeetingState;
  /** Null: it came from the panel's rule. */
  @CodeColumn({ nullable: true }) kind: MeetingKind | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') chairId: string | null;
  @LineColumn({ nullable: true }) movedReason: string | null;
  @LineColumn({ nullable: true }) cancelledReason: string | null;
  @MomentColumn({ nullable: true }) agendaBuiltAt: Moment | null;
  @MomentColumn({ nullable: true }) publishedAt: Moment | null;
  /** Cases of the queue that did not fit and are not shown with the agenda: only counted when it was built. */
  @NumberColumn() moreWaiting: number;
  /** Number of addenda published after the agenda was locked. */
  @NumberColumn() addendumCount: number;
  @MomentColumn({ nullable: true }) startedAt: Moment | null;
  @MomentColumn({ nullable: true }) endedAt: Moment | null;
  /** The listing under discussion now. */
  @RefColumn({ nullable: true }) currentListingId: string | null;
  @MomentColumn() createdAt: Moment;
  @RowVersion() version: number;
}
