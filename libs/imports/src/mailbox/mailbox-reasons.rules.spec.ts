import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_REASON, reasonOf, reasonsIn } from './mailbox-reasons.rules.js';

const lines = fc.array(fc.stringMatching(/^Line \d{1,4}: [a-z ]{0,400}[a-z]$/), { maxLength: 60 });

describe('the reason why a message waits', () => {
  it('holds every line, or says how many more there are', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const clean = given.map((line) => line.replace(/\s+/g, ' ').trim());
        const told = reasonOf(given).split('\n');
        expect(reasonOf(given).length).toBeLessThanOrEqual(LONGEST_REASON);
        const more = /^and (\d+) more lines?$/.exec(told.at(-1)!);
        const kept = more ? told.slice(0, -1) : told;
        expect(kept).toEqual(given.length === 0 ? [''] : clean.slice(0, kept.length));
        if (given.length > 0) expect(kept.length + Number(more?.[1] ?? 0)).toBe(given.length);
      }),
    );
  });

  it('shows the beginning of a single line that is too long, and one more', () => {
    const told = reasonOf(['x'.repeat(5000), 'y']).split('\n');
    expect(told[0]).toMatch(/^x{1900,}…$/);
    expect(told[1]).toBe('and 1 more line');
  });

  it('names a line that is on record with other content, and none that is the same', () => {
    const row = { row: 2, line: 3, lineEnd: 3, status: 'unchanged' as const, issues: [], values: {} };
    const report = { rows: [row], missingColumns: [] };
    expect(reasonsIn(report, () => true)).toEqual([]);
    expect(reasonsIn(report, () => false)).toEqual([
      expect.stringMatching(/^Line 3: a referral with this reference is already on record/),
    ]);
    expect(reasonsIn({ rows: [], missingColumns: [] }, () => true)).toHaveLength(1);
  });
});
