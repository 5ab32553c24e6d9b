import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  IdColumn,
  JsonColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  SealedColumn,
  SealedJsonColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';
import type { Known } from './case-facts.rules.js';
import type { RiskLevel, RiskTool } from './risk-tool.rules.js';

/** One result of a risk tool on a case. Never overwritten: a new result is a new row. */
@Entity('risk_assessment')
@Index('risk_assessment_case', ['caseId', 'tool', 'assessedOn'])
export class RiskAssessment {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() tool: RiskTool;
  @CodeColumn() toolVersion: string;
  @DayColumn() assessedOn: Day;
  @RefColumn({ nullable: true }) @ForeignKey('person') assessedById: string | null;
  /** Number of "yes": 0 to 24 for Dash, 0 to 11 for the stalking screen, 0 to 4 for FOUR; null: not counted. */
  @NumberColumn({ nullable: true }) score: number | null;
  @CodeColumn() level: RiskLevel;
  /** Answers by item name; an item that is not here is unknown. */
  @JsonColumn() answers: Record<string, Known>;
  /** What shows it, by item name. */
  @SealedJsonColumn({ default: '{}' }) notes: Record<string, string>;
  @SealedColumn({ default: '' }) rationale: string;
  @MomentColumn() recordedAt: Moment;
}
