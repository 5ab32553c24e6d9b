import type { ImportIssue } from './import-reading.js';

/** Something about a row that shows only beside what is in the record. `field` is the canonical column. */
export type RowFinding = Pick<ImportIssue, 'field' | 'severity' | 'code'> & {
  says: string;
  duplicateOfRow?: number;
};
