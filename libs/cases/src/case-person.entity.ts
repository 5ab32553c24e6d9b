import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, DayColumn, IdColumn, JsonColumn, LineColumn, RefColumn } from '#platform';
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
  @LineColumn() address: string;
  @CodeColumn() postcode: string;
  @CodeColumn() phone: string;
  /** Whether it is safe to call that number. */
  @CodeColumn() safeToCall: Known;
  @JsonColumn() handles: string[];
  /** The same for everybody of the same name and date of birth (`identityKey`); null: not enough is known. */
  @RefColumn({ nullable: true }) identityKey: string | null;
}
