import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, RefColumn, SealedColumn } from '#platform';
import type { Moment } from '#kernel';

/**
 * What a restriction says. `exclude`: never this person, or nobody of this agency. `only_these`: while a case has such
 * entries, only those on one of them. `conflict`: the person declared a conflict of interest, which excludes them.
 */
export const RESTRICTION_KINDS = ['exclude', 'only_these', 'conflict'] as const;

/** One value of {@link RESTRICTION_KINDS}. */
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

/** The kinds that somebody who runs the panel can put a person or an agency on. */
export const LIST_KINDS = ['exclude', 'only_these'] as const satisfies readonly RestrictionKind[];

/** One value of {@link LIST_KINDS}. */
export type ListKind = (typeof LIST_KINDS)[number];

/** One entry of the lists that narrow who may know of a case (feature F45). Never deleted: lifted, with a reason. */
@Entity('case_restriction')
@Index('case_restriction_case', ['caseId', 'liftedAt'])
@Index('case_restriction_person', ['personId', 'liftedAt'])
@Index('case_restriction_agency', ['agencyId', 'liftedAt'])
@Index('case_restriction_kind', ['kind', 'liftedAt', 'caseId'])
export class CaseRestriction {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() kind: RestrictionKind;
  /** Whom it is about: either a person, in whatever role, */
  @RefColumn({ nullable: true }) @ForeignKey('person') personId: string | null;
  /** or everybody of an agency; never both. */
  @RefColumn({ nullable: true }) @ForeignKey('agency') agencyId: string | null;
  @SealedColumn() reason: string;
  @MomentColumn() since: Moment;
  /** Who made the entry; null: the system. */
  @RefColumn({ nullable: true }) @ForeignKey('person') madeById: string | null;
  /** Null: in force. */
  @MomentColumn({ nullable: true }) liftedAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') liftedById: string | null;
  @SealedColumn({ nullable: true }) liftedReason: string | null;
}
