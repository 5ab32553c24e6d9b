import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  FlagColumn,
  IdColumn,
  JsonColumn,
  LineColumn,
  MomentColumn,
  RefColumn,
  RowVersion,
} from '#platform';
import type { Role } from '#access';
import type { Moment } from '#kernel';

/** Somebody who works for an agency and signs in: never a victim or suspect (those are people of a case). */
@Entity('person')
@Index('person_email', ['email'], { unique: true })
@Index('person_agency_role', ['agencyId', 'role'])
export class Person {
  @IdColumn() id: string;
  @LineColumn() name: string;
  /** Work address, lower case: where reminders go. */
  @LineColumn() email: string;
  @RefColumn() @ForeignKey('agency') agencyId: string;
  @CodeColumn() role: Role;
  /** Local Policing Area; null: all areas. */
  @CodeColumn({ nullable: true }) lpa: string | null;
  @JsonColumn() skills: string[];
  /** Who acts while this person is away. */
  @RefColumn({ nullable: true }) @ForeignKey('person') deputyId: string | null;
  @FlagColumn() isActive: boolean;
  @MomentColumn() createdAt: Moment;
  @RowVersion() version: number;
}
