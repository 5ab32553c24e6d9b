import { Entity, Index, PrimaryColumn } from 'typeorm';
import { CodeColumn } from '#platform';
import type { KeyKind } from './lookup-keys.rules.js';

/**
 * One key under which a mention is found. Only a keyed hash is kept: who has the rows and not the key learns no name, no
 * number and no address from them. A key of a shared kind is the record of that phone, address and so on.
 */
@Entity('lookup_key')
@Index('lookup_key_mention', ['mentionId'])
export class LookupKeyRow {
  @PrimaryColumn({ type: 'varchar', length: 24 }) hash: string;
  /** The person of a case who was named so. */
  @PrimaryColumn({ type: 'varchar', length: 36 }) mentionId: string;
  @CodeColumn() kind: KeyKind;
}
