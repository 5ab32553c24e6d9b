import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock, newId, NotFound, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { areJoined, groupsOf, type GroupingMention } from './grouping.rules.js';
import { LinkDecision } from './link-decision.entity.js';
import { counts, decided, isNewEvidence, type LinkRefusal, type LinkVerb } from './link-states.rules.js';
import { type Match } from './match-score.rules.js';
import { PersonLink } from './person-link.entity.js';

/** Two mentions that were compared, and what came of it. */
export type FoundPair = { oneId: string; otherId: string; match: Match };

/** Rows of one statement: both databases limit their parameters. */
const AT_ONCE = 50;

/** Most mentions that are grouped at once: far above any real person's, and an end to anything that runs away. */
const MOST_MENTIONS = 2000;

/**
 * The links between mentions: what the rules found, what people made of it, and who therefore counts as one person.
 * Asks no permission: the room that knows what a mention belongs to has asked.
 */
@Injectable()
export class PersonLinks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps what was found. A link that is known keeps its decision; a rejected one comes back only with evidence that
   * was not there when it was rejected. Inside a transaction.
   */
  async keep(pairs: readonly FoundPair[]): Promise<void> {
    const before = new Map<string, PersonLink>();
    for (const link of await this.between(pairs)) before.set(`${link.oneId} ${link.otherId}`, link);
    const fresh: PersonLink[] = [];
    for (const { oneId: a, otherId: b, match } of pairs) {
      const [oneId, otherId] = a < b ? [a, b] : [b, a];
      const known = before.get(`${oneId} ${otherId}`);
      if (known) await this.findAgain(known, match);
      else fresh.push(this.newLink(oneId, otherId, match, false));
    }
    for (let at = 0; at < fresh.length; at += AT_ONCE)
      await this.db.writing.insert(PersonLink, fresh.slice(at, at + AT_ONCE));
  }

  /** Joins two mentions that the rules did not find, as a suggestion to be confirmed. Inside a transaction. */
  async byHand(a: string, b: string, match: Match): Promise<PersonLink> {
    const [oneId, otherId] = a < b ? [a, b] : [b, a];
    const known = await this.db.writing.findOneBy(PersonLink, { oneId, otherId });
    if (known) return known;
    return this.db.writing.save(
      this.db.writing.create(PersonLink, this.newLink(oneId, otherId, match, true)),
    );
  }

  /** One link. Throws {@link NotFound}. */
  async get(linkId: string): Promise<PersonLink> {
    const link = await this.db.reading.findOneBy(PersonLink, { id: linkId });
    if (!link) throw new NotFound('Link');
    return link;
  }

  /** Every link of these mentions, decided or not. */
  async of(mentionIds: readonly string[]): Promise<PersonLink[]> {
    if (mentionIds.length === 0) return [];
    const ids = In([...new Set(mentionIds)]);
    return this.db.reading.find(PersonLink, {
      where: [{ oneId: ids }, { otherId: ids }],
      order: { score: 'DESC', id: 'ASC' },
    });
  }

  /** What became of these links, newest first. */
  decisionsOf(linkIds: readonly string[]): Promise<LinkDecision[]> {
    if (linkIds.length === 0) return Promise.resolve([]);
    return this.db.reading.find(LinkDecision, {
      where: { linkId: In([...linkIds]) },
      order: { decidedAt: 'DESC', id: 'DESC' },
    });
  }

  /**
   * Decides about a link, or takes the decision back. Refused where it would bring together, through others, two
   * mentions that somebody keeps apart, or keep apart two whom others join. Inside a transaction.
   */
  async decide(
    link: PersonLink,
    verb: LinkVerb,
    by: { personId: string | null; reason: string },
  ): Promise<Result<PersonLink, LinkRefusal>> {
    const to = decided(link.state, verb);
    if (!to.ok) return to;
    const { members, links } = await this.around([link.oneId, link.otherId]);
    const after = links.map((one) => (one.id === link.id ? { ...one, state: to.value } : one));
    const joined = areJoined(members, after, link.oneId, link.otherId);
    if (to.value === 'confirmed' && !joined) {
      return refused(
        'KEPT_APART',
        'Somebody said of two of these people that they are not the same. Take that back first.',
      );
    }
    const others = after.filter((one) => one.id !== link.id && one.state === 'confirmed');
    if (to.value === 'rejected' && areJoined(members, others, link.oneId, link.otherId)) {
      return refused(
        'JOINED_BY_OTHERS',
        'Somebody confirmed both as the same person as a third. Take one of those decisions back first.',
      );
    }
    await this.note(link, to.value, by.personId, by.reason);
    return ok(await this.db.writing.save(link));
  }

  /**
   * Who counts as one person with whom, around these mentions: the group of every mention that a decision about them can
   * reach. The caller says which are well known.
   */
  async groupsAround(
    mentionIds: readonly string[],
    wellKnown: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<Map<string, string | null>> {
    const { members, links } = await this.around(mentionIds);
    const known = await wellKnown(members.map(({ id }) => id));
    return groupsOf(
      members.map(({ id }) => ({ id, isWellKnown: known.has(id) })),
      links,
    );
  }

  /** Every mention that counted links lead to from these, and all links of these mentions. */
  private async around(
    mentionIds: readonly string[],
  ): Promise<{ members: GroupingMention[]; links: PersonLink[] }> {
    const reached = new Set(mentionIds);
    const links = new Map<string, PersonLink>();
    let edge = [...reached];
    while (edge.length > 0 && reached.size < MOST_MENTIONS) {
      const found = await this.of(edge);
      edge = [];
      for (const link of found) {
        links.set(link.id, link);
        if (!counts(link)) continue;
        for (const id of [link.oneId, link.otherId]) {
          if (reached.has(id)) continue;
          reached.add(id);
          edge.push(id);
        }
      }
    }
    return { members: [...reached].map((id) => ({ id, isWellKnown: false })), links: [...links.values()] };
  }

  /** What is known of these pairs, in one statement for each mention that was looked up. */
  private async between(pairs: readonly FoundPair[]): Promise<PersonLink[]> {
    const others = new Map<string, string[]>();
    for (const { oneId, otherId } of pairs) others.set(oneId, [...(others.get(oneId) ?? []), otherId]);
    const found: PersonLink[] = [];
    for (const [mentionId, ids] of others) {
      const where = [
        { oneId: mentionId, otherId: In(ids) },
        { otherId: mentionId, oneId: In(ids) },
      ];
      found.push(...(await this.db.writing.find(PersonLink, { where })));
    }
    return found;
  }

  private newLink(oneId: string, otherId: string, match: Match, isByHand: boolean): PersonLink {
    const foundAt = this.clock.now();
    return {
      id: newId(),
      oneId,
      otherId,
      state: 'suggested',
      isByHand,
      foundAt,
      version: 1,
      ...toKeep(match),
    };
  }

  private async findAgain(known: PersonLink, match: Match): Promise<void> {
    const comesBack = known.state === 'rejected' && isNewEvidence(known.signs, match.evidence);
    if (known.state === 'rejected' && !comesBack) return;
    Object.assign(known, toKeep(match));
    if (comesBack) await this.note(known, 'suggested', null, 'New evidence was found');
    await this.db.writing.save(known);
  }

  private async note(
    link: PersonLink,
    toState: PersonLink['state'],
    decidedById: string | null,
    reason: string,
  ): Promise<void> {
    await this.db.writing.insert(LinkDecision, {
      id: newId(),
      linkId: link.id,
      fromState: link.state,
      toState,
      decidedById,
      reason,
      decidedAt: this.clock.now(),
    });
    link.state = toState;
  }
}

function toKeep(match: Match): Pick<PersonLink, 'result' | 'score' | 'signs' | 'rulesVersion'> {
  const { result, score, rulesVersion, evidence } = match;
  return { result, score, rulesVersion, signs: evidence.map(({ sign }) => sign) };
}
