import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, LineColumn, MomentColumn, NumberColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';
import type { Duty } from './duty.js';

/** What became of one reminder to one person. */
export const MESSAGE_STATES = [
  'sending',
  'sent',
  'failed',
  'skipped_closed',
  'skipped_no_recipient',
] as const;

/** One value of {@link MESSAGE_STATES}. */
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * The ledger: one row for every reminder that was to go to one person, with the address as it was then
 * (domain.md 7.3 rules 1 and 8). Never changed once it is sent or skipped.
 */
@Entity('reminder_message')
@Index('reminder_message_once', ['duty', 'dutyId', 'stepKey', 'scheduledAt', 'audience'], { unique: true })
@Index('reminder_message_action', ['actionId'])
@Index('reminder_message_case', ['caseId', 'scheduledAt'])
@Index('reminder_message_state', ['state', 'scheduledAt'])
export class ReminderMessage {
  @IdColumn() id: string;
  @CodeColumn() duty: Duty;
  /** Of the action, of the case that was referred, or of the transfer: as `duty` says. */
  @RefColumn() dutyId: string;
  /** Null: not about an action. */
  @RefColumn({ nullable: true }) @ForeignKey('action') actionId: string | null;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  /** The step of the policy, stable: `due-minus-3wd`. */
  @LineColumn() stepKey: string;
  /** The step in words. */
  @LineColumn() rule: string;
  @NumberColumn() policyVersion: number;
  @NumberColumn() level: number;
  @CodeColumn() audience: string;
  @MomentColumn() scheduledAt: Moment;
  @RefColumn({ nullable: true }) @ForeignKey('person') recipientId: string | null;
  /** The address as sent, so that later edits do not rewrite history. */
  @LineColumn() address: string;
  @CodeColumn() channel: 'email';
  @CodeColumn() template: string;
  @NumberColumn() templateVersion: number;
  /** The same for every try, so that a mail server can tell a repeat. */
  @LineColumn() messageId: string;
  @CodeColumn() state: MessageState;
  @NumberColumn() attempts: number;
  /** The mail server's answer, or what went wrong, without personal data. */
  @LineColumn({ nullable: true }) result: string | null;
  @MomentColumn() queuedAt: Moment;
  @MomentColumn({ nullable: true }) settledAt: Moment | null;
}
