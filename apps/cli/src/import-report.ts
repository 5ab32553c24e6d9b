import { stringify } from 'csv-stringify/sync';
import type { ImportedRow, ImportIssue, ImportReport } from '#imports';
import { inColumns } from './terminal.js';

type Showing = { file: string; showValues: boolean; dryRun: boolean };

const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

const RESULTS = {
  created: 'accepted',
  created_with_warning: 'look at it',
  unchanged: 'unchanged',
  rejected: 'rejected',
} as const;

/** The report for a person at a terminal: a line for each thing to tell, and the counts. */
export function reportInWords(report: ImportReport, { file, showValues, dryRun }: Showing): string {
  const lines = [
    `${file}: ${report.rows.length} rows, ${report.format.encoding}, ${DELIMITERS[report.format.delimiter]}, headings on line ${report.format.headerLine}`,
  ];
  if (report.unknownColumns.length > 0) {
    lines.push(`Columns that are not known and were ignored: ${report.unknownColumns.join(', ')}`);
  }
  if (report.missingColumns.length > 0) {
    lines.push(`Columns that the file does not have: ${report.missingColumns.join(', ')}`);
  }
  if (report.ignoredLines.length > 0) {
    const left = report.ignoredLines.map(({ line, what }) => `${line} (${what})`);
    lines.push(`Lines that are no rows: ${left.join(', ')}`);
  }
  if (report.panelsMade.length > 0) {
    const made = report.written ? 'made' : 'to be made';
    lines.push(`Plain panels ${made}; give them a chair and their days: ${report.panelsMade.join(', ')}`);
  }
  const issues = issuesOf(report);
  const table = issues.map(({ row, issue }) => [
    String(row.line),
    RESULTS[row.status],
    issue.column ?? issue.field ?? '(row)',
    reasonOf(issue) + suggestionOf(issue, showValues),
    ...(showValues ? [issue.raw] : []),
  ]);
  const head = ['Line', 'Result', 'Field', 'Reason', ...(showValues ? ['Cell'] : [])];
  const shown = table.length > 0 ? `\n${inColumns([head, ...table])}` : '';
  return `${inColumns(lines.map((line) => [line]))}${shown}\n${countsOf(report, dryRun)}\n`;
}

function countsOf(report: ImportReport, dryRun: boolean): string {
  const warned = report.warnings > 0 ? ` (${report.warnings} to look at)` : '';
  const created = report.written || report.created === 0 ? 'created' : 'would be created';
  const counts = `${report.created} ${created}${warned}, ${report.unchanged} unchanged, ${report.rejected} rejected.`;
  return dryRun ? `${counts} Dry run: nothing was written.` : counts;
}

/** The report as data. Without `showValues` it holds no cell and nothing that was read from one. */
export function jsonOf(report: ImportReport, showValues: boolean): object {
  const rows = report.rows.map(({ values, issues, ...row }) => ({
    ...row,
    issues: issues.map(({ raw, suggestion, ...issue }) => ({
      ...issue,
      suggestion: mayShow(issue.code, showValues) ? suggestion : null,
      ...(showValues && { raw }),
    })),
    ...(showValues && { values }),
  }));
  return { ...report, rows };
}

/** The report as CSV, a line for each row, or for each thing to tell of it. Nothing in it runs as a formula. */
export function reportCsv(report: ImportReport, showValues: boolean): string {
  const head = ['Row', 'Line', 'Result', 'Field', 'Column', 'Severity', 'Code', 'Reason', 'Suggestion'];
  const records = report.rows.flatMap((row) => {
    const start = [row.row, row.line, row.status];
    if (row.issues.length === 0) return [[...start, '', '', '', '', '', '', ...(showValues ? [''] : [])]];
    return row.issues.map((issue) => [
      ...start,
      issue.field ?? '',
      issue.column ?? '',
      issue.severity,
      issue.code,
      reasonOf(issue),
      mayShow(issue.code, showValues) ? (issue.suggestion ?? '') : '',
      ...(showValues ? [issue.raw] : []),
    ]);
  });
  return stringify([[...head, ...(showValues ? ['Cell'] : [])], ...records], {
    bom: true,
    escape_formulas: true,
  });
}

function issuesOf(report: ImportReport): { row: ImportedRow; issue: ImportIssue }[] {
  return report.rows.flatMap((row) => row.issues.map((issue) => ({ row, issue })));
}

/** The sentence of an issue without the place, which stands beside it. */
function reasonOf({ message, column }: ImportIssue): string {
  const place = column === null ? /^Line \d+(, [^:]*)?: / : new RegExp(`^Line \\d+, ${escaped(column)}: `);
  return message.replace(place, '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function suggestionOf({ code, suggestion }: ImportIssue, showValues: boolean): string {
  return suggestion !== null && mayShow(code, showValues) ? ` (perhaps ${suggestion})` : '';
}

/** The name of an agency gives nobody away; any other reading may be somebody's number or date. */
function mayShow(code: ImportIssue['code'], showValues: boolean): boolean {
  return showValues || code === 'agency_close_match';
}
