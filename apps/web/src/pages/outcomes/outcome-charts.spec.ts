import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortNames } from './outcome-charts.presenter.js';

describe('names beside a chart', () => {
  it('lose the words that all of them share at the ends', () => {
    expect(shortNames(['Area North panel', 'Area South panel', 'Area Far West panel'])).toEqual([
      'North',
      'South',
      'Far West',
    ]);
    expect(shortNames(['Police', 'Area Police'])).toEqual(['Police', 'Area Police']);
    expect(shortNames(['Area North panel'])).toEqual(['Area North panel']);
    expect(shortNames([])).toEqual([]);
  });

  it('never become empty and stay part of the whole', () => {
    const name = fc.array(fc.constantFrom('Area', 'North', 'South', 'panel'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(
          name.map((words) => words.join(' ')),
          { maxLength: 5 },
        ),
        (names) => {
          shortNames(names).forEach((short, index) => {
            expect(short).not.toBe('');
            expect(names[index]).toContain(short);
          });
        },
      ),
    );
  });
});
