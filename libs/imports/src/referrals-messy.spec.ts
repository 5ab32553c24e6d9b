import { describe, expect, it } from '@jest/globals';
import { AS_OF, fixture, fixtureAgencies } from '../../../test/harness/import-fixtures.js';
import { countStatuses } from './import-reading.js';
import { readReferrals } from './referral-rows.rules.js';

type ExpectedIssue = {
  field: string;
  column: string;
  code: string;
  raw: string;
  suggestion?: string;
  duplicate_of_row?: number;
};
type ExpectedRow = {
  row: number;
  line: number;
  line_end: number;
  status: string;
  also_acceptable: string[];
  issues: ExpectedIssue[];
  values: Record<string, unknown> | null;
  values_ignore?: string[];
};
type Expected = {
  format: { encoding: string; delimiter: string; header_lines: number[] };
  data_rows: number;
  summary: Record<string, number>;
  columns: { index: number; header: string; field: string | null }[];
  unknown_columns: string[];
  missing_columns: string[];
  ignored_lines: { line: number; what: string }[];
  rows: ExpectedRow[];
};

const expected = JSON.parse(new TextDecoder().decode(fixture('referrals-messy.expected.json'))) as Expected;
const result = readReferrals(fixture('referrals-messy.csv'), { asOf: AS_OF, agencies: fixtureAgencies() });
if (!result.ok) throw new Error(result.refusal.message);
const reading = result.value;

describe('referrals-messy.csv as a whole', () => {
  it('is recognised for what it is', () => {
    expect(reading.format).toEqual({
      encoding: expected.format.encoding,
      delimiter: expected.format.delimiter,
      headerLine: expected.format.header_lines[0],
    });
    expect(reading.columns.map(({ index, field }) => ({ index, field }))).toEqual(
      expected.columns.map(({ index, field }) => ({ index, field })),
    );
    expect(reading.columns.map(({ header }) => header)).toEqual(
      expected.columns.map(({ header }) => header.trim()),
    );
    expect(reading.unknownColumns).toEqual(expected.unknown_columns);
    expect([...reading.missingColumns].sort()).toEqual([...expected.missing_columns].sort());
    expect(reading.ignoredLines).toEqual(expected.ignored_lines);
    expect(reading.rows).toHaveLength(expected.data_rows);
    expect(countStatuses(reading.rows)).toEqual(expected.summary);
  });
});

describe('every row of referrals-messy.csv', () => {
  it.each(expected.rows.map((row) => [row.row, row] as const))('row %i', (number, wanted) => {
    const row = reading.rows[number - 1]!;
    expect([row.row, row.line, row.lineEnd]).toEqual([wanted.row, wanted.line, wanted.line_end]);
    expect(
      row.issues.map(({ field, column, code, raw, suggestion, duplicateOfRow }) => ({
        field,
        column,
        code,
        raw,
        suggestion,
        duplicateOfRow,
      })),
    ).toEqual(
      wanted.issues.map(({ field, column, code, raw, suggestion, duplicate_of_row }) => ({
        field,
        column,
        code,
        raw,
        suggestion: suggestion ?? null,
        duplicateOfRow: duplicate_of_row ?? null,
      })),
    );
    expect(row.status).toBe(wanted.status);
    for (const issue of row.issues) expect(issue.message).toMatch(new RegExp(`^Line ${wanted.line}, .+: .+`));

    if (wanted.values === null) {
      expect(row.values).toBeNull();
      return;
    }
    const ignore = new Set(wanted.values_ignore ?? []);
    const compared = Object.entries(wanted.values).filter(([field]) => !ignore.has(field));
    expect(row.values).toMatchObject(Object.fromEntries(compared));
  });

  it('keeps a relationship that is not in the list beside the row', () => {
    const row = reading.rows[43]!;
    expect(row.values?.relationship).toBeNull();
    expect(row.values?.unrecognised).toEqual([{ field: 'relationship', raw: 'Pen friend' }]);
  });

  it('says what is wrong in a plain sentence', () => {
    expect(reading.rows[17]!.issues[0]!.message).toBe(
      'Line 21, Date referred: 31 February 2026 does not exist',
    );
  });
});
