import { describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { splitRecords } from './csv-records.js';
import { delimiters, lineEnds } from '../../../test/harness/csv-writing.js';

const cell = fc
  .array(fc.constantFrom('a', 'Bé', ' ', ',', ';', '\t', '"', '\n', '\r\n', '\r', '|', '🙂'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
const quoted = /[\r\n"]|^\s|\s$/;

describe('records', () => {
  it('come back as they were written, in any separator and line end, on the lines they are on', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(...delimiters),
        fc.constantFrom(...lineEnds),
        (rows, delimiter, lineEnd) => {
          const written = rows.map((row) =>
            stringify([row], { delimiter, record_delimiter: lineEnd, quoted_match: quoted }),
          );
          const records = splitRecords(written.join(''), delimiter);
          expect(records.map((record) => record.cells)).toEqual(rows);
          let line = 1;
          records.forEach((record, at) => {
            const lines = written[at]!.match(/\r\n|\r|\n/g)!.length;
            expect([record.line, record.lineEnd, record.broken]).toEqual([line, line + lines - 1, false]);
            line += lines;
          });
        },
      ),
    );
  });

  it('count blank lines, allow mixed line ends, a last line without end and blanks around quotes', () => {
    const records = splitRecords('a,b\r\n\r\n1, "x, y" \n2,z\r3,', ',');
    expect(records).toEqual([
      { cells: ['a', 'b'], line: 1, lineEnd: 1, broken: false },
      { cells: [''], line: 2, lineEnd: 2, broken: false },
      { cells: ['1', 'x, y'], line: 3, lineEnd: 3, broken: false },
      { cells: ['2', 'z'], line: 4, lineEnd: 4, broken: false },
      { cells: ['3', ''], line: 5, lineEnd: 5, broken: false },
    ]);
  });

  it('are cut off at their own line by a stray quote, so that the rows after it are read', () => {
    const records = splitRecords(
      'a;b\n1;"open\n2;"shut"\n3;"he said "no" twice"\n4;five "feet"\n5;"end',
      ';',
    );
    expect(records.map(({ cells, line, broken }) => [line, broken, cells.at(-1)])).toEqual([
      [1, false, 'b'],
      [2, true, '"open'],
      [3, false, 'shut'],
      [4, true, '"he said "no" twice"'],
      [5, false, 'five "feet"'],
      [6, true, '"end'],
    ]);
  });

  it('never lose a line, whatever the text', () => {
    fc.assert(
      fc.property(cell, fc.array(cell), (first, more) => {
        const text = [first, ...more].join(',"');
        const records = splitRecords(text, ',');
        let line = 1;
        for (const record of records) {
          expect(record.line).toBe(line);
          line = record.lineEnd + 1;
        }
        const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0;
        expect(line - 1).toBe(/[\r\n]$/.test(text) || text === '' ? ends : ends + 1);
      }),
    );
  });
});
