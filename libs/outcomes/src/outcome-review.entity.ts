import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  IdColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  TextColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';

/** What became of the behaviour (domain.md 3.8). */
export const BEHAVIOUR_OUTCOMES = ['stopped', 'reduced', 'same', 'escalated', 'displaced'] as const;

/** One value of {@link BEHAVIOUR_OUTCOMES}. */
export type BehaviourOutcome = (typeof BEHAVIOUR_OUTCOMES)[number];

/** What the panel's work changed for a case: recorded at 3, 6 or 12 months or when the case is closed. */
@Entity('outcome_review')
@Index('outcome_review_case', ['caseId', 'reviewedOn'])
@Index('outcome_review_day', ['reviewedOn'])
export class OutcomeReview {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() occasion: 'three_months' | 'six_months' | 'twelve_months' | 'closure';
  @DayColumn() reviewedOn: Day;
  @RefColumn({ nullable: true }) @ForeignKey('person') reviewedById: string | null;
  @CodeColumn() riskThen: string;
  @CodeColumn() riskNow: string;
  @CodeColumn() behaviour: BehaviourOutcome;
  @CodeColumn() victimFeels: 'safer' | 'same' | 'less_safe' | 'not_asked';
  @NumberColumn() furtherIncidents: number;
  @TextColumn() summary: string;
  @MomentColumn() recordedAt: Moment;
}
