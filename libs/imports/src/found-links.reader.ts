import { Injectable } from '@nestjs/common';
import { monthsBefore } from '#cases';
import type { Day } from '#kernel';
import { USUAL_LINK_SETTINGS } from '#panels';
import { Database } from '#platform';
import { type FoundLinks, pairOf } from './link-check.rules.js';

type Mention = {
  id: string;
  reference: string;
  referredOn: Day;
  role: 'victim' | 'suspect';
  key: string | null;
};

type Pair = readonly [Mention, Mention];

/** Reads every connection that the rules found in the record. For a record that holds made-up people only. */
@Injectable()
export class FoundLinksReader {
  constructor(private readonly db: Database) {}

  /**
   * What the rules found: people who count as one, or are likely to and wait for somebody to decide; repeats and serial
   * suspects that follow from that; and people who gave one address.
   */
  async read(): Promise<FoundLinks> {
    const mentions = await this.mentions();
    const same = await this.samePeople(mentions);
    const referrals = new Map<string, Pair[]>();
    for (const pair of same) {
      const name = pairOf(pair[0].reference, pair[1].reference);
      referrals.set(name, [...(referrals.get(name) ?? []), pair]);
    }
    const [repeats, serial] = [new Set<string>(), new Set<string>()];
    const identified = new Set([...mentions.values()].filter(isVictim).map(({ reference }) => reference));
    for (const [name, pairs] of referrals) {
      const suspects = pairs.find((pair) => !pair.some(isVictim));
      if (!suspects) continue;
      const isSameVictim = pairs.some((pair) => pair.every(isVictim));
      const [earlier, later] = suspects.map(({ referredOn }) => referredOn).sort() as [Day, Day];
      if (isSameVictim && earlier >= monthsBefore(later, USUAL_LINK_SETTINGS.repeatMonths)) repeats.add(name);
      const areKnown = suspects.every(({ reference }) => identified.has(reference));
      if (!isSameVictim && areKnown && earlier >= monthsBefore(later, USUAL_LINK_SETTINGS.serialMonths))
        serial.add(name);
    }
    return {
      repeat: repeats,
      serial_suspect: serial,
      same_person: new Set(same.map(([a, b]) => pairOf(nameOf(a), nameOf(b)))),
      shared_address: await this.sharedAddresses(mentions),
    };
  }

  private async mentions(): Promise<Map<string, Mention>> {
    const rows = await this.db.query<Mention>(
      `select p.id, c.reference, c.referred_on as "referredOn", p.role, p.identity_key as "key"
         from case_person p join case_file c on c.id = p.case_id`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async samePeople(mentions: ReadonlyMap<string, Mention>): Promise<Pair[]> {
    const found = new Map<string, Pair>();
    const add = (one: Mention, other: Mention) => {
      if (one.reference !== other.reference) found.set(pairOf(one.id, other.id), [one, other]);
    };
    const groups = new Map<string, Mention[]>();
    for (const mention of mentions.values())
      if (mention.key !== null) groups.set(mention.key, [...(groups.get(mention.key) ?? []), mention]);
    for (const group of groups.values()) for (const one of group) for (const other of group) add(one, other);
    const likely = await this.db.query<{ oneId: string; otherId: string }>(
      `select one_id as "oneId", other_id as "otherId" from person_link
        where state <> 'rejected' and (result in ('same', 'likely') or state = 'confirmed')`,
    );
    for (const { oneId, otherId } of likely) add(mentions.get(oneId)!, mentions.get(otherId)!);
    return [...found.values()];
  }

  private async sharedAddresses(mentions: ReadonlyMap<string, Mention>): Promise<Set<string>> {
    const rows = await this.db.query<{ oneId: string; otherId: string }>(
      `select k.mention_id as "oneId", o.mention_id as "otherId" from lookup_key k
         join lookup_key o on o.hash = k.hash and o.mention_id > k.mention_id where k.kind = 'address'`,
    );
    const pairs = rows.map(({ oneId, otherId }) => [mentions.get(oneId)!, mentions.get(otherId)!] as const);
    return new Set(
      pairs.filter(([a, b]) => a.reference !== b.reference).map(([a, b]) => pairOf(nameOf(a), nameOf(b))),
    );
  }
}

const nameOf = ({ reference, role }: Mention) => `${reference} ${role}`;

const isVictim = ({ role }: Mention) => role === 'victim';
