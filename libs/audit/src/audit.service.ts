import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import { Clock, newId } from '#kernel';
import { currentRequestId, Database } from '#platform';
import { AuditEntry } from './audit-entry.entity.js';

/** What was seen or changed, beside who and when. */
export type AuditDetail = { caseId?: string | null; fields?: readonly string[] };

/** The record of who saw and did what. Only ever written inside the transaction of the thing itself. */
@Injectable()
export class Audit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Records one act (`noun:verb`) on one subject. Throws outside a transaction, so that nothing can be done that is
   * not recorded, nor recorded that was not done.
   */
  async record(actor: Actor, what: string, subjectId: string, detail: AuditDetail = {}): Promise<void> {
    await this.db.writing.insert(AuditEntry, {
      id: newId(),
      at: this.clock.now(),
      personId: actor.kind === 'person' ? actor.personId : null,
      agencyId: actor.kind === 'person' ? actor.agencyId : null,
      actingAs: actor.kind === 'person' ? actor.role : actor.name,
      what,
      subjectId,
      caseId: detail.caseId ?? null,
      fields: [...(detail.fields ?? [])],
      requestId: currentRequestId() ?? null,
    });
  }
}
