import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import type { Known } from './case-facts.rules.js';
import {
  checkRiskResult,
  FOUR_ITEMS,
  HIGHEST_SCORE,
  highestLevel,
  isLower,
  leastLevel,
  RISK_LEVELS,
  RISK_TOOLS,
  type RiskResult,
  SCREEN_ITEMS,
} from './risk-tool.rules.js';

const today = '2026-11-23' as Day;
const dash: RiskResult = {
  tool: 'dash',
  assessedOn: today,
  score: 9,
  level: 'medium',
  answers: {},
  notes: {},
  rationale: '',
};

const answers = fc.dictionary(
  fc.constantFrom<string>(...SCREEN_ITEMS, ...FOUR_ITEMS, 'pregnancy', 'shoe_size'),
  fc.constantFrom<Known>('yes', 'no', 'unknown'),
);
const anyResult: fc.Arbitrary<RiskResult> = fc.record({
  tool: fc.constantFrom(...RISK_TOOLS),
  assessedOn: fc.constantFrom<Day>(today, '2026-01-01' as Day, '2026-11-24' as Day),
  score: fc.option(fc.integer({ min: -1, max: 26 })),
  level: fc.constantFrom(...RISK_LEVELS),
  answers,
  notes: fc.constant({}),
  rationale: fc.constantFrom('', 'He said so'),
});

describe('a result of a risk tool', () => {
  it('keeps the level the assessor chose where the tool allows it', () => {
    expect(checkRiskResult(dash, today)).toEqual({ ok: true, value: dash });
    expect(checkRiskResult({ ...dash, score: 14 }, today)).toMatchObject({
      refusal: { code: 'LEVEL_TOO_LOW' },
    });
    expect(checkRiskResult({ ...dash, score: 14, level: 'high' }, today).ok).toBe(true);
    const raised = { ...dash, score: 14, level: 'very_high' as const };
    expect(checkRiskResult(raised, today)).toMatchObject({ refusal: { code: 'RATIONALE_NEEDED' } });
    expect(checkRiskResult({ ...raised, rationale: 'Weapon found' }, today).ok).toBe(true);
  });

  it('counts the score itself when every question is answered', () => {
    const all = Object.fromEntries(FOUR_ITEMS.map((item): [string, Known] => [item, 'yes']));
    const four = { ...dash, tool: 'four' as const, score: null, answers: all };
    expect(checkRiskResult(four, today)).toMatchObject({ value: { score: 4 } });
    const partly = { ...four, answers: { ...all, fixated: 'unknown' as const } };
    expect(checkRiskResult(partly, today)).toMatchObject({ value: { score: null } });
  });

  it('is never kept with a level below what the tool gives, a score out of range, or a day to come', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const checked = checkRiskResult(result, today);
        if (!checked.ok) return;
        const { score, level, tool, assessedOn } = checked.value;
        expect(isLower(level, leastLevel(tool, score))).toBe(false);
        expect(score === null || (score >= 0 && score <= (HIGHEST_SCORE[tool] ?? -1))).toBe(true);
        expect(assessedOn <= today).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('orders levels: the highest is never lower than any', () => {
    const levels = fc.array(fc.constantFrom(...RISK_LEVELS));
    fc.assert(fc.property(levels, (some) => some.every((one) => !isLower(highestLevel(some), one))));
  });
});
