import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import { Audit } from '#audit';
import {
  addDays,
  Clock,
  ok,
  refused,
  type RefusedResult,
  type Result,
  type TextRefusal,
  writtenText,
} from '#kernel';
import { Database } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { Cases } from '../cases.service.js';
import type { Handling } from '../referral-lists.js';
import { notesShown, visibleCases } from './visible-cases.js';

/** Longest restricted notes of a case. */
export const LONGEST_RESTRICTED_NOTES = 5000;

/** The restricted notes of one case. */
export type RestrictedNotes = { caseId: string; notes: string | null };

/** How closely a case is kept, and what only a few read of it. For those who run the panel. */
@Injectable()
export class CaseHandling {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  /**
   * Keeps the case more closely, or less. Agencies that were only asked to attend a meeting stop knowing a case that is
   * restricted now; going back to standard tells nobody until the next agenda is published. Throws `NotFound`.
   */
  change(
    actor: Actor,
    input: { caseId: string; version: number; handling: Handling; reason: string },
  ): Promise<Result<CaseFile, TextRefusal | 'CHANGED_SINCE_YOU_LOOKED' | 'NOTHING_TO_CHANGE'>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'case:restrict');
      const limits = { what: 'The reason', field: 'reason', min: 3, max: 500, lines: 'many' } as const;
      const reason = writtenText(input.reason, limits);
      if (!reason.ok) return reason;
      const changed = changedSince(caseFile, input.version);
      if (changed) return changed;
      if (caseFile.handling === input.handling)
        return refused('NOTHING_TO_CHANGE', 'The case is handled like this already.', 'handling');
      caseFile.handling = input.handling;
      await this.db.writing.save(caseFile);
      if (input.handling !== 'standard') await this.endAskedToAttend(caseFile.id);
      await this.audit.record(actor, 'case:change-handling', caseFile.id, {
        caseId: caseFile.id,
        fields: ['handling', input.handling],
        why: reason.value,
      });
      return ok(caseFile);
    });
  }

  /** Writes the restricted notes anew; an empty text takes them away. Throws `NotFound`. */
  changeNotes(
    actor: Actor,
    input: { caseId: string; version: number; notes: string },
  ): Promise<Result<CaseFile, TextRefusal | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'case:restrict');
      const limits = { what: 'The restricted notes', field: 'notes', min: 0, lines: 'many' } as const;
      const notes = writtenText(input.notes, { ...limits, max: LONGEST_RESTRICTED_NOTES });
      if (!notes.ok) return notes;
      const changed = changedSince(caseFile, input.version);
      if (changed) return changed;
      await this.db.writing.update(
        CaseFile,
        { id: caseFile.id },
        { restrictedNotes: notes.value === '' ? null : notes.value },
      );
      await this.audit.record(actor, 'case:change-notes', caseFile.id, {
        caseId: caseFile.id,
        fields: ['restrictedNotes'],
      });
      return ok(await this.cases.mustSee(actor, caseFile.id, 'case:restrict'));
    });
  }

  /** The restricted notes of those of these cases of which the actor is shown them; the reading is recorded. For loaders. */
  async notesOf(actor: Actor, caseIds: readonly string[]): Promise<RestrictedNotes[]> {
    const today = this.clock.today();
    const [seen, shown] = [visibleCases(actor, today), notesShown(actor, today)];
    const rows = await this.db.reading
      .createQueryBuilder(CaseFile, 'c')
      .select(['c.id', 'c.restrictedNotes'])
      .where('c.id in (:...caseIds) and c.restrictedNotes is not null', { caseIds })
      .andWhere(seen.sql, seen.params)
      .andWhere(shown.sql, shown.params)
      .getMany();
    for (const { id: caseId } of rows)
      await this.audit.recordReading(actor, 'case:read-notes', caseId, {
        caseId,
        fields: ['restrictedNotes'],
      });
    return rows.map(({ id, restrictedNotes }) => ({ caseId: id, notes: restrictedNotes ?? null }));
  }

  private async endAskedToAttend(caseId: string): Promise<void> {
    const today = this.clock.today();
    await this.db.change(
      `update case_access set ends_on = :yesterday
        where case_id = :caseId and reason = 'asked_to_attend' and (ends_on is null or ends_on >= :today)`,
      { caseId, today, yesterday: addDays(today, -1) },
    );
    await this.cases.factsChanged([caseId]);
  }
}

function changedSince(caseFile: CaseFile, version: number): RefusedResult<'CHANGED_SINCE_YOU_LOOKED'> | null {
  if (caseFile.version === version) return null;
  return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this case since you opened it. Look again.');
}
