import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, JsonColumn, MomentColumn, RefColumn, SealedColumn } from '#platform';
import type { Moment } from '#kernel';
import type { Sign } from '#links';

/**
 * Somebody who runs the panel looked at the suggestion that a member of staff may know a person of a case, and found it
 * to be nothing (feature F45). Never deleted; a further one stands beside it when new signs were found since.
 */
@Entity('conflict_dismissal')
@Index('conflict_dismissal_case', ['caseId'])
export class ConflictDismissal {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  /** The member of staff. */
  @RefColumn() @ForeignKey('person') personId: string;
  /** The person of the case. */
  @RefColumn() @ForeignKey('case_person') casePersonId: string;
  /** The signs that were seen then. They hold no name and no number. */
  @JsonColumn() signs: Sign[];
  @SealedColumn() reason: string;
  @MomentColumn() dismissedAt: Moment;
  /** Null: the system. */
  @RefColumn({ nullable: true }) @ForeignKey('person') dismissedById: string | null;
}
