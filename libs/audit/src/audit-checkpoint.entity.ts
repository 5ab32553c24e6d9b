import { Entity, Index } from 'typeorm';
import { IdColumn, LineColumn, MomentColumn, TextColumn } from '#platform';
import type { Moment } from '#kernel';

/** Where every lane of the audit ended at a moment, signed; the same text is kept as a file elsewhere. */
@Entity('audit_checkpoint')
@Index('audit_checkpoint_at', ['at', 'id'])
export class AuditCheckpoint {
  @IdColumn() id: string;
  @MomentColumn() at: Moment;
  /** The signed text: JSON of a `CheckpointContent`. */
  @TextColumn() content: string;
  /** Names the key that signed. */
  @LineColumn() keyId: string;
  /** Ed25519 signature of the text. */
  @LineColumn() signature: string;
}
