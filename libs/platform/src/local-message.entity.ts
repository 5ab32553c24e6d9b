import { Entity, Index } from 'typeorm';
import { IdColumn, LineColumn, MomentColumn, TextColumn } from './columns.js';
import type { Moment } from '#kernel';

/** An e-mail that was put into the local outbox because no mail server is set up. */
@Entity('local_message')
@Index('local_message_at', ['at', 'id'])
@Index('local_message_once', ['messageId'], { unique: true })
export class LocalMessage {
  @IdColumn() id: string;
  @MomentColumn() at: Moment;
  @LineColumn() toAddress: string;
  @LineColumn() subject: string;
  @TextColumn() text: string;
  @TextColumn() html: string;
  @LineColumn() messageId: string;
}
