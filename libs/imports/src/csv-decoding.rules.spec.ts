import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCsv, LARGEST_FILE } from './csv-decoding.rules.js';
import { encodings, encodable } from '../../../test/harness/csv-writing.js';

const refusal = (bytes: Uint8Array) => {
  const result = decodeCsv(bytes);
  return result.ok ? null : result.refusal.code;
};

describe('decoding a file', () => {
  it.each(encodings)('reads back any text written as $name', ({ name, reads, write }) => {
    fc.assert(
      fc.property(encodable(name), (text) => {
        const result = decodeCsv(write(`Ref;Name\n${text}`));
        expect(result).toEqual({ ok: true, value: { text: `Ref;Name\n${text}`, encoding: reads } });
      }),
    );
  });

  it('keeps curly quotes, dashes and the pound sign of Windows-1252', () => {
    const result = decodeCsv(Uint8Array.from([0x4f, 0x92, 0x48, 0x20, 0x96, 0x20, 0xa3, 0x80]));
    expect(result).toEqual({ ok: true, value: { text: 'O’H – £€', encoding: 'windows-1252' } });
  });

  it('refuses what is no text', () => {
    expect(refusal(new Uint8Array())).toBe('FILE_EMPTY');
    expect(refusal(Buffer.from('\ufeff \r\n\r\n'))).toBe('FILE_EMPTY');
    expect(refusal(new Uint8Array(LARGEST_FILE + 1))).toBe('FILE_TOO_LARGE');
    expect(refusal(Buffer.from('PK\u0003\u0004 workbook'))).toBe('FILE_NOT_TEXT');
    expect(refusal(Buffer.from('%PDF-1.7'))).toBe('FILE_NOT_TEXT');
    expect(refusal(new Uint8Array(500))).toBe('FILE_NOT_TEXT');
    expect(refusal(Buffer.from('Ref,Name\r\n1,Ann', 'utf16le'))).toBe('FILE_NOT_TEXT');
    expect(refusal(Uint8Array.from([0xef, 0xbb, 0xbf, 0x41, 0xff, 0x42]))).toBe('FILE_ENCODING');
    expect(refusal(Uint8Array.from([0xff, 0xfe, 0x41, 0x00, 0x42]))).toBe('FILE_ENCODING');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = decodeCsv(bytes);
        expect(result.ok || result.refusal.message.length > 10).toBe(true);
      }),
    );
  });
});
