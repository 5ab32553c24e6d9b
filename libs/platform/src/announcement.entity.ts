import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn, LineColumn, MomentColumn, NumberColumn } from './columns.js';
import type { Moment } from '#kernel';

/** The outbox: something that happened, written with the change itself, waiting for later rooms to react. */
@Entity('announcement')
@Index('announcement_waiting', ['handledAt', 'leasedUntil', 'id'])
export class Announcement {
  @IdColumn() id: string;
  /** The kind of event, past tense: `action.closed`. */
  @CodeColumn() event: string;
  /** Ids only, never content. */
  @JsonColumn() payload: Record<string, string>;
  @MomentColumn() announcedAt: Moment;
  @MomentColumn({ nullable: true }) leasedUntil: Moment | null;
  @MomentColumn({ nullable: true }) handledAt: Moment | null;
  @NumberColumn() attempts: number;
  @LineColumn({ nullable: true }) problem: string | null;
}
