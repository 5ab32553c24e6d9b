import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, LineColumn, MomentColumn, NumberColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';

/**
 * The chase of one open action: when to look at it next. One row per action; the queue is only woken by it.
 * `cursor` is the scheduled moment up to which every step has been dealt with.
 */
@Entity('reminder')
@Index('reminder_action', ['actionId'], { unique: true })
@Index('reminder_due', ['nextAt', 'id'])
export class Reminder {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('action') actionId: string;
  @NumberColumn() policyVersion: number;
  /** Null once the chase has stopped. */
  @MomentColumn({ nullable: true }) nextAt: Moment | null;
  @MomentColumn({ nullable: true }) cursor: Moment | null;
  /** Counts the occasions dealt with: compared and set, so that one occasion is dealt with once. */
  @NumberColumn() occasion: number;
  /** Until when a worker has this row; null or past: free. */
  @MomentColumn({ nullable: true }) leasedUntil: Moment | null;
  @MomentColumn({ nullable: true }) stoppedAt: Moment | null;
  @LineColumn({ nullable: true }) stoppedReason: string | null;
}
