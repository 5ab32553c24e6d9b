/** How grave an issue is: an error rejects its row, a warning lets it pass and asks somebody to look. */
export type IssueSeverity = 'error' | 'warning';

/** What an issue is about: stable and machine-readable, in the order of the reading rules. */
export type IssueCode =
  | 'broken_quotes'
  | 'wrong_cell_count'
  | 'too_long'
  | 'control_characters_removed'
  | 'missing_mandatory'
  | 'impossible_date'
  | 'unreadable_date'
  | 'date_in_future'
  | 'ambiguous_date'
  | 'unlikely_date'
  | 'unexpected_value'
  | 'unreadable_number'
  | 'out_of_range'
  | 'unknown_value'
  | 'agency_unknown'
  | 'agency_close_match'
  | 'case_unknown'
  | 'person_unknown'
  | 'leading_zero_restored'
  | 'unreadable_phone'
  | 'unreadable_postcode'
  | 'unreadable_email'
  | 'formula_like_text'
  | 'duplicate_row'
  | 'duplicate_key'
  | 'already_known'
  | 'panel_unknown'
  | 'panel_not_yours'
  | 'meeting_cancelled'
  | 'not_accepted';

/**
 * One thing to tell about one row of an imported file.
 * `field` is the canonical column (null: the whole row), `column` its heading in this file (null: not in the file).
 * `message` is one plain sentence that names line and column and never repeats names, addresses or numbers of people;
 * `raw` is the cell as written, for the eyes of the importing person only.
 */
export type ImportIssue = {
  field: string | null;
  column: string | null;
  severity: IssueSeverity;
  code: IssueCode;
  message: string;
  raw: string;
  /** A reading that is likely meant, where there is one. */
  suggestion: string | null;
  /** Of a duplicate: the data row that came first, counted from 1. */
  duplicateOfRow: number | null;
};

/** What became of a data row. */
export type ImportStatus = 'accepted' | 'accepted_with_warning' | 'rejected';

/**
 * One data row: `row` counts data rows from 1, `line` and `lineEnd` are the physical lines of its record (a quoted
 * cell may hold line breaks). `values` is null exactly when the row is rejected.
 */
export type ImportRow<R> = {
  row: number;
  line: number;
  lineEnd: number;
  status: ImportStatus;
  issues: ImportIssue[];
  values: R | null;
};

/** Text of a cell that fits no reading; it is kept beside the row so that nothing a referrer wrote is lost. */
export type UnrecognisedText = { field: string; raw: string };

/** How the file is written. `delimiter` is `,`, `;` or a tab; `headerLine` is the physical line of the headings. */
export type SheetFormat = { encoding: CsvEncoding; delimiter: CsvDelimiter; headerLine: number };

/** The encodings that are recognised; UTF-16 only with its byte order mark. */
export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The cell separators that are recognised. */
export type CsvDelimiter = ',' | ';' | '\t';

/** A column of the file: its heading (outer spaces off) and the canonical field it was taken for, null if none. */
export type SheetColumn = { index: number; header: string; field: string | null };

/** A line that is no data row, and what it is: `blank line`, `totals line`, ... */
export type IgnoredLine = { line: number; what: string };

/** Everything one file gives: nothing has been written when this is returned. */
export type ImportReading<R> = {
  format: SheetFormat;
  columns: SheetColumn[];
  unknownColumns: string[];
  missingColumns: string[];
  ignoredLines: IgnoredLine[];
  rows: ImportRow<R>[];
};

/** How many rows were accepted, accepted with a warning and rejected. */
export function countStatuses(rows: readonly ImportRow<unknown>[]): Record<ImportStatus, number> {
  const counts: Record<ImportStatus, number> = { accepted: 0, accepted_with_warning: 0, rejected: 0 };
  for (const row of rows) counts[row.status] += 1;
  return counts;
}
