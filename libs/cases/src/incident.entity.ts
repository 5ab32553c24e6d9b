import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  FlagColumn,
  IdColumn,
  JsonColumn,
  MomentColumn,
  RefColumn,
  SealedColumn,
  SealedJsonColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';

/** One thing that happened, in the log of a case. */
@Entity('incident')
@Index('incident_case', ['caseId', 'occurredOn'])
export class Incident {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @DayColumn() occurredOn: Day;
  @JsonColumn() behaviours: string[];
  @CodeColumn() channel: string;
  /** Where it happened, as somebody would say it; empty: not known, or nowhere in particular. */
  @SealedColumn({ default: '' }) place: string;
  @SealedColumn() description: string;
  /** Where the evidence is kept, by its reference: exhibits, reports, screenshots. Accord keeps no files. */
  @SealedJsonColumn({ nullable: true }) evidenceReferences: string[] | null;
  /** Contrary to an order, bail condition or licence. */
  @FlagColumn() isBreach: boolean;
  /** A weapon was used, or the victim was strangled. */
  @FlagColumn() isWeaponOrStrangulation: boolean;
  @RefColumn({ nullable: true }) @ForeignKey('person') recordedById: string | null;
  @MomentColumn() recordedAt: Moment;
}
