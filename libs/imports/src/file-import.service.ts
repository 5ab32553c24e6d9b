import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { newId, ok, type Refusal, refused, type Result } from '#kernel';
import { Database } from '#platform';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import type { ImportIssue, ImportReading, ImportRow, SheetColumn } from './import-reading.js';
import {
  importReport,
  type ImportedRow,
  type ImportKind,
  type ImportOptions,
  type ImportReport,
  withIssue,
} from './import-report.js';
import type { RowFinding } from './row-finding.js';

/** Why no row of a file could be dealt with. */
export type ImportRefusalCode = FileRefusalCode | 'CHANGED_DURING_IMPORT' | 'CANNOT_PREPARE';

/**
 * How the rows of one kind of file get into the record. `find` is asked once for each accepted row, in order, before
 * anything is written; `isKnown` tells rows that are in the record already. `prepare` runs first in the writing
 * transaction. `write` may refuse: then everything is taken back and the row is rejected.
 */
export type WritingPlan<R extends object> = {
  kind: ImportKind;
  isKnown?: (values: R) => boolean;
  find?: (values: R, row: number) => RowFinding[];
  prepare?: () => Promise<Result<unknown>>;
  write: (values: R) => Promise<Result<unknown>>;
};

type Written = { ok: true } | { ok: false; refusals: Map<number, Refusal> } | { ok: false; refusal: Refusal };

/** Progress is told after so many rows. */
const TELL_AFTER = 20;

/** Carries a read file into the record: everything is checked first, then all accepted rows are written, or none. */
@Injectable()
export class FileImport {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /**
   * Checks the rows against the record and writes the accepted ones in one transaction. Rejected rows do not stop the
   * others, unless `allOrNothing`. Throws NotPermitted.
   */
  async run<R extends object>(
    actor: Actor,
    reading: ImportReading<R>,
    plan: WritingPlan<R>,
    options: ImportOptions,
  ): Promise<Result<ImportReport, ImportRefusalCode>> {
    mustBeAllowed(actor, 'import:run');
    let rows = this.check(reading, plan, options);
    const { kind } = plan;
    for (;;) {
      const report = (written: boolean) => ok(importReport(kind, reading, rows.map(asImported), written));
      const pending = rows.filter((row) => isPending(row));
      const stopped = options.allOrNothing && rows.some((row) => row.status === 'rejected');
      if (options.dryRun || stopped || pending.length === 0) return report(false);
      const written = await this.write(actor, pending, plan, options);
      if (written.ok) return report(true);
      if ('refusal' in written)
        return refused('CANNOT_PREPARE', written.refusal.message, written.refusal.field);
      if (written.refusals.size === 0) {
        const message =
          'Somebody changed the same records during the import. Nothing was written. Try again.';
        return refused('CHANGED_DURING_IMPORT', message);
      }
      const refusals = written.refusals;
      rows = rows.map((row) => {
        const refusal = refusals.get(row.row);
        return refusal ? withIssue(row, notAccepted(row, refusal)) : row;
      });
    }
  }

  private check<R extends object>(
    reading: ImportReading<R>,
    plan: WritingPlan<R>,
    { onProgress }: ImportOptions,
  ): ImportRow<R>[] {
    const of = reading.rows.length;
    return reading.rows.map((read, at) => {
      if (at % TELL_AFTER === 0 || at === of - 1) onProgress?.({ step: 'checking', done: at + 1, of });
      if (read.values === null) return read;
      if (plan.isKnown?.(read.values)) return withIssue(read, issueOf(read, reading.columns, ALREADY_KNOWN));
      if (isKnown(read)) return read;
      let row = read;
      for (const finding of plan.find?.(read.values, read.row) ?? []) {
        row = withIssue(row, issueOf(read, reading.columns, finding));
      }
      return row;
    });
  }

  private async write<R extends object>(
    actor: Actor,
    pending: readonly ImportRow<R>[],
    plan: WritingPlan<R>,
    { onProgress }: ImportOptions,
  ): Promise<Written> {
    try {
      return await this.db.transaction(async (): Promise<Written> => {
        const prepared = await plan.prepare?.();
        if (prepared && !prepared.ok) return prepared;
        const refusals = new Map<number, Refusal>();
        for (const [at, row] of pending.entries()) {
          const result = await plan.write(row.values!);
          if (!result.ok) refusals.set(row.row, result.refusal);
          const done = at + 1;
          if (done % TELL_AFTER === 0 || done === pending.length)
            onProgress?.({ step: 'writing', done, of: pending.length });
        }
        if (refusals.size > 0) return { ok: false, refusals };
        await this.audit.record(actor, 'import:run', newId(), { fields: [plan.kind] });
        return { ok: true };
      });
    } catch (error) {
      if (isSameKeyTwice(error)) return { ok: false, refusals: new Map() };
      throw error;
    }
  }
}

const ALREADY_KNOWN: RowFinding = {
  field: null,
  severity: 'warning',
  code: 'already_known',
  says: 'already imported, left as it is',
};

function isKnown(row: ImportRow<unknown>): boolean {
  return row.issues.some((issue) => issue.code === 'already_known');
}

function isPending(row: ImportRow<unknown>): boolean {
  return row.status !== 'rejected' && !isKnown(row);
}

function asImported({ row, line, lineEnd, status, issues, values }: ImportRow<object>): ImportedRow {
  const known = status !== 'rejected' && isKnown({ issues } as ImportRow<object>);
  const became =
    status === 'rejected' ? 'rejected' : status === 'accepted' ? 'created' : 'created_with_warning';
  return {
    row,
    line,
    lineEnd,
    status: known ? 'unchanged' : became,
    issues: issues.filter((issue) => issue.code !== 'already_known'),
    values,
  };
}

function issueOf(
  row: ImportRow<unknown>,
  columns: readonly SheetColumn[],
  { field, severity, code, says, duplicateOfRow }: RowFinding,
): ImportIssue {
  const column = columns.find((candidate) => field !== null && candidate.field === field)?.header ?? null;
  const at = column ?? field;
  const message = at === null ? `Line ${row.line}: ${says}` : `Line ${row.line}, ${at}: ${says}`;
  return {
    field,
    column,
    severity,
    code,
    message,
    raw: '',
    suggestion: null,
    duplicateOfRow: duplicateOfRow ?? null,
  };
}

function notAccepted(row: ImportRow<unknown>, { message, field }: Refusal): ImportIssue {
  return issueOf(row, [], { field, severity: 'error', code: 'not_accepted', says: message });
}

/** The database refused a second row with the same key: somebody else wrote it since the rows were checked. */
export function isSameKeyTwice(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /UNIQUE constraint failed|duplicate key value/.test(error.message);
}
