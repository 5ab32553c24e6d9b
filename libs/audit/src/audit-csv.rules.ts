import { stringify } from 'csv-stringify/sync';

/** One line of the audit in words, for a file. */
export type AuditCsvLine = {
  at: string;
  person: string;
  agency: string;
  actingAs: string;
  what: string;
  case: string;
  fields: string;
  why: string;
  session: string;
  request: string;
  place: string;
  entry: string;
};

const COLUMNS = [
  { key: 'at', header: 'Time (UTC)' },
  { key: 'person', header: 'Person' },
  { key: 'agency', header: 'Agency' },
  { key: 'actingAs', header: 'Acting as' },
  { key: 'what', header: 'What' },
  { key: 'case', header: 'Case' },
  { key: 'fields', header: 'Fields' },
  { key: 'why', header: 'Reason given' },
  { key: 'session', header: 'Session' },
  { key: 'request', header: 'Request' },
  { key: 'place', header: 'Place in the chain' },
  { key: 'entry', header: 'Entry' },
];

/** The marking that the file begins and ends with. */
export const AUDIT_MARKING = 'OFFICIAL-SENSITIVE';

/**
 * Lines of the audit as a table for a spreadsheet: marked in its first and last line, with a byte order mark, and with
 * nothing that a spreadsheet would calculate.
 */
export function auditCsv(lines: readonly AuditCsvLine[]): string {
  const options = { escape_formulas: true, record_delimiter: 'windows' } as const;
  const table = stringify([...lines], { ...options, header: true, columns: COLUMNS });
  return `\ufeff${AUDIT_MARKING}\r\n${table}${AUDIT_MARKING}\r\n`;
}
