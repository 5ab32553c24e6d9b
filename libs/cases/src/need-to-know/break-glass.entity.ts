import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, RefColumn, RowVersion, SealedColumn } from '#platform';
import type { Role } from '#access';
import type { Moment } from '#kernel';

/** What a use of break-glass was judged to be. */
export const GLASS_VERDICTS = ['justified', 'not_justified'] as const;

/** One value of {@link GLASS_VERDICTS}. */
export type GlassVerdict = (typeof GLASS_VERDICTS)[number];

/**
 * One use of break-glass (feature F88): a person opened a case for reading, for two hours. Also a try that opened
 * nothing: it counts for the limit of the day, and looks the same to the person as one for a case that is not there.
 */
@Entity('break_glass')
@Index('break_glass_person', ['personId', 'endsAt'])
@Index('break_glass_case', ['caseId', 'openedAt'])
@Index('break_glass_review', ['reviewedAt', 'openedAt'])
export class BreakGlass {
  @IdColumn() id: string;
  /** Null: the try opened nothing. */
  @RefColumn({ nullable: true }) @ForeignKey('case_file') caseId: string | null;
  @RefColumn() @ForeignKey('person') personId: string;
  /** Of the person when they did it: somebody who changes agency loses what they opened. */
  @RefColumn() @ForeignKey('agency') agencyId: string;
  @CodeColumn() role: Role;
  @SealedColumn() reason: string;
  @MomentColumn() openedAt: Moment;
  /** From this moment on the case is closed to the person again. */
  @MomentColumn() endsAt: Moment;
  /** Null: waits to be judged. */
  @MomentColumn({ nullable: true }) reviewedAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') reviewedById: string | null;
  @CodeColumn({ nullable: true }) verdict: GlassVerdict | null;
  @SealedColumn({ nullable: true }) note: string | null;
  @RowVersion() version: number;
}
