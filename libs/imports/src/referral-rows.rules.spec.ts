import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { delimiters, encodings, lineEnds, writeCsv } from '../../../test/harness/csv-writing.js';
import { AS_OF, fixture, fixtureAgencies } from '../../../test/harness/import-fixtures.js';
import { countStatuses, type ImportRow } from './import-reading.js';
import { readReferrals, type ReferralRow } from './referral-rows.rules.js';

const options = { asOf: AS_OF, agencies: fixtureAgencies() };
const [fields, ...clean] = parse(Buffer.from(fixture('referrals-clean.csv'))) as string[][] as [
  string[],
  ...string[][],
];

const plain = { delimiter: ',', lineEnd: '\r\n', encoding: encodings[0]! } as const;

function read(bytes: Uint8Array) {
  const result = readReferrals(bytes, options);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

/** The first clean referral with some cells changed. */
function referral(change: Record<string, string> = {}, ref = 'T-1'): string[] {
  const all: Record<string, string> = { referral_ref: ref, ...change };
  return fields.map((field, at) => all[field] ?? clean[0]![at]!);
}

function one(change: Record<string, string>): ImportRow<ReferralRow> {
  return read(writeCsv([fields, referral(change)], plain)).rows[0]!;
}

const outcome = (row: ImportRow<ReferralRow>) => [
  row.status,
  ...row.issues.map((issue) => `${issue.field} ${issue.code}`),
];

describe('a file of referrals', () => {
  it('reads the same in any encoding, separator, line end and order of columns', () => {
    const reference = read(writeCsv([fields, ...clean.slice(0, 12)], plain)).rows.map((row) => row.values);
    fc.assert(
      fc.property(
        fc.constantFrom(...encodings),
        fc.constantFrom(...delimiters),
        fc.constantFrom(...lineEnds),
        fc.shuffledSubarray(fields, { minLength: fields.length }),
        (encoding, delimiter, lineEnd, order) => {
          // One letter outside ASCII, so that Windows-1252 can be told from UTF-8.
          const rows = [
            order,
            ...clean.slice(0, 12).map((row) => order.map((field) => row[fields.indexOf(field)]!)),
          ];
          const noted = [['Übersicht'], ...rows];
          const text = noted.filter((row) =>
            row.every((cell) => !/[łŁıÓ]/.test(cell) || encoding.reads !== 'windows-1252'),
          );
          const reading = read(writeCsv(text, { encoding, delimiter, lineEnd }));
          expect(reading.format).toEqual({ encoding: encoding.reads, delimiter, headerLine: 2 });
          const refs = new Set(reading.rows.map((row) => row.values?.referral_ref));
          expect(reading.rows.map((row) => row.values)).toEqual(
            reference.filter((row) => refs.has(row!.referral_ref)),
          );
          expect(reading.rows).toHaveLength(text.length - 2);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('loses no row: each is accepted or rejected, on its own lines', () => {
    const junk = fc.constantFrom(
      '',
      ' ',
      '?',
      'x',
      '=1+1',
      '"',
      '\n',
      '\u0000',
      'yes',
      '31/02/2026',
      '5/6/26',
      '\u202eabc',
      '99',
      '😀',
      'a;b,c|d',
    );
    const row = fc.array(junk, { minLength: fields.length, maxLength: fields.length });
    fc.assert(
      fc.property(fc.array(fc.oneof(row, fc.constantFrom(...clean)), { maxLength: 12 }), (rows) => {
        const data = rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
        const reading = read(writeCsv([fields, ...data], plain));
        const counts = countStatuses(reading.rows);
        expect(reading.rows.map((found) => found.row)).toEqual(data.map((_, at) => at + 1));
        expect(counts.accepted + counts.accepted_with_warning + counts.rejected).toBe(data.length);
        for (const found of reading.rows) {
          expect(found.values === null).toBe(found.status === 'rejected');
          expect(found.status === 'accepted').toBe(found.issues.length === 0);
          expect(found.issues.some((issue) => issue.severity === 'error')).toBe(found.status === 'rejected');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is refused in a readable sentence, and never throws, when it is nothing of the kind', () => {
    const cut = fc.tuple(fc.nat(60_000), fc.uint8Array({ maxLength: 40 })).map(([at, noise]) => {
      const bytes = Buffer.from(fixture('referrals-messy.csv').slice(0, 60_000));
      bytes.set(noise, Math.min(at, Math.max(0, bytes.length - noise.length)));
      return bytes as Uint8Array;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 600 }),
          fc.string().map((text) => Buffer.from(text) as Uint8Array),
          cut,
        ),
        (bytes) => {
          const result = readReferrals(bytes, options);
          if (!result.ok) expect(result.refusal.message).toMatch(/^[A-Z].+\.$/);
        },
      ),
      { numRuns: 80 },
    );
    const noHeader = readReferrals(Buffer.from('Name,Colour\nAnn,red\n'), options);
    expect(noHeader).toMatchObject({ ok: false, refusal: { code: 'HEADER_NOT_FOUND' } });
  });

  it('sets aside title lines, blank lines, repeated headers and totals, and nothing else', () => {
    const width = fields.length;
    const line = (...cells: string[]) => [...cells, ...Array<string>(width - cells.length).fill('')];
    const reading = read(
      writeCsv(
        [
          ['Referrals of the quarter'],
          [''],
          fields,
          referral({}, 'T-1'),
          line('  '),
          fields.map((field) => field.toUpperCase().replaceAll('_', ' ')),
          referral({}, 'TOTAL-2'),
          line('Sub-total', '2', '', '3.5'),
          line('Total referrals: 2'),
          line('Total', 'North', '2'),
        ],
        plain,
      ),
    );
    expect(reading.format.headerLine).toBe(3);
    expect(reading.ignoredLines).toEqual([
      { line: 1, what: 'line before the header' },
      { line: 2, what: 'blank line' },
      { line: 5, what: 'blank line' },
      { line: 6, what: 'repeated header line' },
      { line: 8, what: 'totals line' },
      { line: 9, what: 'totals line' },
    ]);
    expect(reading.rows.map((row) => [row.row, row.line, row.status])).toEqual([
      [1, 4, 'accepted'],
      [2, 7, 'accepted'],
      [3, 10, 'rejected'],
    ]);
  });

  it('rejects rows of another width and rows with a stray quote, and reads on', () => {
    const text = [
      fields.join(','),
      'T-1,2026-11-01,esip',
      `T-2,"open${','.repeat(fields.length - 1)}`,
      `T-3${','.repeat(fields.length - 1)},,beyond`,
    ].join('\n');
    const good = Buffer.from(
      writeCsv([referral({}, 'T-4'), [...referral({}, 'T-5'), '', '']], plain),
    ).toString();
    const reading = read(Buffer.from(`${text}\n${good}`));
    expect(reading.rows.map(outcome)).toEqual([
      ['rejected', 'null wrong_cell_count'],
      ['rejected', 'null broken_quotes'],
      ['rejected', 'null wrong_cell_count'],
      ['accepted'],
      ['accepted'],
    ]);
    expect(reading.rows[0]!.issues[0]!.message).toBe(
      `Line 2: has 3 cells where the header has ${fields.length}`,
    );
  });

  it('rejects every row for a mandatory column that is not there, and takes the others as empty', () => {
    const without = (gone: string) => {
      const keep = fields.map((field, at) => [field, at] as const).filter(([field]) => field !== gone);
      return read(writeCsv([keep.map(([field]) => field), keep.map(([, at]) => referral()[at]!)], plain));
    };
    const noPanel = without('panel');
    expect(noPanel.missingColumns).toEqual(['panel']);
    expect(noPanel.rows.map(outcome)).toEqual([['rejected', 'panel missing_mandatory']]);
    expect(noPanel.rows[0]!.issues[0]!.message).toBe('Line 2, Panel: missing, and every referral needs it');
    expect(without('lpa').rows.map(outcome)).toEqual([['accepted']]);
  });

  it('rejects the second of two rows for one referral', () => {
    const shouted = referral({}, 'T-1').map((cell) => ` ${cell.toUpperCase()} `);
    const other = referral({ victim_first_name: 'Someone' }, 't-1');
    const rows = read(writeCsv([fields, referral({}, 'T-1'), shouted, other], plain)).rows;
    expect(rows.map(outcome)).toEqual([
      ['accepted'],
      ['rejected', 'referral_ref duplicate_row'],
      ['rejected', 'referral_ref duplicate_key'],
    ]);
    expect(rows.map((row) => row.issues[0]?.duplicateOfRow)).toEqual([undefined, 1, 1]);
  });

  it('lets a mended row stand after the rejected one', () => {
    const rows = read(
      writeCsv([fields, referral({ dash_score: '99' }), referral({ dash_score: '19' })], plain),
    ).rows;
    expect(rows.map((row) => row.status)).toEqual(['rejected', 'accepted']);
  });

  it('reads slash dates month first, with a warning, only where a plain month-first date stands in the file', () => {
    const dated = referral({ referred_on: '5/6/2026', first_incident_on: '', last_incident_on: '' }, 'T-1');
    const american = referral(
      { referred_on: '10/25/2026', first_incident_on: '', last_incident_on: '13/10/26' },
      'T-2',
    );
    expect(read(writeCsv([fields, dated], plain)).rows[0]!.values!.referred_on).toBe('2026-06-05');
    const rows = read(writeCsv([fields, dated, american], plain)).rows;
    expect(rows.map(outcome)).toEqual([
      ['accepted_with_warning', 'referred_on ambiguous_date'],
      ['accepted'],
    ]);
    expect(rows.map((row) => row.values!.referred_on)).toEqual(['2026-05-06', '2026-10-25']);
    expect(rows[1]!.values!.last_incident_on).toBe('2026-10-13');
    expect(rows[0]!.issues[0]!.message).toContain('5 June 2026 or 6 May 2026');
  });
});

describe('a cell of a referral', () => {
  it.each([
    [{ panel: 'Book club' }, ['rejected', 'panel unknown_value']],
    [{ dash_score: '25' }, ['rejected', 'dash_score out_of_range']],
    [{ dash_score: '-1' }, ['rejected', 'dash_score out_of_range']],
    [{ dash_score: '18.5' }, ['rejected', 'dash_score unreadable_number']],
    [{ screen_score: '12' }, ['rejected', 'screen_score out_of_range']],
    [
      { referring_agency: 'Northbridge Polic' },
      ['accepted_with_warning', 'referring_agency agency_close_match'],
    ],
    [
      { referring_agency: 'Northbridge Fire & Rescue' },
      ['accepted_with_warning', 'referring_agency agency_close_match'],
    ],
    [{ referring_agency: 'Northbridge Council Children’s  social care' }, ['accepted']],
    [{ referring_agency: 'Southbridge Police' }, ['rejected', 'referring_agency agency_unknown']],
    [{ referrer_email: 'nobody' }, ['rejected', 'referrer_email unreadable_email']],
    [{ behaviours: 'following|staring' }, ['accepted_with_warning', 'behaviours unknown_value']],
    [
      { victim_last_name: 'Ann\u0000e' },
      ['accepted_with_warning', 'victim_last_name control_characters_removed'],
    ],
    [{ victim_last_name: '+Smith' }, ['accepted_with_warning', 'victim_last_name formula_like_text']],
    [{ suspect_alias: '\t=2' }, ['accepted_with_warning', 'suspect_alias formula_like_text']],
    [{ criteria_reason: 'a'.repeat(20_001) }, ['rejected', 'criteria_reason too_long']],
    [{ victim_first_name: 'a'.repeat(201) }, ['rejected', 'victim_first_name too_long']],
    [{ victim_phone: 'ask her sister' }, ['accepted_with_warning', 'victim_phone unreadable_phone']],
    [{ victim_postcode: 'QX1' }, ['accepted_with_warning', 'victim_postcode unreadable_postcode']],
    [{ children: 'two' }, ['accepted_with_warning', 'children unreadable_number']],
    [{ lpa: 'East' }, ['accepted_with_warning', 'lpa unknown_value']],
    [{ victim_aware: 'no' }, ['accepted_with_warning', 'victim_aware unknown_value']],
    [{ relationship: '?' }, ['accepted']],
    [{ relationship: '' }, ['rejected', 'relationship missing_mandatory']],
    [{ victim_dob: '2026-11-24' }, ['rejected', 'victim_dob date_in_future']],
    [{ referred_on: '?' }, ['rejected', 'referred_on missing_mandatory']],
    [{ suspect_last_name: 'Unidentified', suspect_first_name: '' }, ['accepted']],
  ])('%j', (change, wanted) => expect(outcome(one(change as Record<string, string>))).toEqual(wanted));

  it('keeps what fits no list beside the row', () => {
    const { values } = one({
      behaviours: 'staring; Following, glaring',
      weapons_access: 'maybe',
      children: '3+',
    });
    expect(values).toMatchObject({ behaviours: ['following'], weapons_access: 'unknown', children: null });
    expect(values!.unrecognised).toEqual([
      { field: 'children', raw: '3+' },
      { field: 'behaviours', raw: 'staring' },
      { field: 'behaviours', raw: 'glaring' },
      { field: 'weapons_access', raw: 'maybe' },
    ]);
  });

  it.each(['Y', 'yes', 'YES', 'True', 'TRUE '])('%j is yes', (text) =>
    expect(one({ threats: text }).values!.threats).toBe('yes'),
  );
  it.each(['N', 'no', 'False', ' FALSE'])('%j is no', (text) =>
    expect(one({ threats: text }).values!.threats).toBe('no'),
  );
  it.each(['', ' ', '?', 'n/k', 'N/K', 'Unknown'])('%j is unknown', (text) =>
    expect(one({ threats: text }).values!.threats).toBe('unknown'),
  );

  it.each([
    ["'07700900206", '07700 900206'],
    ['(01632) 960213', '01632 960213'],
    ['07700-900-230', '07700 900230'],
    ['+44 7700 900333', '07700 900333'],
    ['+44 (0)7700 900333', '07700 900333'],
    ['0044 1632 960079', '01632 960079'],
    ['020 7946 0001', '020 7946 0001'],
    ['0161 496 0001', '0161 496 0001'],
  ])('phone %s is %s', (text, wanted) =>
    expect(one({ victim_phone: text })).toMatchObject({
      status: 'accepted',
      values: { victim_phone: wanted },
    }),
  );

  it('keeps names in any script, with their accents and case, one space between words', () => {
    const names = [
      "O'Dalwyn",
      'de la  Quarre',
      'Łomanek',
      'Yıldıral',
      'עומר כהן',
      'محمد',
      '🙂 Ann',
      'Zoe\u0308',
      'van der Loewe',
    ];
    for (const name of names) {
      const row = one({ victim_last_name: `  ${name} ` });
      expect(row).toMatchObject({
        status: 'accepted',
        values: { victim_last_name: name.replace(/ {2,}/g, ' ').normalize('NFC') },
      });
    }
  });

  it('keeps names of people out of its sentences', () => {
    const row = one({
      victim_last_name: '=Secret',
      victim_phone: 'Secret',
      victim_postcode: 'Secret',
      relationship: 'Secret',
    });
    expect(row.issues.length).toBeGreaterThanOrEqual(4);
    for (const issue of row.issues) expect(issue.message).not.toContain('Secret');
  });
});
