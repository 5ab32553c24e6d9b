import { Injectable } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type Actor, mustBeAllowed, openedBy } from '#access';
import { Agency } from '#agencies';
import { Audit } from '#audit';
import { type BankHolidays, Clock, NotFound } from '#kernel';
import { Panel, Panels } from '#panels';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import { CaseFactsReader } from './case-facts.reader.js';
import { CaseFile, type CaseState } from './case-file.entity.js';
import { CaseFlag } from './case-flag.entity.js';
import { CasePerson } from './case-person.entity.js';
import { type CasePriority, casePriority } from './case-priority.rules.js';
import { Cases } from './cases.service.js';
import { type Escalation, escalation } from './escalation.rules.js';
import { Incident } from './incident.entity.js';
import { type ShownCasePerson, shownPerson } from './need-to-know/shown-person.rules.js';
import { profileOf } from './priority-profile.rules.js';
import { ReferralDetails } from './referral-details.entity.js';
import { RiskAssessment } from './risk-assessment.entity.js';
import { contactShown, visibleCases } from './need-to-know/visible-cases.js';

/** Which cases of the list. */
export type CaseFilter = { panelId?: string | null; state?: CaseState | null; search?: string | null };

/** A case as a list shows it: with its panel, its referrer and just enough of the victim. */
export type ListedCase = CaseFile & { panel: Panel; referringAgency: Agency; victim: CasePerson | null };

/** Reading cases: the list, what belongs to a case, and its agenda priority. */
@Injectable()
export class CaseReading {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly panels: Panels,
    private readonly cases: Cases,
    private readonly reader: CaseFactsReader,
  ) {}

  /** The cases that the actor may see, newest referral first; the rows shown are recorded. One statement a page. */
  list(actor: Actor, filter: CaseFilter, request: PageRequest): Promise<Page<ListedCase>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:read');
      const size = pageSize(request);
      const after = fromCursor(request.after, 2);
      const seen = visibleCases(actor, this.clock.today());
      const where = [seen.sql];
      const params = { ...seen.params };
      const narrow = (sql: string, more: Record<string, unknown>) => {
        where.push(sql);
        Object.assign(params, more);
      };
      if (filter.panelId) narrow('c.panel_id = :panelId', { panelId: filter.panelId });
      if (filter.state) narrow('c.state = :state', { state: filter.state });
      const search = filter.search?.trim().toUpperCase();
      if (search) {
        narrow(`c.reference like :search escape '\\'`, { search: `${search.replace(/[\\%_]/g, '\\$&')}%` });
      }
      const counted = `(select count(*) from case_file c where ${where.join(' and ')})`;
      const query = this.shown().addSelect(counted, 'counted').where(where.join(' and '), params);
      if (after) {
        const [referredOn, id] = after;
        query.andWhere('(c.referredOn < :referredOn or (c.referredOn = :referredOn and c.id < :id))', {
          referredOn,
          id,
        });
      }
      query
        .orderBy('c.referredOn', 'DESC')
        .addOrderBy('c.id', 'DESC')
        .limit(size + 1);
      const { entities, raw } = await query.getRawAndEntities<{ counted: number | string }>();
      const total = raw[0] ? Number(raw[0].counted) : after ? await this.count(where, params) : 0;
      const rows = entities as ListedCase[];
      const page = toPage(rows, size, request, total, (row) => [row.referredOn, row.id]);
      await this.recordSeen(
        actor,
        page.rows.map((row) => row.node.id),
      );
      return page;
    });
  }

  /** Those of these cases that the actor may see, with panel, referrer and victim; recorded. For loaders. */
  seenByIds(actor: Actor, caseIds: readonly string[]): Promise<ListedCase[]> {
    return this.db.transaction(async () => {
      const seen = visibleCases(actor, this.clock.today());
      const rows = (await this.shown()
        .where('c.id in (:...caseIds)', { caseIds })
        .andWhere(seen.sql, seen.params)
        .getMany()) as ListedCase[];
      await this.recordSeen(
        actor,
        rows.map((row) => row.id),
      );
      return rows;
    });
  }

  /** One case with its content; the reading is recorded, with the names of the fields. Throws {@link NotFound}. */
  get(actor: Actor, caseId: string, fields: readonly string[] = []): Promise<ListedCase> {
    return this.db.transaction(async () => {
      const seen = visibleCases(actor, this.clock.today());
      const found = await this.shown()
        .where('c.id = :caseId', { caseId })
        .andWhere(seen.sql, seen.params)
        .getOne();
      if (!found) throw new NotFound('Case');
      await this.audit.record(actor, 'case:read', caseId, { caseId, fields });
      return found as ListedCase;
    });
  }

  /**
   * The people of those of these cases that the actor may see: victim first, then suspects. Without contact details
   * where the actor is shown none. For loaders.
   */
  async peopleOf(actor: Actor, caseIds: readonly string[]): Promise<ShownCasePerson[]> {
    const contact = contactShown(actor, this.clock.today());
    const { entities, raw } = await this.queryOf(CasePerson, actor, caseIds, { role: 'DESC', id: 'ASC' })
      .addSelect(`case when ${contact.sql} then 1 else 0 end`, 'contact_shown')
      .setParameters(contact.params)
      .getRawAndEntities<{ contact_shown: number | string }>();
    return entities.map((person, i) => shownPerson(person, Number(raw[i]!.contact_shown) === 1));
  }

  /**
   * The rest of the referral form of those of these cases of which the actor is shown how to reach people: safe contact
   * stands in it. For loaders.
   */
  detailsOf(actor: Actor, caseIds: readonly string[]): Promise<ReferralDetails[]> {
    const contact = contactShown(actor, this.clock.today());
    return this.queryOf(ReferralDetails, actor, caseIds, { id: 'ASC' })
      .andWhere(contact.sql, contact.params)
      .getMany();
  }

  /** The risk results of visible cases, newest first. For loaders. */
  assessmentsOf(actor: Actor, caseIds: readonly string[]): Promise<RiskAssessment[]> {
    return this.of(RiskAssessment, actor, caseIds, { assessedOn: 'DESC', recordedAt: 'DESC', id: 'DESC' });
  }

  /** The incidents of visible cases, newest first. For loaders. */
  incidentsOf(actor: Actor, caseIds: readonly string[]): Promise<Incident[]> {
    return this.of(Incident, actor, caseIds, { occurredOn: 'DESC', id: 'DESC' });
  }

  /** The flags of visible cases, open and settled, newest first. For loaders. */
  flagsOf(actor: Actor, caseIds: readonly string[]): Promise<CaseFlag[]> {
    return this.of(CaseFlag, actor, caseIds, { flaggedAt: 'DESC', id: 'DESC' });
  }

  /** The agenda priority of visible cases today under the profile of their panel, by case. For loaders. */
  async prioritiesOf(actor: Actor, caseIds: readonly string[]): Promise<Map<string, CasePriority>> {
    const visible = await this.cases.visibleIds(actor, caseIds);
    const found = await this.reader.of([...visible]);
    const panels = new Map(
      (await this.panels.byIds([...new Set(found.map((one) => one.panelId))])).map((one) => [one.id, one]),
    );
    const holidays = new Map<Panel['nation'], BankHolidays>();
    for (const { nation } of panels.values()) {
      if (!holidays.has(nation)) holidays.set(nation, await this.panels.holidays(nation));
    }
    const today = this.clock.today();
    return new Map(
      found.map(({ id, panelId, facts }) => {
        const panel = panels.get(panelId)!;
        const profile = profileOf(panel.priorityProfile);
        return [id, casePriority(facts, { today, profile, holidays: holidays.get(panel.nation)! })];
      }),
    );
  }

  /** The signs of escalation of visible cases as their panel counts them today, by case. For loaders. */
  async escalationsOf(actor: Actor, caseIds: readonly string[]): Promise<Map<string, Escalation>> {
    const visible = await this.cases.visibleIds(actor, caseIds);
    const today = this.clock.today();
    return new Map(
      (await this.reader.of([...visible])).map(({ id, facts, escalationLimits }) => [
        id,
        escalation(facts.incidents, today, facts.orderBreaches, escalationLimits),
      ]),
    );
  }

  private shown(): SelectQueryBuilder<CaseFile> {
    return this.db.reading
      .createQueryBuilder(CaseFile, 'c')
      .innerJoinAndMapOne('c.panel', Panel, 'panel', 'panel.id = c.panelId')
      .innerJoinAndMapOne('c.referringAgency', Agency, 'agency', 'agency.id = c.referringAgencyId')
      .leftJoinAndMapOne('c.victim', CasePerson, 'victim', `victim.caseId = c.id and victim.role = 'victim'`);
  }

  private of<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    actor: Actor,
    caseIds: readonly string[],
    order: Partial<Record<keyof T & string, 'ASC' | 'DESC'>>,
  ): Promise<T[]> {
    return this.queryOf(entity, actor, caseIds, order).getMany();
  }

  private queryOf<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    actor: Actor,
    caseIds: readonly string[],
    order: Partial<Record<keyof T & string, 'ASC' | 'DESC'>>,
  ): SelectQueryBuilder<T> {
    const seen = visibleCases(actor, this.clock.today());
    const query = this.db.reading
      .createQueryBuilder(entity, 'd')
      .innerJoin(CaseFile, 'c', 'c.id = d.caseId')
      .where('d.caseId in (:...caseIds)', { caseIds })
      .andWhere(seen.sql, seen.params);
    for (const [column, direction] of Object.entries(order)) {
      query.addOrderBy(`d.${column}`, direction as 'ASC' | 'DESC');
    }
    return query;
  }

  private async count(where: readonly string[], params: Record<string, unknown>): Promise<number> {
    const rows = await this.db.query<{ n: number | string }>(
      `select count(*) as n from case_file c where ${where.join(' and ')}`,
      params,
    );
    return Number(rows[0]!.n);
  }

  private async recordSeen(actor: Actor, caseIds: readonly string[]): Promise<void> {
    if (caseIds.length === 0) return;
    const subject = actor.kind === 'person' ? actor.personId : actor.name;
    await this.audit.record(actor, 'case:list', subject, { fields: caseIds });
    // What is seen by break-glass has an entry of its own, with the case and the reason.
    for (const caseId of caseIds.filter((id) => openedBy(actor, id)))
      await this.audit.record(actor, 'case:list', caseId, { caseId });
  }
}
