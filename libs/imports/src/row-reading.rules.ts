import { ok, type Day, type Result } from '#kernel';
import { cleanCell, LONGEST_CELL, type CellProblem, type CellReader } from './cell-reading.rules.js';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import type { CsvRecord } from './csv-records.js';
import { isPlainMonthFirst, type DateContext, type DateUse } from './date-order.rules.js';
import type { ImportIssue, ImportReading, ImportRow, UnrecognisedText } from './import-reading.js';
import { openSheet, type Sheet } from './sheet-reading.rules.js';

/** One column of a kind of file: what people call it, its other headings and how its cells are read. */
export type Column<T> = {
  label: string;
  mandatory: boolean;
  headers: readonly string[];
  read: CellReader<T>;
  /** Set for dates: their order of day and month is decided over the whole file. */
  dates?: DateUse;
};

/** All columns of a kind of file, by canonical field. */
export type ColumnTable<C> = { readonly [F in keyof C & string]: Column<NonNullable<C[F]>> };

/** A problem of a row that shows only when its cells are read together. */
export type RowProblem<C> = CellProblem & { field: keyof C & string };

/**
 * How one kind of file is read. `C` are the values of the columns, `R` the row that is handed on.
 * `key`: what must not come twice in a file (a reference, an e-mail address), or null where nothing is.
 */
export type ReadingPlan<C, R> = {
  noun: string;
  asOf: Day;
  columns: ColumnTable<C>;
  check: (values: C) => RowProblem<C>[];
  key: { field: keyof C & string; of: (values: C) => string } | null;
  finish: (values: C, unrecognised: UnrecognisedText[]) => R;
};

/**
 * Reads a file from bytes to checked rows; writes nothing, throws nothing. Every data row comes back accepted,
 * accepted with a warning or rejected; the file as a whole is refused only where no rows can be told.
 */
export function readFile<C, R>(
  bytes: Uint8Array,
  plan: ReadingPlan<C, R>,
): Result<ImportReading<R>, FileRefusalCode> {
  const opened = openSheet(bytes, plan.columns);
  if (!opened.ok) return opened;
  const sheet = opened.value;
  const reader = new RowReader(sheet, plan);
  const { format, columns, unknownColumns, missingColumns, ignoredLines } = sheet;
  const rows = sheet.records.map((record, at) => reader.read(record, at + 1));
  return ok({ format, columns, unknownColumns, missingColumns, ignoredLines, rows });
}

type Place = { field: string; column: Column<unknown>; index: number | null; header: string | null };

class RowReader<C, R> {
  private readonly places: readonly Place[];
  private readonly context: DateContext;
  private readonly firstRows = new Map<string, number>();
  private readonly keyRows = new Map<string, number>();

  constructor(
    private readonly sheet: Sheet,
    private readonly plan: ReadingPlan<C, R>,
  ) {
    this.places = Object.entries<Column<unknown>>(plan.columns).map(([field, column]) => {
      const found = sheet.columns.find((candidate) => candidate.field === field);
      return { field, column, index: found?.index ?? null, header: found?.header ?? null };
    });
    this.context = { asOf: plan.asOf, monthFirst: this.holdsPlainMonthFirst() };
  }

  read(record: CsvRecord, row: number): ImportRow<R> {
    const issues = this.shapeIssues(record, row);
    const values = issues.length > 0 ? null : this.readCells(record, row, issues);
    const rejected = issues.some((issue) => issue.severity === 'error');
    return {
      row,
      line: record.line,
      lineEnd: record.lineEnd,
      status: rejected ? 'rejected' : issues.length > 0 ? 'accepted_with_warning' : 'accepted',
      issues,
      values: rejected ? null : values,
    };
  }

  private shapeIssues(record: CsvRecord, row: number): ImportIssue[] {
    const error = (code: 'broken_quotes' | 'wrong_cell_count', says: string) => [
      this.rowIssue(record, { severity: 'error', code, says }),
    ];
    if (record.broken)
      return error(
        'broken_quotes',
        'a quotation mark is not closed or not doubled, so the cells cannot be told apart',
      );
    const { width } = this.sheet;
    const filled = record.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (record.cells.length < width || filled > this.sheet.columns.length)
      return error(
        'wrong_cell_count',
        `has ${Math.max(filled, record.cells.length)} cells where the header has ${width}`,
      );
    return this.duplicateIssues(record, row);
  }

  private duplicateIssues(record: CsvRecord, row: number): ImportIssue[] {
    const fingerprint = this.places
      .map((place) => this.cell(record, place).trim().toLowerCase())
      .join('\u001f');
    const first = this.firstRows.get(fingerprint);
    if (first === undefined) {
      this.firstRows.set(fingerprint, row);
      return [];
    }
    const place = this.places.find(({ field }) => field === this.plan.key?.field) ?? null;
    const problem: CellProblem = {
      severity: 'error',
      code: 'duplicate_row',
      says: `same ${this.plan.noun} as row ${first}`,
    };
    return [{ ...this.issue(record, place, problem), duplicateOfRow: first }];
  }

  private readCells(record: CsvRecord, row: number, issues: ImportIssue[]): R | null {
    const values: Record<string, unknown> = {};
    const unrecognised: UnrecognisedText[] = [];
    for (const place of this.places) {
      const { value, problems } = this.readCell(record, place);
      values[place.field] = value;
      for (const problem of problems) {
        issues.push(this.issue(record, place, problem));
        if (problem.keep !== undefined) unrecognised.push({ field: place.field, raw: problem.keep });
      }
    }
    if (issues.some((issue) => issue.severity === 'error')) return null;
    // Every column of C was read, and those that may not be null gave an error if they were.
    const read = values as C;
    for (const problem of this.plan.check(read)) {
      const place = this.places.find(({ field }) => field === problem.field) ?? null;
      issues.push(this.issue(record, place, problem));
      if (problem.keep !== undefined) unrecognised.push({ field: problem.field, raw: problem.keep });
    }
    if (!issues.some((issue) => issue.severity === 'error')) this.claimKey(read, record, row, issues);
    return this.plan.finish(read, unrecognised);
  }

  private readCell(record: CsvRecord, place: Place): { value: unknown; problems: CellProblem[] } {
    const raw = this.cell(record, place);
    if (raw.length > LONGEST_CELL)
      return {
        value: null,
        problems: [
          {
            severity: 'error',
            code: 'too_long',
            says: `is longer than ${LONGEST_CELL.toLocaleString('en-GB')} characters`,
          },
        ],
      };
    const { text, controlsRemoved } = cleanCell(raw);
    const removed: CellProblem[] = controlsRemoved
      ? [
          {
            severity: 'warning',
            code: 'control_characters_removed',
            says: 'held control characters, which are removed',
          },
        ]
      : [];
    const reading = place.column.read(trimKeepingTab(text), this.context);
    const problems = [...removed, ...reading.problems];
    const missing = place.column.mandatory && reading.value === null && reading.problems.length === 0;
    if (missing)
      problems.push({
        severity: 'error',
        code: 'missing_mandatory',
        says: `missing, and every ${this.plan.noun} needs it`,
      });
    return { value: reading.value, problems };
  }

  private claimKey(values: C, record: CsvRecord, row: number, issues: ImportIssue[]): void {
    const { key, noun } = this.plan;
    if (!key) return;
    const taken = key.of(values).toLowerCase();
    const first = this.keyRows.get(taken);
    if (first === undefined) {
      this.keyRows.set(taken, row);
      return;
    }
    const place = this.places.find(({ field }) => field === key.field) ?? null;
    const problem: CellProblem = {
      severity: 'error',
      code: 'duplicate_key',
      says: `already used in row ${first} for another ${noun}`,
    };
    issues.push({ ...this.issue(record, place, problem), duplicateOfRow: first });
  }

  private holdsPlainMonthFirst(): boolean {
    const { asOf } = this.plan;
    return this.places.some((place) => {
      const use = place.column.dates;
      if (!use || place.index === null) return false;
      return this.sheet.records.some((record) =>
        isPlainMonthFirst(this.cell(record, place).trim(), use, asOf),
      );
    });
  }

  private cell(record: CsvRecord, place: Place): string {
    return place.index === null ? '' : (record.cells[place.index] ?? '');
  }

  private issue(record: CsvRecord, place: Place | null, problem: CellProblem): ImportIssue {
    if (!place) return this.rowIssue(record, problem);
    const at = `Line ${record.line}, ${place.header ?? place.column.label}`;
    return {
      ...this.rowIssue(record, problem),
      field: place.field,
      column: place.header,
      message: `${at}: ${problem.says}`,
      raw: this.cell(record, place),
    };
  }

  private rowIssue(record: CsvRecord, { severity, code, says, suggestion }: CellProblem): ImportIssue {
    const message = `Line ${record.line}: ${says}`;
    return {
      field: null,
      column: null,
      severity,
      code,
      message,
      raw: '',
      suggestion: suggestion ?? null,
      duplicateOfRow: null,
    };
  }
}

// A leading tab is a sign of a planted formula; the readers see it before they drop it.
function trimKeepingTab(text: string): string {
  return /^\s*\t/.test(text) ? `\t${text.trim()}` : text.trim();
}
