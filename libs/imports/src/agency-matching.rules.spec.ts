import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOneSlip, matchAgency } from './agency-matching.rules.js';

const agencies = ['Northbridge Police', "Council Children's Care", 'Ward A1 Team', 'Ward A2 Team', 'CPS'].map(
  (name, at) => ({ id: String(at), name }),
);
const kind = (name: string) => matchAgency(name, agencies).kind;

describe('matching agency names', () => {
  it('knows a name without regard to case, spaces and kind of apostrophe', () => {
    for (const name of [' NORTHBRIDGE  police', 'council children’s care', 'cps'])
      expect(kind(name)).toBe('known');
  });

  it('takes one slip as close, but not between two names, nor in a short one', () => {
    for (const name of [
      'Northbridge Polcie',
      'Northbrige Police',
      'Northbridge Policee',
      'Northbridge Polise',
      'Council Childrens Care',
    ])
      expect(kind(name)).toBe('close');
    for (const name of ['Ward A3 Team', 'CPA', 'Northbridge Plocei', 'Police'])
      expect(kind(name)).toBe('unknown');
  });

  it('sees every slip from both sides', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 8 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, fc.nat(7), fc.constantFrom('drop', 'add', 'change', 'swap'), (text, place, how) => {
        const at = place % (text.length - 1);
        const slipped = {
          drop: text.slice(0, at) + text.slice(at + 1),
          add: `${text.slice(0, at)}z${text.slice(at)}`,
          change: `${text.slice(0, at)}z${text.slice(at + 1)}`,
          swap: text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2),
        }[how];
        expect(isOneSlip(text, slipped)).toBe(text !== slipped);
        expect(isOneSlip(slipped, text)).toBe(text !== slipped);
      }),
    );
  });
});
