import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readActions, type ActionReadingOptions } from './action-rows.rules.js';
import { readAgencies } from './agency-rows.rules.js';
import { encodings, writeCsv } from '../../../test/harness/csv-writing.js';
import { AS_OF, fixtureAgencies } from '../../../test/harness/import-fixtures.js';
import { readPeople } from './people-rows.rules.js';

const agencies = fixtureAgencies();
const how = { delimiter: ';', lineEnd: '\n', encoding: encodings[0]! } as const;
const headings = [
  'Date of meeting',
  'Panel',
  'Case no.',
  'Agreed action',
  'Lead agency',
  'Owner',
  "Owner's e-mail",
  'Priority',
  'Deadline',
  'Status',
  'Date completed',
  'Comments',
];
const base = [
  '3/11/26',
  'ESIP',
  'C-1',
  'Ring the school',
  'Northbridge Police',
  'Ann',
  'ann@x.example',
  'High',
  '10/12/26',
  'Open',
  '',
  '',
];

function action(change: Record<number, string> = {}, options: Partial<ActionReadingOptions> = {}) {
  const cells = base.map((cell, at) => change[at] ?? cell);
  const result = readActions(writeCsv([headings, cells], how), { asOf: AS_OF, agencies, ...options });
  if (!result.ok) throw new Error(result.refusal.message);
  const row = result.value.rows[0]!;
  return { row, outcome: [row.status, ...row.issues.map((issue) => `${issue.field} ${issue.code}`)] };
}

describe('a row of an action tracking sheet', () => {
  it('is read under other headings and date forms', () => {
    const { row } = action();
    expect(row).toMatchObject({
      status: 'accepted',
      values: {
        meeting_on: '2026-11-03',
        case_ref: 'C-1',
        due_on: '2026-12-10',
        status: 'open',
        status_on: null,
        agency_id: 'agency-1',
        owner_id: null,
      },
    });
  });

  it.each([
    [{ 9: 'Not possible', 10: '12/11/26' }, ['accepted'], 'not_possible'],
    [{ 9: 'not done', 10: '12/11/26' }, ['accepted'], 'not_done'],
    [{ 9: 'Not undertaken', 10: '12/11/26' }, ['accepted'], 'not_done'],
    [{ 9: 'Completed', 10: '12/11/26' }, ['accepted'], 'complete'],
    [{ 9: 'Complete' }, ['rejected', 'status_on missing_mandatory'], undefined],
    [{ 9: 'Closed' }, ['rejected', 'status unknown_value'], undefined],
    [{ 10: '12/11/26' }, ['accepted_with_warning', 'status_on unexpected_value'], 'open'],
    [{ 8: '31/11/26' }, ['rejected', 'due_on impossible_date'], undefined],
    [{ 0: '24/11/26' }, ['rejected', 'meeting_on date_in_future'], undefined],
    [{ 7: 'soonish' }, ['rejected', 'priority unknown_value'], undefined],
    [{ 3: '=cmd' }, ['accepted_with_warning', 'action formula_like_text'], 'open'],
  ])('%j', (change, wanted, status) => {
    const { row, outcome } = action(change);
    expect(outcome).toEqual(wanted);
    expect(row.values?.status).toBe(status);
  });

  it('names its case and its owner where they are known', () => {
    expect(
      action({}, { caseReferences: ['c-1'], people: [{ id: 'p', email: 'Ann@x.example' }] }).row.values!
        .owner_id,
    ).toBe('p');
    expect(action({}, { caseReferences: [] }).outcome).toEqual(['rejected', 'case_ref case_unknown']);
    expect(action({}, { people: [] }).outcome).toEqual([
      'accepted_with_warning',
      'owner_email person_unknown',
    ]);
  });
});

describe('lists of agencies and people', () => {
  it('say what is wrong with a row', () => {
    const people = readPeople(
      writeCsv(
        [
          ['Full name', 'E-mail address', 'Organisation', 'Role', 'Area', 'Skills'],
          ['Ann', 'ANN@x.example', 'northbridge police', 'Agency lead', 'north', 'chairing; disclosure'],
          ['Bob', 'ann@x.example', 'Northbridge Police', 'chair', '', ''],
          ['Cy', 'cy@x.example', 'Northbridge Police', 'King', '', ''],
          ['Di', 'di@x.example', 'Northbridge Police', 'chair', '', ''],
        ],
        how,
      ),
      { asOf: AS_OF, agencies, knownEmails: ['Di@x.example'] },
    );
    if (!people.ok) throw new Error(people.refusal.message);
    expect(people.value.rows.map((row) => [row.status, ...row.issues.map((issue) => issue.code)])).toEqual([
      ['accepted'],
      ['rejected', 'duplicate_key'],
      ['rejected', 'unknown_value'],
      ['accepted_with_warning', 'already_known'],
    ]);
    expect(people.value.rows[0]!.values).toMatchObject({
      email: 'ann@x.example',
      role: 'agency_lead',
      lpa: 'North',
      skills: ['chairing', 'disclosure'],
      agency_id: 'agency-1',
    });

    const list = readAgencies(
      writeCsv(
        [
          ['Name', 'Type', 'Domain', 'Contact', 'Contact email', 'Core?'],
          ['A Service', "Children's social care", '@A.example', 'Ann', 'ann@a.example', 'TRUE'],
          ['a  service', 'Police', '', '', '', ''],
          ['B', 'Circus', 'b', '', '', '?'],
          ['C', 'Circus', '', '', '', ''],
        ],
        how,
      ),
      { asOf: AS_OF },
    );
    if (!list.ok) throw new Error(list.refusal.message);
    expect(list.value.rows.map((row) => [row.status, ...row.issues.map((issue) => issue.code)])).toEqual([
      ['accepted'],
      ['rejected', 'duplicate_key'],
      ['rejected', 'unknown_value', 'unreadable_email'],
      ['accepted_with_warning', 'unknown_value'],
    ]);
    expect(list.value.rows[0]!.values).toMatchObject({
      kind: 'childrens_social_care',
      email_domain: 'a.example',
      core: 'yes',
    });
    expect(list.value.rows[3]!.values).toMatchObject({
      kind: null,
      core: 'unknown',
      unrecognised: [{ field: 'kind', raw: 'Circus' }],
    });
  });

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const result of [
          readActions(bytes, { asOf: AS_OF, agencies }),
          readPeople(bytes, { asOf: AS_OF, agencies }),
          readAgencies(bytes, { asOf: AS_OF }),
        ])
          expect(result.ok || result.refusal.message !== '').toBe(true);
      }),
    );
  });
});
