import { ok, refused, type Result } from '#kernel';
import { decodeCsv, type FileRefusalCode } from './csv-decoding.rules.js';
import { splitRecords, type CsvRecord } from './csv-records.js';
import {
  headerKey,
  headersNeeded,
  matchHeaders,
  type HeaderMatch,
  type HeaderTable,
} from './header-matching.rules.js';
import type { CsvDelimiter, IgnoredLine, SheetColumn, SheetFormat } from './import-reading.js';

/** A file taken apart: its form, its columns and its data records; lines that are no data are set aside and named. */
export type Sheet = {
  format: SheetFormat;
  columns: SheetColumn[];
  unknownColumns: string[];
  missingColumns: string[];
  ignoredLines: IgnoredLine[];
  /** Columns up to the last one that has a heading. */
  width: number;
  records: CsvRecord[];
};

const DELIMITERS: readonly CsvDelimiter[] = [',', ';', '\t'];

/** The header is looked for in the first records only; title lines before it are allowed. */
const HEADER_WITHIN = 30;
const HEAD_CHARACTERS = 400_000;

/**
 * Opens a CSV file whose columns are described by `table`. The delimiter is the one under which most headings are
 * recognised, the header the line with most of them. Refused when no line looks like the header of such a file.
 */
export function openSheet(bytes: Uint8Array, table: HeaderTable): Result<Sheet, FileRefusalCode> {
  const decoded = decodeCsv(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const found = DELIMITERS.map((delimiter) => findHeader(text, delimiter, table)).reduce((best, next) =>
    next.known > best.known ? next : best,
  );
  if (found.known < headersNeeded(table))
    return refused(
      'HEADER_NOT_FOUND',
      `No line with the column headings was found. Expected columns such as ${examples(table)}.`,
    );

  const records = splitRecords(text, found.delimiter);
  const header = records[found.index]!;
  const width = header.cells.findLastIndex((cell) => headerKey(cell) !== '') + 1;
  const columns = header.cells.map((cell, index) => ({
    index,
    header: oneLine(cell),
    field: found.match[index] ?? null,
  }));
  const { ignoredLines, data } = sortLines(records, found.index, columns);
  return ok({
    format: { encoding, delimiter: found.delimiter, headerLine: header.line },
    columns,
    unknownColumns: columns
      .filter((column) => column.field === null && column.header !== '')
      .map((column) => column.header),
    missingColumns: Object.keys(table).filter((field) => !found.match.includes(field)),
    ignoredLines,
    width,
    records: data,
  });
}

type FoundHeader = { delimiter: CsvDelimiter; index: number; known: number; match: HeaderMatch };

function findHeader(text: string, delimiter: CsvDelimiter, table: HeaderTable): FoundHeader {
  const head = splitRecords(text.slice(0, HEAD_CHARACTERS), delimiter, HEADER_WITHIN);
  let best: FoundHeader = { delimiter, index: 0, known: 0, match: [] };
  head.forEach((record, index) => {
    if (record.broken) return;
    const match = matchHeaders(record.cells, table);
    const known = match.filter((field) => field !== null).length;
    if (known > best.known) best = { delimiter, index, known, match };
  });
  return best;
}

function sortLines(
  records: readonly CsvRecord[],
  headerAt: number,
  columns: readonly SheetColumn[],
): { ignoredLines: IgnoredLine[]; data: CsvRecord[] } {
  const ignoredLines: IgnoredLine[] = [];
  const data: CsvRecord[] = [];
  const headerKeys = columns.map((column) => headerKey(column.header));
  records.forEach((record, at) => {
    if (at === headerAt) return;
    const what = notData(record, at < headerAt, headerKeys);
    if (what === null) data.push(record);
    else ignoredLines.push({ line: record.line, what });
  });
  return { ignoredLines, data };
}

function notData(record: CsvRecord, beforeHeader: boolean, headerKeys: readonly string[]): string | null {
  if (record.cells.every((cell) => cell.trim() === '')) return 'blank line';
  if (beforeHeader) return 'line before the header';
  if (record.broken) return null;
  if (isRepeatedHeader(record, headerKeys)) return 'repeated header line';
  return isTotalsLine(record) ? 'totals line' : null;
}

function isRepeatedHeader(record: CsvRecord, headerKeys: readonly string[]): boolean {
  return (
    headerKeys.every((key, at) => key === headerKey(record.cells[at] ?? '')) &&
    record.cells.slice(headerKeys.length).every((cell) => cell.trim() === '')
  );
}

const TOTALS_LABEL =
  /^(grand |sub[ -]?|overall )?(totals?|sum|count|average|mean)( (number|no|count|rows|records|referrals|cases|actions|agencies|people|of [a-z ]+))*\.?( *[:=-]? *[\d.,]*)$/i;
const FIGURE = /^[£€$]?[\d.,%\s-]+$/;

/** A totals line begins with such a word and holds nothing else but figures. */
function isTotalsLine(record: CsvRecord): boolean {
  const filled = record.cells.map(oneLine).filter((cell) => cell !== '');
  const [label, ...others] = filled;
  return (
    label !== undefined &&
    TOTALS_LABEL.test(label) &&
    others.every((cell) => FIGURE.test(cell) || TOTALS_LABEL.test(cell))
  );
}

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function examples(table: HeaderTable): string {
  const mandatory = Object.keys(table).filter((field) => table[field]!.mandatory);
  return mandatory.slice(0, 4).join(', ');
}
