import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, type PersonActor, type Role, ROLE_PERMISSIONS, ROLES } from '#access';
import { Audit } from '#audit';
import { Clock, newId, ok, refused, type Result, type TextRefusal, writtenText } from '#kernel';
import { Database } from '#platform';
import type { CaseFile } from '../case-file.entity.js';
import { CasePerson } from '../case-person.entity.js';
import { Cases } from '../cases.service.js';
import { amongIds } from '../id-list.js';
import { mentionOf } from '../links/mention-of.rules.js';
import { LONGEST_RESTRICTION_REASON } from './case-restrictions.service.js';
import { ConflictDismissal } from './conflict-dismissal.entity.js';
import { type ConflictSuggestion, conflictSuggestions, type Staff } from './conflict-suggestion.rules.js';
import type { EntryInForce } from './restricting.rules.js';

/** An agency whose people would know of a case, or somebody who runs its panel. */
type Circle = { caseId: string; agencyId: string | null; runnerId: string | null };

/** The roles in which people of an agency read cases. */
const READERS = ROLES.filter((role) => ROLE_PERMISSIONS[role]['case:read'] === 'agency');

/**
 * Staff matched against the people of a case, with the suggestion to exclude (feature F45; domain.md, conflict check at
 * agenda build). For those who run the panel of the case; nobody is ever told of a suggestion about themselves.
 */
@Injectable()
export class ConflictSuggestions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  /**
   * Who may know a person of those of these cases whose panel the actor runs: among the people of the member agencies, of
   * agencies that need to know the case, and those who run the panel. As many statements for one case as for all.
   */
  async ofCases(actor: Actor, caseIds: readonly string[]): Promise<ConflictSuggestion[]> {
    const run = [...(await this.cases.visibleIds(actor, caseIds, 'case:restrict'))];
    if (run.length === 0) return [];
    const people = byCase(await this.db.reading.findBy(CasePerson, { caseId: In(run) }));
    const circles = byCase(await this.circlesOf(run));
    const staff = await this.staffOf([...circles.values()].flat());
    const inForce = byCase(await this.listsOf(run));
    const dismissals = await this.db.reading.find(ConflictDismissal, {
      select: ['caseId', 'personId', 'casePersonId', 'signs'],
      where: { caseId: In(run) },
    });
    const dismissed = byCase(dismissals);
    const found = conflictSuggestions(
      run.map((caseId) => ({
        caseId,
        people: (people.get(caseId) ?? []).map((one) => ({
          ...{ id: one.id, role: one.role, mention: mentionOf(one) },
        })),
        agencyIds: new Set((circles.get(caseId) ?? []).flatMap(({ agencyId }) => agencyId ?? [])),
        runnerIds: new Set((circles.get(caseId) ?? []).flatMap(({ runnerId }) => runnerId ?? [])),
        inForce: inForce.get(caseId) ?? [],
        dismissed: dismissed.get(caseId) ?? [],
      })),
      staff,
    );
    return found.filter(({ personId }) => actor.kind === 'system' || personId !== actor.personId);
  }

  /**
   * What was looked at and found to be nothing, of those of these cases whose panel the actor runs, newest first; without
   * what is about the actor.
   */
  async dismissalsOf(actor: Actor, caseIds: readonly string[]): Promise<ConflictDismissal[]> {
    const run = [...(await this.cases.visibleIds(actor, caseIds, 'case:restrict'))];
    if (run.length === 0) return [];
    const found = await this.db.reading.find(ConflictDismissal, {
      where: { caseId: In(run) },
      order: { dismissedAt: 'DESC', id: 'DESC' },
    });
    return found.filter(({ personId }) => actor.kind === 'system' || personId !== actor.personId);
  }

  /**
   * Somebody who runs the panel looked at a suggestion and found it to be nothing: it does not come back, unless a sign is
   * found that was not there now. Throws {@link NotFound} for a case the actor does not run.
   */
  dismiss(
    actor: PersonActor,
    input: { caseId: string; personId: string; reason: string },
  ): Promise<Result<CaseFile, TextRefusal | 'NO_SUGGESTION'>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'case:restrict');
      const limits = { what: 'The reason', field: 'reason', min: 3, max: LONGEST_RESTRICTION_REASON };
      const reason = writtenText(input.reason, { ...limits, lines: 'many' });
      if (!reason.ok) return reason;
      const all = await this.ofCases(actor, [caseFile.id]);
      const meant = all.find(({ personId }) => personId === input.personId);
      if (!meant) {
        const message =
          'There is nothing more to look at: somebody has dealt with it, or it was never there.';
        return refused('NO_SUGGESTION', message, 'personId');
      }
      const { caseId, personId } = meant;
      const by = { dismissedAt: this.clock.now(), dismissedById: actor.personId, reason: reason.value };
      await this.db.writing.insert(
        ConflictDismissal,
        meant.resembles.map(({ casePersonId, signs }) => ({
          ...{ id: newId(), caseId, personId, casePersonId, signs, ...by },
        })),
      );
      await this.audit.record(actor, 'conflict:dismiss', caseFile.id, { caseId: caseFile.id });
      return ok(caseFile);
    });
  }

  /** The agencies whose people would know of these cases if no list said otherwise, and who runs their panels. */
  private circlesOf(caseIds: readonly string[]): Promise<Circle[]> {
    const among = amongIds(this.db, 'caseIds');
    return this.db.query<Circle>(
      `select c.id as "caseId", s.agency_id as "agencyId", null as "runnerId"
         from case_file c join panel_member s on s.panel_id = c.panel_id where c.id in ${among}
       union select x.case_id, x.agency_id, null from case_access x
        where x.case_id in ${among} and (x.ends_on is null or x.ends_on >= :today)
       union select c.id, null, n.chair_id from case_file c join panel n on n.id = c.panel_id where c.id in ${among}
       union select c.id, null, n.coordinator_id
         from case_file c join panel n on n.id = c.panel_id where c.id in ${among}`,
      { caseIds: JSON.stringify(caseIds), today: this.clock.today() },
    );
  }

  /** Everybody active of these circles who works on cases. */
  private async staffOf(circles: readonly Circle[]): Promise<Staff[]> {
    const roles = READERS.map((role) => `'${role}'`).join(', ');
    const [agencyIds, runnerIds] = [
      new Set(circles.flatMap(({ agencyId }) => agencyId ?? [])),
      new Set(circles.flatMap(({ runnerId }) => runnerId ?? [])),
    ];
    const rows = await this.db.query<Omit<Staff, 'runsPanels'> & { role: Role }>(
      `select p.id as "personId", p.agency_id as "agencyId", p.name, p.email, p.role from person p
        where p.is_active = :active and p.kind = 'person'
          and ((p.role in (${roles}) and p.agency_id in ${amongIds(this.db, 'agencyIds')})
            or (p.role in ('chair', 'coordinator') and p.id in ${amongIds(this.db, 'runnerIds')}))`,
      { active: true, agencyIds: JSON.stringify([...agencyIds]), runnerIds: JSON.stringify([...runnerIds]) },
    );
    return rows.map(({ role, ...one }) => ({ ...one, runsPanels: !READERS.includes(role) }));
  }

  private listsOf(caseIds: readonly string[]): Promise<(EntryInForce & { caseId: string })[]> {
    return this.db.query<EntryInForce & { caseId: string }>(
      `select r.case_id as "caseId", r.kind, r.person_id as "personId", r.agency_id as "agencyId"
         from case_restriction r where r.lifted_at is null and r.case_id in ${amongIds(this.db, 'caseIds')}`,
      { caseIds: JSON.stringify(caseIds) },
    );
  }
}

function byCase<T extends { caseId: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.caseId);
    if (own) own.push(row);
    else found.set(row.caseId, [row]);
  }
  return found;
}
