import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyRing, newFieldKey } from './key-ring.js';
import { keyOfSealed, openText, SealBroken, sealText } from './sealed-text.js';

const [older, newer] = [newFieldKey(), newFieldKey()];
const ring = KeyRing.parse(older)!;
const both = KeyRing.parse(`${newer},${older}`)!;
const PLACE = 'case_person.address';
const text = fc.string({ unit: 'binary', maxLength: 300 });

describe('a sealed text', () => {
  it('opens as it was, whatever the characters', () => {
    fc.assert(
      fc.property(text, (plain) => {
        const sealed = sealText(ring, PLACE, plain);
        expect(openText(ring, PLACE, sealed)).toBe(plain);
        expect(keyOfSealed(sealed)).toBe(ring.current);
        expect(sealed).toMatch(/^s1\.[a-z0-9]+\.[\w-]{16}\.[\w-]{22,}$/);
      }),
    );
  });

  it('does not open when any character of it was changed, left out or added', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.constantFrom(...alphabet, ''),
        fc.boolean(),
        (plain, at, character, isAdded) => {
          const sealed = sealText(ring, PLACE, plain);
          const place = at % sealed.length;
          const tampered = sealed.slice(0, place) + character + sealed.slice(isAdded ? place : place + 1);
          fc.pre(tampered !== sealed);
          expect(() => openText(ring, PLACE, tampered)).toThrow(SealBroken);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('opens in its own place only', () => {
    const sealed = sealText(ring, PLACE, '14 Quay Street');
    expect(() => openText(ring, 'case_person.phone', sealed)).toThrow(SealBroken);
  });

  it('is another one every time, and never repeats its nonce', () => {
    const all = Array.from({ length: 2000 }, () => sealText(ring, PLACE, 'the same'));
    expect(new Set(all.map((sealed) => sealed.split('.')[2])).size).toBe(all.length);
  });

  it('opens with every key of the ring, and is sealed with the first', () => {
    const sealed = sealText(ring, PLACE, 'before');
    expect(openText(both, PLACE, sealed)).toBe('before');
    const anew = sealText(both, PLACE, 'after');
    expect(keyOfSealed(anew)).toBe(both.current);
    expect(() => openText(ring, PLACE, anew)).toThrow(`sealed with key ${both.current}, which is not in`);
  });

  it('is never mistaken for plain text, nor plain text for it; errors repeat neither', () => {
    for (const plain of ['', 'Flat 3, 14 Quay Street', 's1.', `s1.${ring.current}.short.text`]) {
      try {
        openText(ring, PLACE, plain);
        throw new Error('it opened');
      } catch (error) {
        expect(error).toBeInstanceOf(SealBroken);
        if (plain !== '') expect((error as Error).message).not.toContain(plain);
      }
    }
  });

  it('does not take half a character, which would come back as another one', () => {
    expect(() => sealText(ring, PLACE, 'half \ud83d')).toThrow(SealBroken);
  });
});
