import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  IdColumn,
  LineColumn,
  RefColumn,
  SealedColumn,
  SealedJsonColumn,
} from '#platform';
import type { Day } from '#kernel';
import type { Known } from './case-file.entity.js';

/** The victim or a suspect of a case, as the referral named them. */
@Entity('case_person')
@Index('case_person_case', ['caseId', 'role'])
@Index('case_person_identity', ['identityKey', 'role', 'caseId'])
export class CasePerson {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @CodeColumn() role: 'victim' | 'suspect';
  @LineColumn() firstName: string;
  /** For a suspect whom nobody could name: `unidentified`. */
  @LineColumn() lastName: string;
  @LineColumn() alias: string;
  @DayColumn({ nullable: true }) bornOn: Day | null;
  @CodeColumn() gender: string;
  @SealedColumn({ default: '' }) address: string;
  @SealedColumn({ default: '' }) postcode: string;
  @SealedColumn({ default: '' }) phone: string;
  /** Whether it is safe to call that number. */
  @CodeColumn() safeToCall: Known;
  @SealedJsonColumn() handles: string[];
  /**
   * The same for everybody who counts as one person: by what people said of the links between them, and where nobody did
   * by what the rules are sure of (`groupsOf`). Null: not enough is known to tell them from others.
   */
  @RefColumn({ nullable: true }) identityKey: string | null;
}
