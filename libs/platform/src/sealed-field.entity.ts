import { Entity, PrimaryColumn } from 'typeorm';
import { TextColumn } from './columns.js';

/**
 * Says of one sealed column that no plain text is left in it, and proves which key it is sealed with: its own name,
 * sealed. Without its row the rows of a column are still to be sealed.
 */
@Entity('sealed_field')
export class SealedFieldProof {
  /** `table.column`. */
  @PrimaryColumn({ type: 'varchar', length: 100 }) place: string;
  @TextColumn() proof: string;
}
