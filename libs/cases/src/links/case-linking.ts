import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type FoundPair, Lookup, matchOf, PersonLinks } from '#links';
import { Database } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { CaseFlagging } from '../case-flagging.js';
import { CasePerson } from '../case-person.entity.js';
import { Cases } from '../cases.service.js';
import { amongIds } from '../id-list.js';
import type { FlagReason } from '../panel-flag.rules.js';
import { isOver } from '../triage/case-states.rules.js';
import { isWellKnown, mentionOf } from './mention-of.rules.js';

/** Most other cases that are flagged anew because of one: more than one suspect ever had. */
const MOST_OTHERS = 25;

/** What the rules held of other cases before something was linked. */
type Before = { cases: readonly CaseFile[]; rules: ReadonlyMap<string, readonly FlagReason[]> };

/**
 * Connects the people of a case to those of all others as they are entered, as a force control room does with reports:
 * looks them up, keeps what is found with its evidence, and lets the rules of every case concerned see it. Inside the
 * transaction of whatever entered or decided.
 */
@Injectable()
export class CaseLinking {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
    private readonly flagging: CaseFlagging,
    private readonly lookup: Lookup,
    private readonly links: PersonLinks,
  ) {}

  /**
   * Looks up the people of a new case. Other cases are flagged where a rule now holds for them; a case that is closely
   * kept flags no other, so that nobody learns of it by a flag.
   */
  async enter(caseFile: Pick<CaseFile, 'id' | 'handling'>): Promise<void> {
    const people = await this.db.writing.findBy(CasePerson, { caseId: caseFile.id });
    const pairs: FoundPair[] = [];
    const others = new Set<string>();
    for (const person of people) {
      for (const { pair, caseId } of await this.lookUp(person)) {
        pairs.push(pair);
        if (pair.match.result !== 'possible') others.add(caseId);
      }
    }
    await this.links.keep(pairs);
    const before = await this.holding(caseFile.handling === 'standard' ? [...others] : []);
    await this.join(people, pairs);
    await this.cases.factsChanged([caseFile.id, ...others]);
    await this.flagWhatIsNew(before);
  }

  /**
   * Looks up everybody who is on record and has not been yet, in portions, so that a run that is stopped goes on where it
   * was when it is started again; gives how many. For records from before there were links. With `anew` also those who
   * have been, from one id on: for new rules. Sets no flags: who runs a panel would get years of them at once; the facts
   * that rank a case are right from then on.
   */
  async enterAll(
    { anew = false, after: from = '' }: { anew?: boolean; after?: string } = {},
    onProgress: (progress: { done: number; of: number; last: string }) => void = () => undefined,
  ): Promise<number> {
    const isWaiting = anew ? 'true' : 'not exists (select 1 from lookup_key k where k.mention_id = p.id)';
    const [{ of } = { of: 0 }] = await this.db.query<{ of: number | string }>(
      `select count(*) as "of" from case_person p where p.id > :from and ${isWaiting}`,
      { from },
    );
    let after = from;
    let done = 0;
    for (;;) {
      const found = await this.db.transaction(() => this.enterPortion(after, isWaiting));
      if (found.count === 0) return done;
      after = found.last;
      done += found.count;
      onProgress({ done, of: Math.max(Number(of), done), last: after });
    }
  }

  /** Does something to links of these mentions, then lets the rules of all cases around them see it. */
  async changing<T>(mentionIds: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = await this.holding(await this.casesAround(mentionIds));
    const done = await work();
    await this.regroup(mentionIds);
    const after = await this.casesAround(mentionIds);
    await this.cases.factsChanged([...new Set([...before.rules.keys(), ...after])]);
    await this.flagWhatIsNew(before);
    return done;
  }

  private async enterPortion(after: string, isWaiting: string): Promise<{ count: number; last: string }> {
    const people = await this.db.writing
      .createQueryBuilder(CasePerson, 'p')
      .where('p.id > :after', { after })
      .andWhere(isWaiting)
      .orderBy('p.id')
      .limit(PORTION)
      .getMany();
    for (const person of people) {
      await this.links.keep((await this.lookUp(person)).map(({ pair }) => pair));
      await this.regroup([person.id]);
    }
    await this.cases.factsChanged([...new Set(people.map(({ caseId }) => caseId))]);
    return { count: people.length, last: people.at(-1)?.id ?? after };
  }

  /** Keeps the keys of a person and compares them with everybody who shares one, people of the same case aside. */
  private async lookUp(person: CasePerson): Promise<{ pair: FoundPair; caseId: string }[]> {
    const mention = mentionOf(person);
    await this.lookup.keep(person.id, mention);
    const ids = await this.lookup.candidates(mention, person.id);
    if (ids.length === 0) return [];
    const candidates = await this.db.writing.findBy(CasePerson, { id: In(ids) });
    return candidates
      .filter(({ caseId }) => caseId !== person.caseId)
      .map((other) => ({
        caseId: other.caseId,
        pair: { oneId: person.id, otherId: other.id, match: matchOf(mention, mentionOf(other)) },
      }))
      .filter(({ pair }) => pair.match.result !== 'none');
  }

  /** Writes who counts as one person into the rows that the facts of cases are read from. */
  private async regroup(mentionIds: readonly string[]): Promise<void> {
    let rows: CasePerson[] = [];
    const groups = await this.links.groupsAround(mentionIds, async (ids) => {
      rows = await this.db.writing.findBy(CasePerson, { id: In([...ids]) });
      return new Set(rows.filter(isWellKnown).map(({ id }) => id));
    });
    for (const { id, identityKey } of rows) {
      const group = groups.get(id) ?? null;
      if (group !== identityKey) await this.db.writing.update(CasePerson, { id }, { identityKey: group });
    }
  }

  /** The cases of everybody who counts as one person with these mentions, and of the mentions themselves. */
  private async casesAround(mentionIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ caseId: string }>(
      `select distinct o.case_id as "caseId" from case_person p
         join case_person o on o.id = p.id or o.identity_key = p.identity_key
        where p.id in ${amongIds(this.db, 'ids')}`,
      { ids: JSON.stringify(mentionIds) },
    );
    return rows.map(({ caseId }) => caseId);
  }

  /**
   * Groups new people: who is like others that are one person already joins them, which is nearly always all there is to
   * it; otherwise everybody around is grouped anew.
   */
  private async join(people: readonly CasePerson[], pairs: readonly FoundPair[]): Promise<void> {
    const anew: string[] = [];
    for (const { id } of people) {
      const like = pairs.filter(({ oneId, match }) => oneId === id && match.result === 'same');
      const others = await this.db.writing.findBy(CasePerson, { id: In(like.map(({ otherId }) => otherId)) });
      const [group, ...more] = new Set(others.map(({ identityKey }) => identityKey));
      if (group && more.length === 0 && group < id) {
        await this.db.writing.update(CasePerson, { id }, { identityKey: group });
      } else anew.push(id);
    }
    if (anew.length > 0) await this.regroup(anew);
  }

  private async holding(caseIds: readonly string[]): Promise<Before> {
    const found = await this.db.writing.findBy(CaseFile, { id: In(caseIds.slice(0, MOST_OTHERS)) });
    const cases = found.filter(({ state }) => !isOver(state));
    return { cases, rules: await this.flagging.holdingOf(cases.map(({ id }) => id)) };
  }

  /** Flags the cases for which a rule holds that did not hold before. */
  private async flagWhatIsNew({ cases, rules }: Before): Promise<void> {
    const now = await this.flagging.holdingOf(cases.map(({ id }) => id));
    for (const caseFile of cases) {
      const before = rules.get(caseFile.id)!;
      const isNew = now.get(caseFile.id)!.some(({ name }) => !before.some((old) => old.name === name));
      if (isNew && (await this.flagging.flagByRules(caseFile, before))) await this.db.writing.save(caseFile);
    }
  }
}

/** People looked up in one transaction: others wait no longer than this takes. */
const PORTION = 100;
