import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';
import { Database } from '#platform';
import { LookupKeyRow } from './lookup-key.entity.js';
import {
  type LookupKey,
  lookupKeys,
  MOST_BY_KEY,
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

  /** The mentions that share a key with this one, `exceptId` aside; every one of them is still to be compared. */
  async candidates(mention: ComparedMention, exceptId: string): Promise<string[]> {
    const keys = await this.hashed(lookupKeys(mention));
    if (keys.length === 0) return [];
    const parts: string[] = [];
    const parameters: Record<string, unknown> = {};
    keys.forEach(({ hash, kind }, at) => {
      // One more than the most, and one for the mention itself: that tells a key that leads to too many.
      parts.push(
        `select * from (select ${at} as "at", k.mention_id as "mentionId" from lookup_key k
          where k.hash = :hash${at} order by k.mention_id desc limit ${MOST_BY_KEY[kind].most + 2}) t${at}`,
      );
      parameters[`hash${at}`] = hash;
    });
    const rows = await this.db.query<{ at: number; mentionId: string }>(
      parts.join(' union all '),
      parameters,
    );
    const found = new Set<string>();
    keys.forEach(({ kind }, at) => {
      const { most, above } = MOST_BY_KEY[kind];
      const own = rows.filter((row) => Number(row.at) === at && row.mentionId !== exceptId);
      if (own.length > most && above === 'nothing') return;
      for (const { mentionId } of own.slice(0, most)) found.add(mentionId);
    });
    return [...found];
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
