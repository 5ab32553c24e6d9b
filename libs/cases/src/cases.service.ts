import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Actor, Permission } from '#access';
import { Clock, type Day, type Moment, newId, NotFound } from '#kernel';
import { Database } from '#platform';
import { type AccessReason, CaseAccess } from './need-to-know/case-access.entity.js';
import { CaseFactsReader, type RankableCase } from './case-facts.reader.js';
import { CaseFile, type CaseState } from './case-file.entity.js';
import type { RiskLevel } from './risk-tool.rules.js';
import { CaseFlag } from './case-flag.entity.js';
import { amongIds } from './id-list.js';
import { CaseLists } from './need-to-know/case-lists.reader.js';
import { visibleCases } from './need-to-know/visible-cases.js';

/** What may be shown of a case beside a line of another room: no names, no story. */
export type CaseSummary = Pick<
  CaseFile,
  'id' | 'reference' | 'panelId' | 'state' | 'riskLevel' | 'handling' | 'referredOn'
>;

/** How a panel left a case when it heard it. */
export type Hearing = { riskAfter: RiskLevel | null; on: Day };

/** Why a case goes back to the queue without being heard. */
export type CarriedOver = 'not_reached' | 'deferred';

// One statement takes so many ids; a panel's queue may be longer.
const IDS_AT_ONCE = 500;

/**
 * Cases as the later rooms know them: who may see which, what waits for a panel, and where a case stands. The methods
 * that change something ask no permission and join the transaction of the room that calls them, which has asked.
 */
@Injectable()
export class Cases {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly reader: CaseFactsReader,
    private readonly lists: CaseLists,
  ) {}

  /**
   * The case, if the actor may do this to it; else throws {@link NotFound}, in the words of `what` was asked for, whether
   * or not there is such a case. Inside a transaction, and for anything but reading, the row stays locked until its end.
   */
  async mustSee(
    actor: Actor,
    caseId: string,
    permission: Permission = 'case:read',
    what = 'Case',
  ): Promise<CaseFile> {
    const seen = visibleCases(actor, this.clock.today(), permission);
    const query = this.db.reading
      .createQueryBuilder(CaseFile, 'c')
      .where('c.id = :caseId', { caseId })
      .andWhere(seen.sql, seen.params);
    if (this.db.dialect === 'postgres' && this.db.inTransaction && !permission.endsWith(':read')) {
      query.setLock('pessimistic_write');
    }
    const caseFile = await query.getOne();
    if (!caseFile) throw new NotFound(what);
    return caseFile;
  }

  /** The case, locked until the end of the transaction, whoever asks: its caller has asked. Throws {@link NotFound}. */
  async locked(caseId: string): Promise<CaseFile> {
    const caseFile = await this.db.writing.findOne(CaseFile, {
      where: { id: caseId },
      lock: this.db.rowLock,
    });
    if (!caseFile) throw new NotFound('Case');
    return caseFile;
  }

  /** To which of these cases this permission of the actor reaches, by id. For lists of other rooms. */
  async visibleIds(
    actor: Actor,
    caseIds: readonly string[],
    permission: Permission = 'case:read',
  ): Promise<Set<string>> {
    if (caseIds.length === 0) return new Set();
    const seen = visibleCases(actor, this.clock.today(), permission);
    const rows = await this.db.reading
      .createQueryBuilder(CaseFile, 'c')
      .select('c.id', 'id')
      .where('c.id in (:...caseIds)', { caseIds })
      .andWhere(seen.sql, seen.params)
      .getRawMany<{ id: string }>();
    return new Set(rows.map((row) => row.id));
  }

  /** Cases by id, in any order; unknown ids are left out. For loaders of what has been checked already. */
  byIds(ids: readonly string[]): Promise<CaseFile[]> {
    return this.db.reading.findBy(CaseFile, { id: In([...ids]) });
  }

  /** What may be shown of these cases beside a line of another room. For loaders. */
  summariesByIds(ids: readonly string[]): Promise<CaseSummary[]> {
    return this.db.reading.find(CaseFile, {
      select: ['id', 'reference', 'panelId', 'state', 'riskLevel', 'handling', 'referredOn'],
      where: { id: In([...ids]) },
    });
  }

  /** The case of a reference; null when there is none. Asks no permission: for who reads the audit and sees no case. */
  async idOfReference(reference: string): Promise<string | null> {
    const found = await this.db.reading.findOne(CaseFile, { select: ['id'], where: { reference } });
    return found?.id ?? null;
  }

  /** Every case of the panel that is flagged or listed, with the facts that rank it; in no order. */
  rankable(panelId: string): Promise<RankableCase[]> {
    return this.reader.waiting(panelId);
  }

  /** The same of single cases, whatever their state. */
  rankableByIds(caseIds: readonly string[]): Promise<RankableCase[]> {
    return this.reader.of(caseIds);
  }

  /** Where these cases stand, by id. */
  async statesOf(caseIds: readonly string[]): Promise<Map<string, CaseState>> {
    const rows = await this.db.reading.find(CaseFile, {
      select: ['id', 'state'],
      where: { id: In([...caseIds]) },
    });
    return new Map(rows.map((row) => [row.id, row.state]));
  }

  /** Where the case stands. Throws {@link NotFound}. */
  async stateOf(caseId: string): Promise<CaseState> {
    const state = (await this.statesOf([caseId])).get(caseId);
    if (!state) throw new NotFound('Case');
    return state;
  }

  /** Flagged cases now stand on an agenda. Cases in another state stay as they are. */
  markListed(caseIds: readonly string[]): Promise<void> {
    return this.move(caseIds, 'flagged', 'listed');
  }

  /** Listed cases are off the agenda and wait again, as before. */
  unlist(caseIds: readonly string[]): Promise<void> {
    return this.move(caseIds, 'listed', 'flagged');
  }

  /**
   * The panel has heard the case: its flags are settled, its carry-overs forgotten, its risk is what the panel says
   * (null: unchanged).
   */
  async markDiscussed(caseId: string, { riskAfter, on }: Hearing): Promise<void> {
    await this.change(caseId, {
      state: 'discussed',
      lastDiscussedOn: on,
      timesNotReached: 0,
      timesDeferred: 0,
      heldUntil: null,
      heldReason: null,
      ...(riskAfter ? { riskLevel: riskAfter } : {}),
    });
    await this.db.writing.update(
      CaseFlag,
      { caseId, clearedAt: IsNull() },
      { clearedAt: this.clock.now(), clearedReason: 'heard' },
    );
  }

  /** The meeting did not hear the case: it waits again, with its age, and one more carry-over on its count. */
  async backToQueue(caseId: string, why: CarriedOver): Promise<void> {
    const counter = why === 'not_reached' ? 'timesNotReached' : 'timesDeferred';
    await this.db.writing.increment(CaseFile, { id: caseId }, counter, 1);
    await this.change(caseId, { state: 'flagged' });
  }

  /** Keeps the case off every agenda before that day; null lifts it. */
  async holdUntil(caseId: string, until: Day | null, reason: string | null): Promise<void> {
    await this.change(caseId, { heldUntil: until, heldReason: until === null ? null : reason });
  }

  /** The case is done. Its remaining flags are settled. */
  async close(caseId: string, at: Moment): Promise<void> {
    await this.change(caseId, { state: 'closed', closedAt: at, heldUntil: null, heldReason: null });
    await this.db.writing.update(
      CaseFlag,
      { caseId, clearedAt: IsNull() },
      { clearedAt: at, clearedReason: 'closed' },
    );
  }

  /**
   * Gives each of these agencies the need to know each of these cases, for this reason, unless a list of the case leaves
   * nobody of it. Giving it again keeps the row and sets the last day anew (null: until somebody ends it).
   */
  async grantAccess(
    caseIds: readonly string[],
    agencyIds: readonly string[],
    reason: AccessReason,
    endsOn: Day | null = null,
  ): Promise<void> {
    const given = { reason, grantedAt: this.clock.now(), endsOn };
    const isClosed = await this.lists.closedAgencies(caseIds);
    const rows = [...new Set(caseIds)].flatMap((caseId) =>
      [...new Set(agencyIds)]
        .filter((agencyId) => !isClosed(caseId, agencyId))
        .map((agencyId) => ({ id: newId(), caseId, agencyId, ...given })),
    );
    for (const some of portions(rows)) {
      await this.db.writing
        .createQueryBuilder()
        .insert()
        .into(CaseAccess)
        .values(some)
        .orUpdate(['ends_on'], ['case_id', 'agency_id', 'reason'])
        .execute();
    }
    await this.factsChanged([...new Set(caseIds)]);
  }

  /**
   * Something beside the columns of these cases was put on record that may change their rank. Whoever keeps a rank
   * made from the facts sees by the new revision that it is out of date.
   */
  async factsChanged(caseIds: readonly string[]): Promise<void> {
    if (caseIds.length === 0) return;
    await this.db.change(
      `update case_file set facts_version = facts_version + 1 where id in ${amongIds(this.db, 'caseIds')}`,
      { caseIds: JSON.stringify(caseIds) },
    );
  }

  private async move(caseIds: readonly string[], from: CaseState, to: CaseState): Promise<void> {
    for (const some of portions(caseIds)) {
      await this.db.writing.update(CaseFile, { id: In(some), state: from }, { state: to });
    }
  }

  /** A change by column: the version counts up as with a save. Throws {@link NotFound}. */
  private async change(caseId: string, columns: Partial<CaseFile>): Promise<void> {
    const done = await this.db.writing.update(CaseFile, { id: caseId }, columns);
    if (done.affected === 0) throw new NotFound('Case');
  }
}

function portions<T>(all: readonly T[]): T[][] {
  const found: T[][] = [];
  for (let at = 0; at < all.length; at += IDS_AT_ONCE) found.push(all.slice(at, at + IDS_AT_ONCE));
  return found;
}
