import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn, LineColumn, MomentColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';

/** One line of the record of who saw and did what: written in the same transaction, never changed. */
@Entity('audit_entry')
@Index('audit_entry_subject', ['subjectId', 'at'])
@Index('audit_entry_case', ['caseId', 'at'])
@Index('audit_entry_person', ['personId', 'at'])
export class AuditEntry {
  @IdColumn() id: string;
  @MomentColumn() at: Moment;
  /** The person who acted; null for the system. No foreign key: the record outlives what it speaks of. */
  @RefColumn({ nullable: true }) personId: string | null;
  @RefColumn({ nullable: true }) agencyId: string | null;
  /** The role acted in, or the name of the system's part. */
  @CodeColumn() actingAs: string;
  /** What was done, as `noun:verb`. */
  @CodeColumn() what: string;
  @RefColumn() subjectId: string;
  @RefColumn({ nullable: true }) caseId: string | null;
  /** The names of the fields read or changed: never their content. */
  @JsonColumn() fields: string[];
  @LineColumn({ nullable: true }) requestId: string | null;
}
