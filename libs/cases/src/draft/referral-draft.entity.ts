import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, MomentColumn, RefColumn, RowVersion, SealedJsonColumn } from '#platform';
import type { Moment } from '#kernel';

/**
 * A referral that somebody is writing: theirs alone, at the agency for which they write it. Sent, it holds nothing more and
 * remembers only which case it became, so that a second press finds the first. Removed when nobody has touched it for long.
 */
@Entity('referral_draft')
@Index('referral_draft_owner', ['personId', 'agencyId', 'savedAt'])
@Index('referral_draft_stale', ['savedAt'])
export class ReferralDraft {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('person') personId: string;
  @RefColumn() @ForeignKey('agency') agencyId: string;
  /** What was typed, by field. */
  @SealedJsonColumn() answers: Record<string, string[]>;
  @MomentColumn() startedAt: Moment;
  @MomentColumn() savedAt: Moment;
  /** The case it became; null: it has not been sent. */
  @RefColumn({ nullable: true }) @ForeignKey('case_file') caseId: string | null;
  @MomentColumn({ nullable: true }) submittedAt: Moment | null;
  @RowVersion() version: number;
}
