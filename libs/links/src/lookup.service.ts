import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';
import { Database } from '#platform';
import { MOST_READ, worthComparing } from './candidates.rules.js';
import { LookupKeyRow } from './lookup-key.entity.js';
import {
  type KeyKind,
  type LookupKey,
  lookupKeys,
  SHARED_KINDS,
  type SharedKind,
} from './lookup-keys.rules.js';
import { LookupSecret } from './lookup-secret.entity.js';
import type { ComparedMention } from './mention.rules.js';

/** The one row of the secret. */
const SECRET_ID = 'lookup';

/** Length of a kept hash, in bytes: too long to meet by chance among any number of people. */
const HASH_BYTES = 18;

/** Two mentions that gave the same phone, address and so on. */
export type SharedKey = { mentionId: string; otherId: string; kind: SharedKind; hash: string };

/** Finds the mentions that may be the same person, among any number, by a handful of index reads. */
@Injectable()
export class Lookup {
  private secret: Buffer | null = null;

  constructor(private readonly db: Database) {}

  /** Keeps the keys of a mention, in place of those kept before. Inside a transaction. */
  async keep(mentionId: string, mention: ComparedMention): Promise<void> {
    await this.forget(mentionId);
    const rows = await this.rowsOf(mentionId, mention);
    if (rows.length > 0) await this.db.writing.insert(LookupKeyRow, rows);
  }

  /** The keys of a mention as they are kept. */
  async rowsOf(mentionId: string, mention: ComparedMention): Promise<LookupKeyRow[]> {
    const keys = await this.hashed(lookupKeys(mention));
    return keys.map(({ hash, kind }) => ({ hash, mentionId, kind }));
  }

  /** Takes a mention out of every lookup. Inside a transaction. */
  async forget(mentionId: string): Promise<void> {
    await this.db.writing.delete(LookupKeyRow, { mentionId });
  }

  /**
   * The mentions most worth comparing with this one, `exceptId` aside: those that share the rarest keys, and never more
   * than {@link MOST_COMPARED}. One statement that reads the index alone, a bounded number of entries for each key.
   */
  async candidates(mention: ComparedMention, exceptId: string): Promise<string[]> {
    const keys = await this.hashed(lookupKeys(mention));
    if (keys.length === 0) return [];
    const parts: string[] = [];
    const parameters: Record<string, unknown> = { exceptId };
    keys.forEach(({ hash }, at) => {
      parts.push(
        `select * from (select ${at} as "at", k.mention_id as "mentionId" from lookup_key k
          where k.hash = :hash${at} and k.mention_id <> :exceptId
          order by k.mention_id desc limit ${MOST_READ}) t${at}`,
      );
      parameters[`hash${at}`] = hash;
    });
    const rows = await this.db.query<{ at: number; mentionId: string }>(
      parts.join(' union all '),
      parameters,
    );
    const read = keys.map(({ kind }): { kind: KeyKind; mentionIds: string[] } => ({ kind, mentionIds: [] }));
    for (const { at, mentionId } of rows) read[Number(at)]!.mentionIds.push(mentionId);
    return worthComparing(read);
  }

  /** Who else gave the same phone, e-mail address, handle, vehicle or address as these mentions. */
  async sharedBy(mentionIds: readonly string[]): Promise<SharedKey[]> {
    if (mentionIds.length === 0) return [];
    const kinds = SHARED_KINDS.map((kind) => `'${kind}'`).join(', ');
    const ids = mentionIds.map((id, at) => [`id${at}`, id] as const);
    return this.db.query<SharedKey>(
      `select k.mention_id as "mentionId", o.mention_id as "otherId", k.kind, k.hash
         from lookup_key k join lookup_key o on o.hash = k.hash and o.mention_id <> k.mention_id
        where k.mention_id in (${ids.map(([name]) => `:${name}`).join(', ')}) and k.kind in (${kinds})
        order by k.kind, k.hash, o.mention_id limit 200`,
      Object.fromEntries(ids),
    );
  }

  private async hashed(keys: readonly LookupKey[]): Promise<{ hash: string; kind: LookupKey['kind'] }[]> {
    const secret = await this.theSecret();
    return keys.map(({ kind, text }) => {
      const digest = createHmac('sha256', secret).update(`${kind}|${text}`).digest();
      return { kind, hash: digest.subarray(0, HASH_BYTES).toString('base64url') };
    });
  }

  /** The secret of this record, made when the first key is kept. */
  private async theSecret(): Promise<Buffer> {
    if (this.secret) return this.secret;
    const known = await this.db.reading.findOneBy(LookupSecret, { id: SECRET_ID });
    if (known) return (this.secret = Buffer.from(known.secret, 'base64url'));
    const secret = randomBytes(32).toString('base64url');
    await this.db.writing
      .createQueryBuilder()
      .insert()
      .into(LookupSecret)
      .values({ id: SECRET_ID, secret })
      .orIgnore()
      .execute();
    // Not kept in memory before it is committed: another process may have been first, or this transaction may fail.
    const kept = await this.db.writing.findOneByOrFail(LookupSecret, { id: SECRET_ID });
    const bytes = Buffer.from(kept.secret, 'base64url');
    this.db.afterCommit(() => (this.secret = bytes));
    return bytes;
  }
}
