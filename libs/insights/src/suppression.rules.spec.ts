import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hiddenCells, isSmall, type RiskCounts, shownByPanel, shownRisk } from './suppression.rules.js';

const oneSum = (parts: readonly number[]) => {
  const total = parts.reduce((all, part) => all + part, 0);
  return hiddenCells([...parts, total], [{ parts: parts.map((_, i) => i), total: parts.length }]);
};

/** Every way to fill the hidden parts, each at least 1, so that they add up to `left`. */
function* fillings(cells: number, left: number): Generator<number[]> {
  if (cells === 1) {
    if (left >= 1) yield [left];
    return;
  }
  for (let first = 1; first <= left - cells + 1; first += 1) {
    for (const rest of fillings(cells - 1, left - first)) yield [first, ...rest];
  }
}

const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
const riskCounts = fc.record({
  reduced: fc.integer({ min: 0, max: 30 }),
  same: fc.integer({ min: 0, max: 30 }),
  increased: fc.integer({ min: 0, max: 30 }),
});
const panels = fc
  .array(riskCounts, { maxLength: 6 })
  .map((rows) => new Map(rows.map((row, i): [string, RiskCounts] => [`panel-${i}`, row])));

describe('hiding small counts', () => {
  it('hides a count under 5 and the smallest other that would give it away', () => {
    expect(oneSum([12, 3, 7])).toEqual([false, true, true, false]);
  });

  it('shows zero and counts from 5', () => {
    expect(oneSum([0, 5, 9])).toEqual([false, false, false, false]);
  });

  it('hides a third count when two hidden ones together are still under 5', () => {
    expect(oneSum([20, 1, 2])).toEqual([true, true, true, false]);
  });

  it('hides a total that is itself small', () => {
    expect(oneSum([0, 3])).toEqual([false, true, true]);
  });

  it('shows no count from 1 to 4, ever', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const hidden = oneSum(parts);
        const all = [...parts, parts.reduce((sum, part) => sum + part, 0)];
        expect(all.filter((count, i) => isSmall(count) && !hidden[i])).toEqual([]);
      }),
    );
  });

  it('never hides zero, nor anything when no count is small', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const hidden = oneSum(parts);
        expect(parts.some((count, i) => count === 0 && hidden[i])).toBe(false);
        if (!parts.some(isSmall)) expect(hidden).not.toContain(true);
      }),
    );
  });

  it('leaves at least two answers for every hidden part, whatever is subtracted from the total', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const hidden = oneSum(parts);
        const inside = parts.filter((_, i) => hidden[i]);
        if (inside.length === 0 || hidden[parts.length]) return;
        const left = inside.reduce((sum, part) => sum + part, 0);
        const answers = [...fillings(inside.length, left)];
        inside.forEach((_, i) => expect(new Set(answers.map((answer) => answer[i])).size).toBeGreaterThan(1));
      }),
    );
  });

  it('shows by panel what it shows in all, and zero for a panel without any', () => {
    const shown = shownByPanel(
      new Map([
        ['north', 20],
        ['south', 3],
        ['west', 9],
      ]),
    );
    expect([shown.of('north'), shown.of('south'), shown.of('west'), shown.of('none'), shown.total]).toEqual([
      20,
      null,
      null,
      0,
      32,
    ]);
  });
});

describe('hiding small counts of risk', () => {
  it('keeps what is safe and hides what the totals of panels would tell', () => {
    const shown = shownRisk(
      new Map([
        ['north', { reduced: 14, same: 9, increased: 7 }],
        ['south', { reduced: 12, same: 6, increased: 2 }],
      ]),
    );
    expect(shown.byPanel.get('north')).toEqual({ reduced: 14, same: 9, increased: 7, total: 30 });
    expect(shown.byPanel.get('south')).toEqual({ reduced: 12, same: null, increased: null, total: 20 });
    expect(shown.all).toEqual({ reduced: 26, total: 50 });
  });

  it('hides the share of all panels when the rest is small', () => {
    const shown = shownRisk(new Map([['north', { reduced: 28, same: 1, increased: 1 }]]));
    expect(shown.all).toEqual({ reduced: null, total: 30 });
  });

  it('shows no small count, and no line that tells one', () => {
    fc.assert(
      fc.property(panels, (byPanel) => {
        const shown = shownRisk(byPanel);
        const rows = [...shown.byPanel.values()];
        const cells = [...rows.flatMap((row) => Object.values(row)), ...Object.values(shown.all)];
        expect(cells.filter((cell) => cell !== null && isSmall(cell))).toEqual([]);
        for (const { reduced, same, increased, total } of rows) {
          const nulls = [reduced, same, increased, total].filter((cell) => cell === null).length;
          expect(nulls).not.toBe(1);
        }
        for (const key of ['reduced', 'total'] as const) {
          const column = [...rows.map((row) => row[key]), shown.all[key]];
          expect(column.filter((cell) => cell === null).length).not.toBe(1);
        }
      }),
    );
  });
});
