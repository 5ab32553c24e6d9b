import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, RefColumn, SealedColumn } from '#platform';
import type { Moment } from '#kernel';
import type { LinkState } from './link-states.rules.js';

/** What became of a link, step by step. Rows are only added, so that everything can be taken back. */
@Entity('link_decision')
@Index('link_decision_link', ['linkId', 'decidedAt', 'id'])
export class LinkDecision {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('person_link') linkId: string;
  @CodeColumn() fromState: LinkState;
  @CodeColumn() toState: LinkState;
  /** Null: the system, because new evidence was found. */
  @RefColumn({ nullable: true }) @ForeignKey('person') decidedById: string | null;
  @SealedColumn({ default: '' }) reason: string;
  @MomentColumn() decidedAt: Moment;
}
