import { ok, refused, type Result } from '#kernel';
import type { CsvEncoding } from './import-reading.js';

/** The largest file that is read, in bytes. */
export const LARGEST_FILE = 20 * 1024 * 1024;

/** Why a file as a whole cannot be read. */
export type FileRefusalCode =
  'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'FILE_NOT_TEXT' | 'FILE_ENCODING' | 'HEADER_NOT_FOUND';

/** The text of a file and the encoding it was written in; the byte order mark is gone. */
export type DecodedFile = { text: string; encoding: CsvEncoding };

const WORKBOOK = 'This is a spreadsheet workbook or a compressed file. Save it as CSV (UTF-8) and try again.';
const NOT_TEXT = 'This is not a text file. Save the sheet as CSV (UTF-8) and try again.';

const SIGNATURES: readonly { bytes: readonly number[]; says: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], says: WORKBOOK },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], says: WORKBOOK },
  { bytes: [0x1f, 0x8b], says: WORKBOOK },
  { bytes: [0x25, 0x50, 0x44, 0x46], says: 'This is a PDF. Ask for the sheet as CSV (UTF-8) and try again.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], says: NOT_TEXT },
  { bytes: [0xff, 0xd8, 0xff], says: NOT_TEXT },
];

/**
 * Bytes to text: a byte order mark decides; without one it is UTF-8 if all of it is valid UTF-8, else Windows-1252.
 * Refused: nothing in it, larger than 20 MB, workbooks and other binary files, bytes that break their own mark.
 */
export function decodeCsv(bytes: Uint8Array): Result<DecodedFile, FileRefusalCode> {
  if (bytes.length === 0) return refused('FILE_EMPTY', 'The file is empty.');
  if (bytes.length > LARGEST_FILE)
    return refused('FILE_TOO_LARGE', 'The file is larger than 20 MB. Split it and import the parts.');
  const signature = SIGNATURES.find((known) => startsWith(bytes, known.bytes));
  if (signature) return refused('FILE_NOT_TEXT', signature.says);

  const decoded = decode(bytes);
  if (decoded === null)
    return refused(
      'FILE_ENCODING',
      'The file says how its text is encoded, but the text does not fit. Save it again as CSV (UTF-8).',
    );
  if (isMostlyBinary(decoded.text)) return refused('FILE_NOT_TEXT', NOT_TEXT);
  if (decoded.text.trim() === '') return refused('FILE_EMPTY', 'The file holds no text.');
  return ok(decoded);
}

function decode(bytes: Uint8Array): DecodedFile | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return decodeAs('utf-8', bytes);
  if (startsWith(bytes, [0xff, 0xfe])) return decodeAs('utf-16le', bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return decodeAs('utf-16be', bytes);
  return decodeAs('utf-8', bytes) ?? { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
}

function decodeAs(encoding: CsvEncoding, bytes: Uint8Array): DecodedFile | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

// What Windows-1252 puts where Latin-1 has control characters, 0x80 to 0x9F; five places are empty and stay as they are.
// Spelt out because TextDecoder of some Node 20 releases reads Windows-1252 as Latin-1 and loses quotes and dashes.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80]!);
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, at) => bytes[at] === byte);
}

// A stray NUL or two from an old database is mended cell by cell; one character in twenty is no text.
function isMostlyBinary(text: string): boolean {
  const sample = text.slice(0, 1_000_000);
  const controls = sample.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g)?.length ?? 0;
  return controls * 20 > sample.length;
}
