import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, LineColumn, MomentColumn, NumberColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';
import type { Duty } from './duty.js';

/**
 * The chase of one duty: when to look at it next. One row for each; the queue is only woken by it.
 * `cursor` is the scheduled moment up to which every step has been dealt with.
 */
@Entity('reminder')
@Index('reminder_duty', ['duty', 'dutyId'], { unique: true })
@Index('reminder_action', ['actionId'], { unique: true })
@Index('reminder_due', ['nextAt', 'id'])
export class Reminder {
  @IdColumn() id: string;
  @CodeColumn() duty: Duty;
  /** Of the action, of the case that was referred, or of the transfer: as `duty` says. */
  @RefColumn() dutyId: string;
  /** Null: not about an action. */
  @RefColumn({ nullable: true }) @ForeignKey('action') actionId: string | null;
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
