import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, mustBeAllowed, type PersonActor } from '#access';
import { Agency, Person } from '#agencies';
import { Audit } from '#audit';
import { Clock, newId, NotFound, ok, refused, type Result, type TextRefusal, writtenText } from '#kernel';
import { Database } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { Cases } from '../cases.service.js';
import { CaseAccess } from './case-access.entity.js';
import { CaseLists } from './case-lists.reader.js';
import { CaseRestriction, type ListKind } from './case-restriction.entity.js';
import {
  type ConflictRefusal,
  declaring,
  type EntryInForce,
  type Insider,
  type LiftRefusal,
  lifting,
  type RestrictRefusal,
  restricting,
} from './restricting.rules.js';
import { visibleCases } from './visible-cases.js';

/** Somebody for a list of a case: one person or one agency. */
export type Restrict = {
  caseId: string;
  kind: ListKind;
  personId: string | null;
  agencyId: string | null;
  reason: string;
};

/** Longest reason for an entry, and for lifting it. */
export const LONGEST_RESTRICTION_REASON = 500;

/**
 * The lists that narrow who may know of a case, and conflicts of interest (feature F45). Whoever runs the panel keeps
 * the lists; everybody who works on a case may declare a conflict, which ends their knowing at once.
 */
@Injectable()
export class CaseRestrictions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly lists: CaseLists,
  ) {}

  /** Puts a person or an agency on a list of a case. Throws {@link NotFound} for a case the actor does not run. */
  restrict(
    actor: Actor,
    input: Restrict,
  ): Promise<Result<CaseFile, RestrictRefusal | TextRefusal | 'PERSON_UNKNOWN' | 'AGENCY_UNKNOWN'>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'case:restrict');
      const reason = writtenReason(input.reason);
      if (!reason.ok) return reason;
      const { kind, personId, agencyId } = input;
      const decided = restricting({ kind, personId, agencyId }, insider(actor), await this.listsOf(caseFile));
      if (!decided.ok) return decided;
      if (personId !== null && !(await this.db.writing.existsBy(Person, { id: personId })))
        return refused('PERSON_UNKNOWN', 'There is no such person.', 'personId');
      if (agencyId !== null && !(await this.db.writing.existsBy(Agency, { id: agencyId })))
        return refused('AGENCY_UNKNOWN', 'There is no such agency.', 'agencyId');
      await this.add(actor, caseFile, decided.value, reason.value);
      await this.audit.record(actor, 'case:restrict', caseFile.id, {
        caseId: caseFile.id,
        fields: [kind],
      });
      return ok(caseFile);
    });
  }

  /** Lifts an entry of a list. Throws {@link NotFound} for one of a case the actor does not run, and for a conflict. */
  lift(
    actor: Actor,
    input: { restrictionId: string; reason: string },
  ): Promise<Result<CaseFile, LiftRefusal | TextRefusal>> {
    return this.end(actor, input, (entry) => entry.kind !== 'conflict');
  }

  /**
   * Lifts a conflict that somebody else declared. Who declared it does not know of the case any more: for them it is
   * not there. Throws {@link NotFound}.
   */
  liftConflict(
    actor: Actor,
    input: { restrictionId: string; reason: string },
  ): Promise<Result<CaseFile, LiftRefusal | TextRefusal>> {
    return this.end(actor, input, (entry) => entry.kind === 'conflict');
  }

  /**
   * The person declares a conflict of interest: from now on the case is not there for them. Only somebody else who runs
   * the panel can lift it. Throws {@link NotFound} for a case they may not know of.
   */
  declareConflict(
    actor: PersonActor,
    input: { caseId: string; reason: string; isConfirmed: boolean },
  ): Promise<Result<{ declaredAt: CaseRestriction['since'] }, ConflictRefusal | TextRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'conflict:declare');
      const reason = writtenReason(input.reason);
      if (!reason.ok) return reason;
      const decided = declaring(actor, input.isConfirmed, await this.listsOf(caseFile));
      if (!decided.ok) return decided;
      const declaredAt = await this.add(actor, caseFile, [decided.value], reason.value);
      await this.audit.record(actor, 'conflict:declare', caseFile.id, { caseId: caseFile.id });
      return ok({ declaredAt });
    });
  }

  /** The entries of those of these cases whose panel the actor runs, in force first, newest first. For loaders. */
  async ofCases(actor: Actor, caseIds: readonly string[]): Promise<CaseRestriction[]> {
    const run = await this.cases.visibleIds(actor, caseIds, 'case:restrict');
    if (run.size === 0) return [];
    const found = await this.db.reading.find(CaseRestriction, {
      where: { caseId: In([...run]) },
      order: { since: 'DESC', id: 'DESC' },
    });
    return [...found.filter((one) => one.liftedAt === null), ...found.filter((one) => one.liftedAt !== null)];
  }

  /** The agencies that need to know those of these cases whose panel the actor runs, with what has ended. For loaders. */
  async accessOf(actor: Actor, caseIds: readonly string[]): Promise<CaseAccess[]> {
    const run = await this.cases.visibleIds(actor, caseIds, 'case:restrict');
    if (run.size === 0) return [];
    return this.db.reading.find(CaseAccess, {
      where: { caseId: In([...run]) },
      order: { grantedAt: 'ASC', id: 'ASC' },
    });
  }

  private end(
    actor: Actor,
    input: { restrictionId: string; reason: string },
    isMeant: (entry: CaseRestriction) => boolean,
  ): Promise<Result<CaseFile, LiftRefusal | TextRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:restrict');
      const seen = visibleCases(actor, this.clock.today(), 'case:restrict');
      const found = await this.db.writing
        .createQueryBuilder(CaseRestriction, 'd')
        .innerJoin(CaseFile, 'c', 'c.id = d.caseId')
        .where('d.id = :id', { id: input.restrictionId })
        .andWhere(seen.sql, seen.params)
        .getOne();
      if (!found || !isMeant(found)) throw new NotFound('Restriction');
      const caseFile = await this.cases.mustSee(actor, found.caseId, 'case:restrict', 'Restriction');
      // Read again, now that the case is locked: somebody may have lifted it in the meantime.
      const entry = await this.db.writing.findOneByOrFail(CaseRestriction, { id: found.id });
      const reason = writtenReason(input.reason);
      if (!reason.ok) return reason;
      const decided = lifting(entry, insider(actor), await this.listsOf(caseFile));
      if (!decided.ok) return decided;
      const lifted = {
        liftedAt: this.clock.now(),
        liftedById: actor.kind === 'person' ? actor.personId : null,
        liftedReason: reason.value,
      };
      await this.db.writing.update(CaseRestriction, { id: entry.id }, lifted);
      const what = entry.kind === 'conflict' ? 'conflict:lift' : 'case:lift-restriction';
      await this.audit.record(actor, what, caseFile.id, {
        caseId: caseFile.id,
        fields: [entry.kind],
      });
      return ok(caseFile);
    });
  }

  private async listsOf(caseFile: CaseFile): Promise<{ inForce: CaseRestriction[]; runners: Insider[] }> {
    return { inForce: await this.lists.inForce(caseFile.id), runners: await this.lists.runners(caseFile) };
  }

  private async add(
    actor: Actor,
    caseFile: CaseFile,
    entries: readonly EntryInForce[],
    reason: string,
  ): Promise<CaseRestriction['since']> {
    const since = this.clock.now();
    const by = { madeById: actor.kind === 'person' ? actor.personId : null, reason, since };
    const open = { liftedAt: null, liftedById: null, liftedReason: null };
    const rows = entries.map((entry) => ({ ...entry, ...by, ...open, id: newId(), caseId: caseFile.id }));
    await this.db.writing.insert(CaseRestriction, rows);
    return since;
  }
}

function insider(actor: Actor): Insider | null {
  return actor.kind === 'person' ? actor : null;
}

/** The reason of an entry, as it is kept. */
function writtenReason(reason: string): Result<string, TextRefusal> {
  const limits = { what: 'The reason', field: 'reason', min: 3, max: LONGEST_RESTRICTION_REASON };
  return writtenText(reason, { ...limits, lines: 'many' });
}
