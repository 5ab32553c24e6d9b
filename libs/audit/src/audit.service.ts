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
  private waiting: AuditEntry[] = [];
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Records one act (`noun:verb`) on one subject. Throws outside a transaction, so that nothing can be done that is
   * not recorded, nor recorded that was not done.
   */
  async record(actor: Actor, what: string, subjectId: string, detail: AuditDetail = {}): Promise<void> {
    await this.db.writing.insert(AuditEntry, this.entry(actor, what, subjectId, detail));
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

  /** Keeps everything that is waiting by then, once the commit under way has ended. */
  private async following(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    const entries = this.waiting.splice(0);
    const own = this.keep(entries);
    this.running = own;
    this.next = null;
    return own;
  }

  private keep(entries: readonly AuditEntry[]): Promise<void> {
    const rows = entries.map((entry) => ({ ...entry, fields: JSON.stringify(entry.fields) }));
    const values = COLUMNS.map(([, name]) => `json_extract(value, '$.${name}')`).join(', ');
    const names = COLUMNS.map(([column]) => column).join(', ');
    const typed = COLUMNS.map(([, name]) => `"${name}" text`).join(', ');
    const from =
      this.db.dialect === 'postgres'
        ? `select ${COLUMNS.map(([, name]) => `"${name}"`).join(', ')} from json_to_recordset(cast(:rows as json)) as r(${typed})`
        : `select ${values} from json_each(:rows)`;
    return this.db.transaction(async () => {
      await this.db.change(`insert into audit_entry (${names}) ${from}`, { rows: JSON.stringify(rows) });
    });
  }

  private entry(actor: Actor, what: string, subjectId: string, detail: AuditDetail): AuditEntry {
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
    };
  }
}

/** Column and property of everything in an entry. */
const COLUMNS = [
  ['id', 'id'],
  ['at', 'at'],
  ['person_id', 'personId'],
  ['agency_id', 'agencyId'],
  ['acting_as', 'actingAs'],
  ['what', 'what'],
  ['subject_id', 'subjectId'],
  ['case_id', 'caseId'],
  ['fields', 'fields'],
  ['request_id', 'requestId'],
] as const satisfies readonly (readonly [string, keyof AuditEntry])[];
