import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, LineColumn, MomentColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';

/**
 * Who somebody is at the organisation's sign-in service, from the first time on. After that the e-mail address decides
 * nothing: whoever is given it later does not become this person.
 */
@Entity('organisation_account')
@Index('organisation_account_person', ['personId'], { unique: true })
@Index('organisation_account_subject', ['subjectHash'], { unique: true })
export class OrganisationAccount {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('person') personId: string;
  /** SHA-256 of the service's address and its own name for the person. */
  @LineColumn() subjectHash: string;
  @MomentColumn() createdAt: Moment;
}
