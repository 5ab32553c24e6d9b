import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  FlagColumn,
  IdColumn,
  JsonColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
  SealedColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';
import type { Urgency } from '#panels';
import type { ClockStop } from './triage-clock.rules.js';
import type { TriageOutcome, TriageStepKind } from './triage.rules.js';

/**
 * How a referral stands in triage: its urgency, its clock, who decided. One row for each referral that was submitted to
 * a panel; a case that came on a list of a running panel has none. What happened on the way is in {@link TriageStep}.
 */
@Entity('triage')
@Index('triage_queue', [
  'panelId',
  'isOpen',
  'rank',
  'sortAt',
  'caseId',
  'redAt',
  'amberAt',
  'isStopped',
  'appealedAt',
])
@Index('triage_settled', ['panelId', 'settledAt', 'outcome'])
export class Triage {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('case_file') caseId: string;
  /** As on the case: kept here so that a queue is one look into one index. */
  @RefColumn() @ForeignKey('panel') panelId: string;
  /** Nobody has decided yet. */
  @FlagColumn() isOpen: boolean;
  @CodeColumn() urgency: Urgency;
  /** The urgency as a number, 0 for urgent. */
  @NumberColumn() rank: number;
  /** What the rule found; a person may raise it, never lower it below this. */
  @CodeColumn() ruleUrgency: Urgency;
  @NumberColumn() ruleVersion: number;
  @JsonColumn() ruleReasons: string[];
  /** Who raised it above the rule; null: nobody. Why stands in the step. */
  @RefColumn({ nullable: true }) @ForeignKey('person') raisedById: string | null;
  /** The first day on which the rule may find otherwise though nothing new is on record. */
  @DayColumn() reviewOn: Day;
  /** From when the clock counts: the submission, or what brought the referral back. */
  @MomentColumn() receivedAt: Moment;
  @JsonColumn() stops: ClockStop[];
  @MomentColumn() startsAt: Moment;
  @MomentColumn({ nullable: true }) amberAt: Moment | null;
  @MomentColumn({ nullable: true }) redAt: Moment | null;
  @MomentColumn({ nullable: true }) dueAt: Moment | null;
  @FlagColumn() isStopped: boolean;
  /** `dueAt`, or the end of time while there is none. */
  @MomentColumn() sortAt: Moment;
  @MomentColumn({ nullable: true }) settledAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') settledById: string | null;
  @CodeColumn({ nullable: true }) outcome: TriageOutcome | null;
  /** Who declined it before the appeal: somebody else has to decide. */
  @RefColumn({ nullable: true }) @ForeignKey('person') declinedById: string | null;
  @MomentColumn({ nullable: true }) appealedAt: Moment | null;
  @RowVersion() version: number;
}

/** One thing that happened to a referral in triage. Added to, never changed. */
@Entity('triage_step')
@Index('triage_step_case', ['caseId', 'at', 'id'])
export class TriageStep {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() kind: TriageStepKind;
  @MomentColumn() at: Moment;
  /** Null: a rule, or the system. */
  @RefColumn({ nullable: true }) @ForeignKey('person') byId: string | null;
  /** Why, what is missing, what was answered. */
  @SealedColumn() words: string;
  /** Where it was sent, for a referral that belongs elsewhere. */
  @CodeColumn({ nullable: true }) forum: string | null;
  /** Codes of the advice given with it. */
  @JsonColumn() signposts: string[];
}
