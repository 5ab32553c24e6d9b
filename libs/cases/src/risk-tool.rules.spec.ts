import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import type { Known } from './case-facts.rules.js';
import { RISK_FORMS } from './risk-forms.data.js';
import {
  checkRiskResult,
  DASH_ITEMS,
  FOUR_ITEMS,
  HIGHEST_SCORE,
  highestLevel,
  isLower,
  leastLevel,
  PROMPT_ITEMS,
  promptFinding,
  RISK_LEVELS,
  RISK_TOOLS,
  type RiskLevel,
  type RiskResult,
  SCREEN_ITEMS,
  standingAfter,
  TOOL_ITEMS,
  type ToolStanding,
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

const answersTo = (items: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...items), fc.constantFrom<Known>('yes', 'no', 'unknown'));
const TOOLS = ['dash', 'stalking_screen', 'four'] as const;
const standing = fc.constantFrom(...TOOLS).chain((tool) => {
  const one = fc.record({
    score: fc.constant(null),
    level: fc.constantFrom<string>(...RISK_LEVELS),
    answers: answersTo(TOOL_ITEMS[tool]),
  });
  return fc.record({ tool: fc.constant(tool), results: fc.array(one, { minLength: 1, maxLength: 5 }) });
});

describe('a form with questions left open', () => {
  it('never lowers score or level, however often it is filled in', () => {
    fc.assert(
      fc.property(standing, fc.integer({ min: 0, max: 4 }), ({ tool, results }, score) => {
        const complete = { score, level: leastLevel(tool, score), answers: {} };
        let now: ToolStanding = standingAfter(tool, null, complete);
        for (const result of results) {
          const next = standingAfter(tool, now, result);
          expect(next.score).toBeGreaterThanOrEqual(now.score!);
          expect(isLower(next.level as RiskLevel, now.level as RiskLevel)).toBe(false);
          now = next;
        }
      }),
    );
  });

  it('counts at once the yes that are known, and takes back nothing that is left open', () => {
    const fourteen = Object.fromEntries(
      DASH_ITEMS.slice(0, 14).map((item): [string, Known] => [item, 'yes']),
    );
    const partly = { score: null, level: 'high', answers: fourteen };
    expect(standingAfter('dash', null, partly).score).toBe(14);
    const again = standingAfter('dash', standingAfter('dash', null, partly), {
      score: null,
      level: 'unknown',
      answers: { injured_now: 'unknown', money: 'yes' },
    });
    expect(again).toMatchObject({ score: 15, level: 'high' });
    expect(again.answers['injured_now']).toBe('yes');
  });

  it('is never called harassment while a sign of stalking is open', () => {
    fc.assert(
      fc.property(answersTo(PROMPT_ITEMS), (answers) => {
        const signs = ['effect', 'persistent_fear', 'effort'].map((item) => answers[item] ?? 'unknown');
        if (signs.includes('yes')) expect(promptFinding(answers)).toBe('stalking');
        else if (signs.includes('unknown')) expect(promptFinding(answers)).toBe('not_enough_known');
      }),
    );
  });

  it('has a question in plain words for each item, in every version', () => {
    for (const form of RISK_FORMS) {
      expect(form.questions.map(({ item }) => item)).toEqual([...TOOL_ITEMS[form.tool]]);
      expect(new Set(RISK_FORMS.map(({ version }) => version)).size).toBe(RISK_FORMS.length);
      for (const { text } of form.questions) expect(text).toMatch(/^[A-Z].*\?$/);
    }
    expect([TOOL_ITEMS.dash.length, TOOL_ITEMS.stalking_screen.length]).toEqual([24, 11]);
  });
});
