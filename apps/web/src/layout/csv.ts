import { stringify } from 'csv-stringify/sync';
import { MARKING } from './page.js';

/**
 * A table as a file for a spreadsheet: with byte order mark, the marking in a line of its own, then the heading, and
 * nothing that a spreadsheet would calculate.
 */
export function csvFile(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  const options = { bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;
  return stringify([[MARKING], heading, ...lines], options);
}
