import { Entity } from 'typeorm';
import { IdColumn, SealedColumn } from '#platform';

/**
 * The key with which lookup keys are hashed: made once for each record, never changed. It is sealed, so that it says
 * nothing to who has the record and not the keys; a change of keys seals it anew, and the lookup keys stay good.
 */
@Entity('lookup_secret')
export class LookupSecret {
  @IdColumn() id: string;
  @SealedColumn() secret: string;
}
