import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, NumberColumn, RefColumn, SealedColumn } from '#platform';
import type { Moment } from '#kernel';

/** Why a case needs a panel: set by a person with a reason, or by a rule that says which. Feature F27. */
@Entity('case_flag')
@Index('case_flag_case', ['caseId', 'clearedAt'])
export class CaseFlag {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  /** The person who flagged; null when a rule did. */
  @RefColumn({ nullable: true }) @ForeignKey('person') flaggedById: string | null;
  /** The rule that flagged, and its version; null when a person did. */
  @CodeColumn({ nullable: true }) rule: string | null;
  @NumberColumn({ nullable: true }) ruleVersion: number | null;
  @SealedColumn({ default: '' }) reason: string;
  @MomentColumn() flaggedAt: Moment;
  /** When a meeting heard the case, or a person withdrew the flag. */
  @MomentColumn({ nullable: true }) clearedAt: Moment | null;
  @SealedColumn({ nullable: true }) clearedReason: string | null;
}
