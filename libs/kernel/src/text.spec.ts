import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writtenText, type TextLimits } from './text.js';

const note: TextLimits = { what: 'The note', field: 'note', min: 1, max: 20, lines: 'many' };
const line: TextLimits = { what: 'The action', field: 'text', min: 3, max: 20, lines: 'one' };
const codeOf = (text: string, limits: TextLimits) => {
  const result = writtenText(text, limits);
  return result.ok ? 'ok' : result.refusal.code;
};

describe('written text', () => {
  it('is kept without the spaces around it', () => {
    expect(writtenText('  Call back \n', line)).toEqual({ ok: true, value: 'Call back' });
  });

  it.each([
    ['', 'TEXT_NEEDED'],
    ['   ', 'TEXT_NEEDED'],
    ['\u200b\u200b\u200b', 'TEXT_NEEDED'],
    ['ab', 'TEXT_TOO_SHORT'],
    ['a'.repeat(21), 'TEXT_TOO_LONG'],
    ['abc\0def', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ['abc\ndef', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ['abc\ud83ddef', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ['اتصل بالضحية', 'ok'],
    ['😀😀😀', 'ok'],
  ])('a line %j gives %s', (text, code) => expect(codeOf(text, line)).toBe(code));

  it('is refused quickly when it is huge', () => {
    expect(codeOf('a'.repeat(2_000_000), line)).toBe('TEXT_TOO_LONG');
  });

  it('a note may have many lines but no other control characters', () => {
    expect(codeOf('one\r\ntwo\tthree', note)).toBe('ok');
    expect(codeOf('one\u0007two', note)).toBe('TEXT_HAS_CONTROL_CHARACTERS');
  });

  it('whatever is accepted is trimmed, within its length and free of NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const result = writtenText(text, note);
        if (!result.ok) return;
        expect(result.value).toBe(text.trim());
        expect([...result.value].length).toBeLessThanOrEqual(20);
        expect(result.value).not.toContain('\0');
      }),
    );
  });
});
