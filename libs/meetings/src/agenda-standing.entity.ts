import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { DayColumn, LineColumn, NumberColumn } from '#platform';
import type { Day } from '#kernel';

/**
 * What ranking and packing ask of a case that waits, worked out from its facts and kept: nothing here that cannot be
 * worked out again. Counts only for the revision of the case, the basis and the days it was made for.
 */
@Entity('agenda_standing')
export class AgendaStanding {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('case_file') caseId: string;
  /** Revision of the case that it was made from. */
  @NumberColumn() revision: number;
  /** Rules and profile that it was made with: `1/essex-behavioural/1`. */
  @LineColumn() basis: string;
  @DayColumn() workedOutOn: Day;
  /** The first day on which it may be otherwise though nothing new is on record. */
  @DayColumn() expiresOn: Day;
  /** The band as a number, 0 for A to 3 for D: what is sorted and counted by the thousand is better a number. */
  @NumberColumn() grade: number;
  /** Top of the score range without the points for waiting, which change from day to day. */
  @NumberColumn() base: number;
  /** Minutes of the rule. */
  @NumberColumn() minutes: number;
}
