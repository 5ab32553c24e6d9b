import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  IdColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  SealedColumn,
} from '#platform';
import type { RiskLevel } from '#cases';
import type { Day, Moment } from '#kernel';

/** What became of the behaviour (domain.md 3.8). */
export const BEHAVIOUR_OUTCOMES = ['stopped', 'reduced', 'same', 'escalated', 'displaced'] as const;

/** One value of {@link BEHAVIOUR_OUTCOMES}. */
export type BehaviourOutcome = (typeof BEHAVIOUR_OUTCOMES)[number];

/** When an outcome is looked at: months after the panel heard the case, or when it is closed. */
export const REVIEW_OCCASIONS = ['three_months', 'six_months', 'twelve_months', 'closure'] as const;

/** One value of {@link REVIEW_OCCASIONS}. */
export type ReviewOccasion = (typeof REVIEW_OCCASIONS)[number];

/** How the victim feels now, as the advocate heard it. */
export const VICTIM_FEELS = ['safer', 'same', 'less_safe', 'not_asked'] as const;

/** One value of {@link VICTIM_FEELS}. */
export type VictimFeels = (typeof VICTIM_FEELS)[number];

/** What the panel's work changed for a case: recorded at 3, 6 or 12 months or when the case is closed. */
@Entity('outcome_review')
@Index('outcome_review_case', ['caseId', 'reviewedOn'])
@Index('outcome_review_day', ['reviewedOn'])
export class OutcomeReview {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() occasion: ReviewOccasion;
  @DayColumn() reviewedOn: Day;
  @RefColumn({ nullable: true }) @ForeignKey('person') reviewedById: string | null;
  /** Risk when the panel first heard the case. */
  @CodeColumn() riskThen: RiskLevel;
  @CodeColumn() riskNow: RiskLevel;
  @CodeColumn() behaviour: BehaviourOutcome;
  @CodeColumn() victimFeels: VictimFeels;
  @NumberColumn() furtherIncidents: number;
  @SealedColumn() summary: string;
  @MomentColumn() recordedAt: Moment;
}
