import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { CsvDelimiter, CsvEncoding } from '#imports';

/** One way to write a file, and as what it is read. */
export type Writing = { name: string; reads: CsvEncoding; write: (text: string) => Uint8Array };

const windows1252Extra = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const windows1252Codes = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95,
  0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
];

function writeWindows1252(text: string): Uint8Array {
  return Uint8Array.from([...text], (letter) => {
    const at = windows1252Extra.indexOf(letter);
    return at < 0 ? letter.charCodeAt(0) : windows1252Codes[at]!;
  });
}

/** Every encoding that is recognised. */
export const encodings: readonly Writing[] = [
  { name: 'UTF-8', reads: 'utf-8', write: (text) => Buffer.from(text, 'utf8') },
  { name: 'UTF-8 with mark', reads: 'utf-8', write: (text) => Buffer.from(`\ufeff${text}`, 'utf8') },
  { name: 'UTF-16 LE', reads: 'utf-16le', write: (text) => Buffer.from(`\ufeff${text}`, 'utf16le') },
  { name: 'UTF-16 BE', reads: 'utf-16be', write: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16() },
  { name: 'Windows-1252', reads: 'windows-1252', write: writeWindows1252 },
];

/** Every separator and line end that is recognised. */
export const delimiters: readonly CsvDelimiter[] = [',', ';', '\t'];
export const lineEnds = ['\r\n', '\n', '\r'] as const;

const latin = [...'abc XYZ,;|"\'\t\n=+-@0189éüñßÿ£', ...windows1252Extra];
const everywhere = [...latin, 'ł', 'ı', 'ω', 'שלום', 'عمر', '日本', '👩‍👧', '🙂', '\u200f'];

/** Text that an encoding can hold; for Windows-1252 with one letter at the end that is no UTF-8. */
export function encodable(name: string): fc.Arbitrary<string> {
  const words = (letters: string[]) =>
    fc.array(fc.constantFrom(...letters), { maxLength: 30 }).map((parts) => parts.join('').normalize('NFC'));
  return name === 'Windows-1252' ? words(latin).map((text) => `${text}ü`) : words(everywhere);
}

/** A CSV file in one way of writing. */
export function writeCsv(
  rows: readonly (readonly string[])[],
  how: { delimiter: CsvDelimiter; lineEnd: string; encoding: Writing },
): Uint8Array {
  const text = stringify(rows as string[][], {
    delimiter: how.delimiter,
    record_delimiter: how.lineEnd,
    quoted_match: /[\r\n"]|^\s|\s$/,
  });
  return how.encoding.write(text);
}
