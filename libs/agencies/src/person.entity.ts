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

/**
 * Who is meant: somebody who signs in, or a service: a system of an agency that asks by token only. A service never
 * signs in, is given nothing to do and is sent nothing.
 */
export const PERSON_KINDS = ['person', 'service'] as const;

/** One value of {@link PERSON_KINDS}. */
export type PersonKind = (typeof PERSON_KINDS)[number];

/** Somebody who works for an agency and signs in: never a victim or suspect (those are people of a case). */
@Entity('person')
@Index('person_email', ['email'], { unique: true })
@Index('person_agency_role', ['agencyId', 'role'])
export class Person {
  @IdColumn() id: string;
  @CodeColumn({ default: 'person' }) kind: PersonKind;
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
  /** When an administrator last let this person in; null: never, so that nobody can sign in as them. */
  @MomentColumn({ nullable: true }) invitedAt: Moment | null;
  @MomentColumn() createdAt: Moment;
  @RowVersion() version: number;
}
