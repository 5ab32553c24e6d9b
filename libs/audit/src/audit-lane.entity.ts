import { Entity, PrimaryColumn } from 'typeorm';
import { LineColumn, NumberColumn } from '#platform';

/** The end of one chain of audit entries: who writes holds its row, so that others write in another lane meanwhile. */
@Entity('audit_lane')
export class AuditLane {
  @PrimaryColumn({ type: 'integer' }) lane: number;
  /** Place of the newest entry; 0 while there is none. */
  @NumberColumn() position: number;
  /** Hash of the newest entry. */
  @LineColumn() hash: string;
  /** Our mark over the three: nobody can set the end of a lane back without the key. */
  @LineColumn() mark: string;
}
