import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, RefColumn, RowVersion, SealedColumn } from '#platform';
import type { Moment } from '#kernel';

/**
 * A case on its way from one panel to another. Until the new panel says that it has it, the old one stays responsible:
 * the case keeps its panel.
 */
@Entity('case_transfer')
@Index('case_transfer_case', ['caseId', 'settledAt'])
@Index('case_transfer_to', ['toPanelId', 'settledAt'])
@Index('case_transfer_from', ['fromPanelId', 'settledAt'])
export class CaseTransfer {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @RefColumn() @ForeignKey('panel') fromPanelId: string;
  @RefColumn() @ForeignKey('panel') toPanelId: string;
  @SealedColumn() reason: string;
  @RefColumn({ nullable: true }) @ForeignKey('person') askedById: string | null;
  @MomentColumn() askedAt: Moment;
  @MomentColumn({ nullable: true }) settledAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') settledById: string | null;
  @CodeColumn({ nullable: true }) outcome: 'acknowledged' | 'taken_back' | null;
  @RowVersion() version: number;
}
