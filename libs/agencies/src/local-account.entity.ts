import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, LineColumn, MomentColumn, NumberColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';

/** How a person signs in whose agency has no single sign-on: a password and a code from their telephone. */
@Entity('local_account')
@Index('local_account_person', ['personId'], { unique: true })
export class LocalAccount {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('person') personId: string;
  /** Argon2id, with its parameters and salt. */
  @LineColumn() passwordHash: string;
  /** Secret of the second factor, sealed. */
  @LineColumn() sealedSecret: string;
  /** The half minute of the last code that was used: no code is good twice. */
  @NumberColumn({ nullable: true }) lastStep: number | null;
  @MomentColumn() passwordSetAt: Moment;
}

/** One of ten codes on paper, for when the telephone is not at hand. Only its SHA-256 is kept. */
@Entity('recovery_code')
@Index('recovery_code_person', ['personId'])
export class RecoveryCode {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('person') personId: string;
  @LineColumn() codeHash: string;
  @MomentColumn({ nullable: true }) usedAt: Moment | null;
}
