import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, LineColumn, MomentColumn, NumberColumn, SealedColumn } from '#platform';
import type { Moment } from '#kernel';

/** What became of a message: every referral is in triage, or a person has to look at what could not be read. */
export const MAILBOX_STATES = ['read', 'for_a_person'] as const;

/** One message of the monitored folder. Known by its content, so that it is dealt with once, whatever it is called. */
@Entity('mailbox_message')
@Index('mailbox_message_hash', ['fileHash'], { unique: true })
@Index('mailbox_message_state', ['state', 'readAt', 'id'])
export class MailboxMessage {
  @IdColumn() id: string;
  /** SHA-256 of the file, in hexadecimal; also its name in the folder in which it is kept. */
  @LineColumn() fileHash: string;
  @CodeColumn() state: (typeof MAILBOX_STATES)[number];
  /** What could not be read, and what to do. */
  @SealedColumn({ default: '' }) reason: string;
  @NumberColumn() created: number;
  @NumberColumn() rejected: number;
  @MomentColumn() readAt: Moment;
}
