import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Actor } from '#access';
import { Database } from '#platform';
import type { CaseFile } from '../case-file.entity.js';
import { amongIds } from '../id-list.js';
import { CaseRestriction } from './case-restriction.entity.js';
import { isAmongThese, isExcluded } from './need-to-know.rules.js';
import { type EntryInForce, type Insider, isAgencyClosed } from './restricting.rules.js';

/** The lists of cases as other services ask for them, without a question of who asks. */
@Injectable()
export class CaseLists {
  constructor(private readonly db: Database) {}

  /** The entries of a case that are in force, oldest first. */
  inForce(caseId: string): Promise<CaseRestriction[]> {
    return this.db.reading.find(CaseRestriction, {
      where: { caseId, liftedAt: IsNull() },
      order: { since: 'ASC', id: 'ASC' },
    });
  }

  /** Everybody active who runs the panel of a case. */
  runners({ panelId }: CaseFile): Promise<Insider[]> {
    return this.db.query<Insider>(
      `select p.id as "personId", p.agency_id as "agencyId" from panel s join person p
           on p.id in (s.chair_id, s.coordinator_id)
        where s.id = :panelId and p.is_active = :active and p.role in ('chair', 'coordinator')`,
      { panelId, active: true },
    );
  }

  /** Those of these cases that have any entry in force. */
  async withLists(caseIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ caseId: string }>(
      `select distinct r.case_id as "caseId" from case_restriction r
        where r.lifted_at is null and r.case_id in ${amongIds(this.db, 'caseIds')}`,
      { caseIds: JSON.stringify(caseIds) },
    );
    return new Set(rows.map(({ caseId }) => caseId));
  }

  /** Whether the lists of the case keep nobody away who acts here. For what hangs on a case and is to be changed. */
  async isOpenTo(actor: Actor, caseId: string): Promise<boolean> {
    return actor.kind === 'system' || this.isOpenFor(actor, caseId);
  }

  /** Whether the lists of the case leave this person: somebody may be given work on it only then. */
  async isOpenFor(who: Insider, caseId: string): Promise<boolean> {
    const lists = await this.inForce(caseId);
    return !isExcluded(who, lists) && isAmongThese(who, lists);
  }

  /** Which agencies the lists of these cases leave nobody of: `isClosed(caseId, agencyId)`. */
  async closedAgencies(caseIds: readonly string[]): Promise<(caseId: string, agencyId: string) => boolean> {
    const entries = await this.db.reading
      .createQueryBuilder(CaseRestriction, 'r')
      .where(`r.liftedAt is null and r.caseId in ${amongIds(this.db, 'caseIds')}`, {
        caseIds: JSON.stringify(caseIds),
      })
      .getMany();
    const agencies = await this.agenciesOf(entries);
    const byCase = new Map<string, (EntryInForce & { personAgencyId: string | null })[]>();
    for (const entry of entries) {
      const known = { ...entry, personAgencyId: agencies.get(entry.personId ?? '') ?? null };
      byCase.set(entry.caseId, [...(byCase.get(entry.caseId) ?? []), known]);
    }
    return (caseId, agencyId) => isAgencyClosed(agencyId, byCase.get(caseId) ?? []);
  }

  private async agenciesOf(entries: readonly CaseRestriction[]): Promise<Map<string, string>> {
    const ids = [...new Set(entries.flatMap(({ personId }) => personId ?? []))];
    if (ids.length === 0) return new Map();
    const names = ids.map((_, i) => `:person${i}`);
    const rows = await this.db.query<{ id: string; agencyId: string }>(
      `select p.id, p.agency_id as "agencyId" from person p where p.id in (${names.join(', ')})`,
      Object.fromEntries(ids.map((id, i) => [`person${i}`, id])),
    );
    return new Map(rows.map((row) => [row.id, row.agencyId]));
  }
}
