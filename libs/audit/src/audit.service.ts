import { Injectable } from '@nestjs/common';
import { type Actor, openedBy, whyOpened } from '#access';
import { Clock, newId } from '#kernel';
import { currentRequestId, Database } from '#platform';
import { AuditChain } from './audit-chain.service.js';
import type { AuditAct } from './audit-entry.entity.js';

/**
 * What was seen or changed, beside who and when. `why` is the reason that the person gave for looking or
 * for taking something out. Reasons that speak of the case itself stand with the case: auditors read this.
 */
export type AuditDetail = { caseId?: string | null; fields?: readonly string[]; why?: string };

/** The record of who saw and did what. Only ever written inside the transaction of the thing itself. */
@Injectable()
export class Audit {
  private waiting: AuditAct[] = [];
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly chain: AuditChain,
  ) {}

  /**
   * Records one act (`noun:verb`) on one subject. Throws outside a transaction, so that nothing can be done that is
   * not recorded, nor recorded that was not done. What one transaction records is written at its end, together.
   */
  async record(actor: Actor, what: string, subjectId: string, detail: AuditDetail = {}): Promise<void> {
    this.history([this.entry(actor, what, subjectId, detail)]);
  }

  /** Records acts that were done before, elsewhere: for the demo area. Throws outside a transaction. */
  history(acts: readonly AuditAct[]): void {
    for (const act of acts) this.db.beforeCommit(this.append, act);
  }

  /**
   * Records that something was read; wait for it before answering. Outside a transaction the entries of readings that
   * come at the same time are kept by one commit, which a busy hour would otherwise spend one by one.
   */
  async recordReading(
    actor: Actor,
    what: string,
    subjectId: string,
    detail: AuditDetail = {},
  ): Promise<void> {
    if (this.db.inTransaction) return this.record(actor, what, subjectId, detail);
    this.waiting.push(this.entry(actor, what, subjectId, detail));
    this.next ??= this.following(this.running);
    return this.next;
  }

  private readonly append = (acts: AuditAct[]): Promise<void> => this.chain.append(acts);

  /** Keeps everything that is waiting by then, once the commit under way has ended. */
  private async following(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    const entries = this.waiting.splice(0);
    const own = this.keep(entries);
    this.running = own;
    this.next = null;
    return own;
  }

  private keep(acts: readonly AuditAct[]): Promise<void> {
    return this.db.transaction(async () => this.history(acts));
  }

  private entry(actor: Actor, what: string, subjectId: string, detail: AuditDetail): AuditAct {
    const opened = openedBy(actor, detail.caseId);
    return {
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
      sessionId: actor.kind === 'person' ? (actor.sessionId ?? null) : null,
      why: detail.why ?? (opened ? whyOpened(opened.breakGlassId) : null),
    };
  }
}
