import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, DayColumn, IdColumn, MomentColumn, RefColumn } from '#platform';
import type { Day, Moment } from '#kernel';

/** Why an agency may know of a case. */
export const ACCESS_REASONS = ['referred', 'asked_to_attend', 'owns_action', 'granted'] as const;

/** One value of {@link ACCESS_REASONS}. */
export type AccessReason = (typeof ACCESS_REASONS)[number];

/** An agency's need to know one case: without such a row, agencies that do not run the panel cannot see that it exists. */
@Entity('case_access')
@Index('case_access_once', ['caseId', 'agencyId', 'reason'], { unique: true })
@Index('case_access_agency', ['agencyId', 'caseId'])
export class CaseAccess {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @RefColumn() @ForeignKey('agency') agencyId: string;
  @CodeColumn() reason: AccessReason;
  @MomentColumn() grantedAt: Moment;
  /** Last day of the need; null: until somebody ends it. */
  @DayColumn({ nullable: true }) endsOn: Day | null;
}
