import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, LineColumn, MomentColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';

/** A bearer token that stands for one person; only its SHA-256 is kept. */
@Entity('access_token')
@Index('access_token_hash', ['tokenHash'], { unique: true })
export class AccessToken {
  @IdColumn() id: string;
  @LineColumn() tokenHash: string;
  @RefColumn() @ForeignKey('person') personId: string;
  /** What it is for, in words: "web session", "command line". */
  @LineColumn() label: string;
  @MomentColumn() createdAt: Moment;
  @MomentColumn() expiresAt: Moment;
  @MomentColumn({ nullable: true }) revokedAt: Moment | null;
}
