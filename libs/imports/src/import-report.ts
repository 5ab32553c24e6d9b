import type {
  ImportIssue,
  ImportReading,
  ImportRow,
  IgnoredLine,
  SheetColumn,
  SheetFormat,
} from './import-reading.js';

/** What a file may hold. */
export const IMPORT_KINDS = ['agencies', 'people', 'referrals', 'actions', 'incidents'] as const;

/** One value of {@link IMPORT_KINDS}. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How far an import is: rows dealt with, of how many. */
export type ImportProgress = { step: 'checking' | 'writing'; done: number; of: number };

/**
 * How a file is imported. `dryRun`: check and report, write nothing. `allOrNothing`: a single rejected row stops the
 * whole file.
 */
export type ImportOptions = {
  dryRun?: boolean;
  allOrNothing?: boolean;
  onProgress?: (progress: ImportProgress) => void;
};

/** What became of a row: written, written with something to look at, in the record already, or turned away. */
export type ImportedStatus = 'created' | 'created_with_warning' | 'unchanged' | 'rejected';

/**
 * One data row of the report. `row` counts data rows from 1, `line` is the physical line on which its record starts.
 * `values` is what was understood, null exactly when the row is rejected. Holds personal data: for the person who
 * imports, and nobody else.
 */
export type ImportedRow = {
  row: number;
  line: number;
  lineEnd: number;
  status: ImportedStatus;
  issues: ImportIssue[];
  values: object | null;
};

/**
 * What an import did, or, with `written` false, what it would do. `created` counts the rows with a warning too, which
 * `warnings` counts alone.
 */
export type ImportReport = {
  kind: ImportKind;
  format: SheetFormat;
  columns: SheetColumn[];
  unknownColumns: string[];
  missingColumns: string[];
  ignoredLines: IgnoredLine[];
  rows: ImportedRow[];
  created: number;
  warnings: number;
  unchanged: number;
  rejected: number;
  written: boolean;
  /** Names of the plain panels that were made, or would be, for kinds that nobody had set up. */
  panelsMade: string[];
};

/** The report on these rows. */
export function importReport(
  kind: ImportKind,
  reading: ImportReading<unknown>,
  rows: readonly ImportedRow[],
  written: boolean,
): ImportReport {
  const { format, columns, unknownColumns, missingColumns, ignoredLines } = reading;
  const count = (status: ImportedStatus) => rows.filter((row) => row.status === status).length;
  const warnings = count('created_with_warning');
  return {
    kind,
    format,
    columns,
    unknownColumns,
    missingColumns,
    ignoredLines,
    rows: [...rows],
    created: count('created') + warnings,
    warnings,
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    written,
    panelsMade: [],
  };
}

/** A row with one more thing to tell. An error rejects it. */
export function withIssue<R extends object>(row: ImportRow<R>, issue: ImportIssue): ImportRow<R> {
  const issues = [...row.issues, issue];
  const rejected = issue.severity === 'error' || row.status === 'rejected';
  return {
    ...row,
    issues,
    status: rejected ? 'rejected' : 'accepted_with_warning',
    values: rejected ? null : row.values,
  };
}
