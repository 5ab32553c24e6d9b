import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, RefColumn, SealedColumn, SealedJsonColumn } from '#platform';
import type { Moment } from '#kernel';
import type { LineBefore } from './agenda-change.rules.js';

/** What a chair can do to a line of the agenda. */
export const AGENDA_CHANGES = ['pin', 'unpin', 'move', 'hold', 'include', 'minutes', 'add'] as const;

/** One value of {@link AGENDA_CHANGES}. */
export type AgendaChangeKind = (typeof AGENDA_CHANGES)[number];

/** A change that the chair made to a draft agenda, with how the lines stood before, so that it can be undone. */
@Entity('agenda_change')
@Index('agenda_change_meeting', ['meetingId', 'at'])
export class AgendaChange {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('meeting') meetingId: string;
  @RefColumn() @ForeignKey('listing') listingId: string;
  @CodeColumn() kind: AgendaChangeKind;
  @SealedColumn({ default: '' }) reason: string;
  @RefColumn() @ForeignKey('person') changedById: string;
  @MomentColumn() at: Moment;
  /** The lines that the change touched, as they stood, by listing id; none once the agenda was built again. */
  @SealedJsonColumn() before: Record<string, LineBefore>;
  @MomentColumn({ nullable: true }) undoneAt: Moment | null;
}
