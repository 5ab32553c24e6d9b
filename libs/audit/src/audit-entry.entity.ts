import { Entity, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  JsonColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  TextColumn,
} from '#platform';
import type { Moment } from '#kernel';

/** One line of the record of who saw and did what: written in the same transaction, chained, never changed. */
@Entity('audit_entry')
@Index('audit_entry_subject', ['subjectId', 'at'])
@Index('audit_entry_case', ['caseId', 'at'])
@Index('audit_entry_person', ['personId', 'at'])
@Index('audit_entry_at', ['at', 'id'])
@Index('audit_entry_what', ['what', 'at', 'id'])
@Index('audit_entry_place', ['lane', 'position'], { unique: true })
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
  /** The session or token that was used: its id, never the token. */
  @RefColumn({ nullable: true }) sessionId: string | null;
  /** The reason given for looking or for taking something out, where one is asked for. */
  @TextColumn({ nullable: true }) why: string | null;
  /** The lane in whose chain the entry stands. */
  @NumberColumn({ default: 0 }) lane: number;
  /** Its place in the lane, from 1 without a gap. */
  @NumberColumn({ default: 0 }) position: number;
  /** Our mark over the hash of the entry before and everything in this one; empty before it was taken into the chain. */
  @LineColumn({ default: '' }) hash: string;
}

/** What an act says about itself, before it has a place in the chain. */
export type AuditAct = Omit<AuditEntry, 'lane' | 'position' | 'hash'>;
