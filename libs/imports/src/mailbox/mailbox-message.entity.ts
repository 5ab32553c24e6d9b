import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
  SealedColumn,
} from '#platform';
import type { Moment } from '#kernel';

/** What became of a message: every referral is in triage; a person has to look at it; a person has dealt with it. */
export const MAILBOX_STATES = ['read', 'for_a_person', 'settled'] as const;

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
  /** Referrals of the message that were in triage when it was read. */
  @NumberColumn() created: number;
  @NumberColumn() rejected: number;
  @MomentColumn() readAt: Moment;
  @MomentColumn({ nullable: true }) settledAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') settledById: string | null;
  /** What somebody did about it. */
  @SealedColumn({ nullable: true }) settledWords: string | null;
  @RowVersion() version: number;
}
