import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, LineColumn, MomentColumn, NumberColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';

/**
 * What became of a letter. `due` waits or is on its way, `sent` was taken by the mail server, `not_wanted` had no
 * reason any more at the moment of sending, `failed` was refused for good or too often.
 */
export const LETTER_STATES = ['due', 'sent', 'not_wanted', 'failed'] as const;

/** One value of {@link LETTER_STATES}. */
export type LetterState = (typeof LETTER_STATES)[number];

/**
 * One person is to be told of one thing by e-mail. Holds ids only: what the letter says is written at the moment of
 * sending, from how things stand then, and is not kept.
 */
@Entity('letter')
@Index('letter_once', ['kind', 'aboutId', 'occasion', 'personId'], { unique: true })
@Index('letter_due', ['dueAt', 'id'])
@Index('letter_person', ['personId', 'plannedAt'])
@Index('letter_state', ['state', 'plannedAt'])
export class Letter {
  /** Always the same for the same letter, and so is the Message-ID that is made of it. */
  @IdColumn() id: string;
  /** Which words: `agenda.ready`. */
  @CodeColumn() kind: string;
  @RefColumn() @ForeignKey('person') personId: string;
  /** The thing that the letter is about. No foreign key: it may be a row of any room. */
  @RefColumn() aboutId: string;
  /** Tells the first time from the second, where the same may be said again about the same thing. */
  @CodeColumn() occasion: string;
  @MomentColumn() plannedAt: Moment;
  @CodeColumn() state: LetterState;
  /** Not before this moment; null once the letter is settled. */
  @MomentColumn({ nullable: true }) dueAt: Moment | null;
  /** Until when a worker has this letter; null or past: free. */
  @MomentColumn({ nullable: true }) leasedUntil: Moment | null;
  @NumberColumn() attempts: number;
  @MomentColumn({ nullable: true }) acceptedAt: Moment | null;
  /** What the mail server or the network said at the last try that failed, as a code. */
  @LineColumn({ nullable: true }) problem: string | null;
}
