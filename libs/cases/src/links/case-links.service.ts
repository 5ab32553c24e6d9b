import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, may, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, NotFound, ok, refused, type Result, writtenText } from '#kernel';
import { type LinkRefusal, type LinkVerb, Lookup, matchOf, type PersonLink, PersonLinks } from '#links';
import { linkSettingsOf, Panel } from '#panels';
import { Database } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { CasePerson } from '../case-person.entity.js';
import { Cases, type CaseSummary } from '../cases.service.js';
import { CaseLists } from '../need-to-know/case-lists.reader.js';
import { type CaseCondition, visibleCases } from '../need-to-know/visible-cases.js';
import { CaseLinking } from './case-linking.js';
import { type LinkFinding, linkFindings } from './link-findings.rules.js';
import { linkNotices } from './link-notices.rules.js';
import { mentionOf } from './mention-of.rules.js';
import {
  type Beside,
  besideLinks,
  connectedCase,
  daysOf,
  type LinksOfCase,
  type ShownLink,
} from './shown-links.js';

/** Why a link is not decided. */
export type DecideRefusal = LinkRefusal | 'REASON_NEEDED' | 'CHANGED_SINCE_YOU_LOOKED';

/** Why two people are not merged. */
export type MergeRefusal = DecideRefusal | 'SAME_CASE';

/** Longest reason of a decision, characters. */
const LONGEST_REASON = 200;

/**
 * What connects a case with others, for those who may know of both; and what people make of it. Whoever may not know of
 * the other case sees no trace of it, but for one sentence to those who run the panel (`linkNotices`).
 */
@Injectable()
export class CaseLinks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly lists: CaseLists,
    private readonly linking: CaseLinking,
    private readonly lookup: Lookup,
    private readonly links: PersonLinks,
  ) {}

  /** What connects this case with others. The reading is recorded, with every other case that was shown. */
  ofCase(actor: Actor, caseId: string): Promise<LinksOfCase> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId);
      const people = await this.db.reading.find(CasePerson, {
        where: { caseId },
        order: { role: 'DESC', id: 'ASC' },
      });
      const own = new Map(people.map((person) => [person.id, person]));
      const links = await this.links.of([...own.keys()]);
      const shared = await this.lookup.sharedBy([...own.keys()]);
      const grouped = await this.groupedWith(people);
      const others = await this.seenOthers(actor, caseId, [
        ...links.map((link) => otherOf(link, own)),
        ...shared.map(({ otherId }) => otherId),
        ...grouped.map(({ id }) => id),
      ]);
      const decisions = await this.links.decisionsOf(links.map(({ id }) => id));
      const mayDecide = await this.decidable(actor, caseFile, others.seen);
      const shown = links.flatMap((link): ShownLink[] => {
        const found = others.seen.get(otherOf(link, own));
        const mine = own.get(otherOf(link, own) === link.oneId ? link.otherId : link.oneId)!;
        if (!found) return [];
        const of = decisions.filter(({ linkId }) => linkId === link.id);
        return [{ link, own: mine, ...found, decisions: of, mayDecide: mayDecide.has(found.otherCase.id) }];
      });
      const listed = await this.lists.withLists([caseId, ...[...others.unseen.values()].map(({ id }) => id)]);
      const notices = linkNotices(links, {
        caseFile,
        listed,
        runsPanel: may(actor, 'case:change', { panelId: caseFile.panelId }),
        own: [...own.keys()],
        unseen: others.unseen,
      });
      await this.audit.record(actor, 'link:read', caseId, {
        caseId,
        fields: [...new Set([...others.seen.values()].map(({ otherCase }) => otherCase.id))],
      });
      const beside = besideLinks(people, shown, grouped, shared, others.seen);
      const findings = await this.findings(caseFile, people, shown, beside);
      const mayMerge = mayDecide.has(caseId);
      return { caseFile, people, links: shown, notices, findings, mayMerge, ...beside };
    });
  }

  /** The same person, by confirmation: both cases keep every word of their own. */
  decide(
    actor: Actor,
    linkId: string,
    verb: LinkVerb,
    given: { reason: string; version: number },
  ): Promise<Result<PersonLink, DecideRefusal>> {
    return this.db.transaction(async () => {
      const caseIds = await this.mustDecideAbout(actor, {
        sql: 'p.id in (select l.one_id from person_link l where l.id = :linkId union all select l.other_id from person_link l where l.id = :linkId)',
        params: { linkId },
      });
      const link = await this.links.get(linkId);
      const reason = reasonOf(given.reason);
      if (!reason.ok) return reason;
      if (link.version !== given.version) {
        return refused(
          'CHANGED_SINCE_YOU_LOOKED',
          'Somebody decided about this link since you looked. Look again.',
        );
      }
      return this.carryOut(actor, link, verb, reason.value, caseIds);
    });
  }

  /** Joins two people whom no rule found: a link made by hand, confirmed at once. */
  merge(
    actor: Actor,
    given: { personId: string; otherPersonId: string; reason: string },
  ): Promise<Result<PersonLink, MergeRefusal>> {
    return this.db.transaction(async () => {
      const caseIds = await this.mustDecideAbout(actor, {
        sql: 'p.id in (:one, :other)',
        params: { one: given.personId, other: given.otherPersonId },
      });
      if (caseIds.length < 2)
        return refused(
          'SAME_CASE',
          'These two are in one case. Choose somebody of another case.',
          'otherPersonId',
        );
      const reason = reasonOf(given.reason);
      if (!reason.ok) return reason;
      const [one, other] = await this.both(given.personId, given.otherPersonId);
      const link = await this.links.byHand(one.id, other.id, matchOf(mentionOf(one), mentionOf(other)));
      return this.carryOut(actor, link, 'confirm', reason.value, caseIds);
    });
  }

  private async carryOut(
    actor: Actor,
    link: PersonLink,
    verb: LinkVerb,
    reason: string,
    caseIds: readonly string[],
  ): Promise<Result<PersonLink, LinkRefusal>> {
    const by = { personId: actor.kind === 'person' ? actor.personId : null, reason };
    const done = await this.linking.changing([link.oneId, link.otherId], () =>
      this.links.decide(link, verb, by),
    );
    if (!done.ok) return done;
    for (const caseId of caseIds) await this.audit.record(actor, `link:${verb}`, link.id, { caseId });
    return ok(done.value);
  }

  /**
   * Both people's cases must be known to the actor, and one of them be before a panel that they run. One statement,
   * whether there is nobody or somebody whom the actor may not know of: neither takes longer.
   */
  private async mustDecideAbout(actor: Actor, people: CaseCondition): Promise<string[]> {
    // Not `case:read`: who broke the glass may look, and decides nothing.
    const seen = visibleCases(actor, this.clock.today(), 'case:flag');
    const rows = await this.db.query<{ caseId: string; panelId: string }>(
      `select p.case_id as "caseId", c.panel_id as "panelId"
         from case_person p join case_file c on c.id = p.case_id
        where ${people.sql} and ${seen.sql}`,
      { ...people.params, ...seen.params },
    );
    if (rows.length < 2) throw new NotFound('Link');
    if (!rows.some(({ panelId }) => may(actor, 'case:change', { panelId })))
      mustBeAllowed(actor, 'case:change', { panelId: rows[0]!.panelId });
    return [...new Set(rows.map(({ caseId }) => caseId))].sort();
  }

  private async both(personId: string, otherId: string): Promise<[CasePerson, CasePerson]> {
    const one = await this.db.writing.findOneByOrFail(CasePerson, { id: personId });
    return [one, await this.db.writing.findOneByOrFail(CasePerson, { id: otherId })];
  }

  /** The cases of which the actor may decide links with this one; this one too, if they run its panel. */
  private async decidable(
    actor: Actor,
    caseFile: CaseFile,
    seen: ReadonlyMap<string, { otherCase: CaseSummary }>,
  ): Promise<Set<string>> {
    const others = new Map([...seen.values()].map(({ otherCase }) => [otherCase.id, otherCase]));
    const known = await this.cases.visibleIds(actor, [caseFile.id, ...others.keys()], 'case:flag');
    if (!known.has(caseFile.id)) return new Set();
    const runs = ({ panelId }: { panelId: string }) => may(actor, 'case:change', { panelId });
    const found = [...others.values()].filter((one) => known.has(one.id) && (runs(caseFile) || runs(one)));
    return new Set([...found.map(({ id }) => id), ...(runs(caseFile) ? [caseFile.id] : [])]);
  }

  /** What the rules make of the cases that are shown. */
  private async findings(
    caseFile: CaseFile,
    people: readonly CasePerson[],
    shown: readonly ShownLink[],
    beside: Beside,
  ): Promise<LinkFinding[]> {
    const ids = [
      ...new Set([...shown, ...beside.through, ...beside.shared].map(({ otherCase }) => otherCase.id)),
    ];
    if (ids.length === 0) return [];
    const cases = await this.db.reading.findBy(CaseFile, { id: In(ids) });
    const panel = await this.db.reading.findOneByOrFail(Panel, { id: caseFile.panelId });
    const connected = cases.map((one) => connectedCase(one, shown, beside));
    // A victim whom nobody knows well enough is neither the same nor another.
    const isKnown = people.some(({ role, identityKey }) => role === 'victim' && identityKey !== null);
    const findings = linkFindings(daysOf(caseFile), connected, linkSettingsOf(panel));
    return findings.map((one) =>
      isKnown || one.rule === 'shared-address' || one.rule === 'repeat' ? one : { ...one, isCertain: false },
    );
  }

  private groupedWith(people: readonly CasePerson[]): Promise<CasePerson[]> {
    const keys = people.map(({ identityKey }) => identityKey).filter((key) => key !== null);
    if (keys.length === 0) return Promise.resolve([]);
    return this.db.reading.find(CasePerson, { where: { identityKey: In(keys) }, take: MOST_GROUPED });
  }

  /** The people behind these mentions with their cases, those of cases that the actor may not know of apart. */
  private async seenOthers(
    actor: Actor,
    caseId: string,
    mentionIds: readonly string[],
  ): Promise<{
    seen: Map<string, { other: CasePerson; otherCase: CaseSummary }>;
    unseen: Map<string, CaseSummary>;
  }> {
    const ids = [...new Set(mentionIds)];
    const people = ids.length === 0 ? [] : await this.db.reading.findBy(CasePerson, { id: In(ids) });
    const caseIds = [...new Set(people.map((person) => person.caseId))].filter((id) => id !== caseId);
    const visible = await this.cases.visibleIds(actor, caseIds);
    const summaries = new Map((await this.cases.summariesByIds(caseIds)).map((one) => [one.id, one]));
    const seen = new Map<string, { other: CasePerson; otherCase: CaseSummary }>();
    const unseen = new Map<string, CaseSummary>();
    for (const person of people) {
      const otherCase = summaries.get(person.caseId);
      if (!otherCase) continue;
      if (visible.has(otherCase.id)) seen.set(person.id, { other: person, otherCase });
      else unseen.set(person.id, otherCase);
    }
    return { seen, unseen };
  }
}

/** Most mentions of one person that are shown. */
const MOST_GROUPED = 200;

function otherOf(link: PersonLink, own: ReadonlyMap<string, unknown>): string {
  return own.has(link.oneId) ? link.otherId : link.oneId;
}

function reasonOf(reason: string): Result<string, 'REASON_NEEDED'> {
  const limits = { what: 'The reason', field: 'reason', min: 3, max: LONGEST_REASON, lines: 'many' as const };
  const written = writtenText(reason, limits);
  return written.ok ? written : refused('REASON_NEEDED', written.refusal.message, 'reason');
}
