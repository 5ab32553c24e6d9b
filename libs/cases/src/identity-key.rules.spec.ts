import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import { comparedName, identityKey, UNIDENTIFIED } from './identity-key.rules.js';

const day = '1990-02-03' as Day;

describe('the key of a person', () => {
  it('is the same however the name is typed, and differs by first name, surname and date of birth', () => {
    const key = identityKey('Zoë', "O'Dal-Wyn", day);
    expect(identityKey(' ZOE ', 'o’dal wyn', day)).toBe(key);
    expect(identityKey('Zoë', 'Odalwyn', day)).not.toBe(key);
    expect(identityKey('Zara', "O'Dal-Wyn", day)).not.toBe(key);
    expect(identityKey('Zoë', "O'Dal-Wyn", '1990-03-02' as Day)).not.toBe(key);
  });

  it('is missing where not enough is known', () => {
    expect(identityKey('Zoë', 'Murk', null)).toBeNull();
    expect(identityKey('', UNIDENTIFIED, day)).toBeNull();
    expect(identityKey('Zoë', ' - ', day)).toBeNull();
  });

  it('does not hold the name, and compares a compared name as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(comparedName(comparedName(name))).toBe(comparedName(name));
        const key = identityKey('A', name, day);
        expect(key === null || /^[0-9a-f-]{36}$/.test(key)).toBe(true);
      }),
    );
  });
});
