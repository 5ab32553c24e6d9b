import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readActions } from './action-rows.rules.js';
import { readAgencies } from './agency-rows.rules.js';
import { AS_OF, fixture, fixtureAgencies } from '../../../test/harness/import-fixtures.js';
import type { ImportReading } from './import-reading.js';
import { readPeople } from './people-rows.rules.js';
import { readReferrals } from './referral-rows.rules.js';

const agencies = fixtureAgencies();

function cells(name: string): Record<string, string>[] {
  return parse(Buffer.from(fixture(name)), { columns: true, bom: true });
}

function read<R>(
  result: { ok: true; value: ImportReading<R> } | { ok: false; refusal: { message: string } },
) {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

/** A value as the clean files write it. */
function written(value: unknown): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join('|') : String(value);
}

function expectSameAsWritten<R>(
  reading: ImportReading<R>,
  name: string,
  rename: (text: string) => string = (text) => text,
) {
  const source = cells(name);
  expect(reading.unknownColumns).toEqual([]);
  expect(reading.missingColumns).toEqual([]);
  expect(reading.rows.flatMap((row) => row.issues)).toEqual([]);
  expect(reading.rows).toHaveLength(source.length);
  reading.rows.forEach((row, at) => {
    expect(row.status).toBe('accepted');
    for (const [field, text] of Object.entries(source[at]!))
      expect(written((row.values as Record<string, unknown>)[field])).toBe(rename(text));
  });
}

describe('the clean fixtures', () => {
  it('gives all 120 referrals as they are written', () => {
    const reading = read(readReferrals(fixture('referrals-clean.csv'), { asOf: AS_OF, agencies }));
    expect(reading.format).toEqual({ encoding: 'utf-8', delimiter: ',', headerLine: 1 });
    expect(reading.rows).toHaveLength(120);
    expectSameAsWritten(reading, 'referrals-clean.csv', (text) => text.replace(/^\+44 /, '0'));
    expect(reading.rows.every((row) => row.values!.referring_agency_id.startsWith('agency-'))).toBe(true);
  });

  it('warns of referrals that are already stored', () => {
    const reading = read(
      readReferrals(fixture('referrals-clean.csv'), {
        asOf: AS_OF,
        agencies,
        knownReferences: ['nb-2025-0003 '],
      }),
    );
    expect(reading.rows.flatMap((row) => row.issues.map((issue) => [row.row, issue.code]))).toEqual([
      [1, 'already_known'],
    ]);
  });

  it('gives all 180 actions, "not possible" and "not done" apart', () => {
    const people = read(readPeople(fixture('people.csv'), { asOf: AS_OF, agencies })).rows.map((row) => ({
      id: `person-${row.row}`,
      email: row.values!.email,
    }));
    const caseReferences = cells('referrals-clean.csv').map((row) => row['referral_ref']!);
    const reading = read(
      readActions(fixture('open-actions.csv'), { asOf: AS_OF, agencies, people, caseReferences }),
    );
    expect(reading.rows).toHaveLength(180);
    const lists: Record<string, string> = {
      'not possible': 'not_possible',
      'not done': 'not_done',
      'Community MARAC': 'community_marac',
    };
    const rename = (text: string) =>
      lists[text] ??
      (/^(ESIP|MARAC|MASIP|MATAC|MAPPA L\d)$/.test(text) ? text.toLowerCase().replace(' ', '_') : text);
    expectSameAsWritten(reading, 'open-actions.csv', rename);
    expect(reading.rows.every((row) => row.values!.owner_id !== null)).toBe(true);
  });

  it('gives all 16 agencies and all 60 people', () => {
    const agencyReading = read(readAgencies(fixture('agencies.csv'), { asOf: AS_OF }));
    expect(agencyReading.rows).toHaveLength(16);
    expectSameAsWritten(agencyReading, 'agencies.csv');
    const peopleReading = read(readPeople(fixture('people.csv'), { asOf: AS_OF, agencies }));
    expect(peopleReading.rows).toHaveLength(60);
    expectSameAsWritten(peopleReading, 'people.csv');
  });
});
