import { type Day, ok, refused, type Result } from '#kernel';
import type { Known } from './case-facts.rules.js';
import { TOOL_THRESHOLDS } from './priority-band.rules.js';

/** The risk tools that can be recorded. */
export const RISK_TOOLS = ['dash', 'stalking_screen', 'four', 'professional_judgement'] as const;

/** One value of {@link RISK_TOOLS}. */
export type RiskTool = (typeof RISK_TOOLS)[number];

/** Levels of risk as professionals record them, lowest first; `unknown` until somebody has. */
export const RISK_LEVELS = ['unknown', 'standard', 'medium', 'high', 'very_high'] as const;

/** One value of {@link RISK_LEVELS}. */
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** The eleven questions of the stalking screening tool, as short names of our own. */
export const SCREEN_ITEMS = [
  'very_frightened',
  'previous_harassment',
  'property_damage',
  'visits_over_three_a_week',
  'loitering',
  'threats',
  'third_parties_harassed',
  'violence_in_episode',
  'others_recruited',
  'substance_misuse',
  'previous_violence',
] as const;

/** The four questions of the FOUR test. */
export const FOUR_ITEMS = ['fixated', 'obsessive', 'unwanted', 'repeated'] as const;

/** Circumstances that may be noted beside any tool, because band or score ask for them (domain.md 3.2). */
export const BESIDE_ITEMS = [
  'child_or_vulnerable_adult_targeted',
  'acted_on_threat',
  'previous_home_visit',
  'threats_to_children',
  'disability',
  'pregnancy',
  'isolation',
] as const;

const ITEMS: Record<RiskTool, readonly string[]> = {
  dash: [],
  stalking_screen: SCREEN_ITEMS,
  four: FOUR_ITEMS,
  professional_judgement: [],
};

/** The highest score of each tool; null: it has none. */
export const HIGHEST_SCORE: Record<RiskTool, number | null> = {
  dash: TOOL_THRESHOLDS.dashItems,
  stalking_screen: TOOL_THRESHOLDS.screenItems,
  four: FOUR_ITEMS.length,
  professional_judgement: null,
};

/** One result of a risk tool, as somebody records it. */
export type RiskResult = {
  tool: RiskTool;
  assessedOn: Day;
  score: number | null;
  level: RiskLevel;
  answers: Readonly<Record<string, Known>>;
  rationale: string;
};

/** Why a risk result cannot be kept. */
export type RiskRefusal =
  | 'DAY_IN_FUTURE'
  | 'SCORE_OUT_OF_RANGE'
  | 'SCORE_CONTRADICTS_ANSWERS'
  | 'ANSWER_UNKNOWN'
  | 'LEVEL_NEEDED'
  | 'LEVEL_TOO_LOW'
  | 'RATIONALE_NEEDED';

/** Whether the first level is below the second. */
export function isLower(a: RiskLevel, b: RiskLevel): boolean {
  return RISK_LEVELS.indexOf(a) < RISK_LEVELS.indexOf(b);
}

/** The higher of the levels; `unknown` when none is known. */
export function highestLevel(levels: readonly RiskLevel[]): RiskLevel {
  return levels.reduce((a, b) => (isLower(a, b) ? b : a), 'unknown');
}

/** The level below which nobody may put the result: high from the threshold (Dash 14, screen 7), else none. */
export function leastLevel(tool: RiskTool, score: number | null): RiskLevel {
  if (score === null) return 'unknown';
  if (tool === 'dash' && score >= TOOL_THRESHOLDS.dash) return 'high';
  if (tool === 'stalking_screen' && score >= TOOL_THRESHOLDS.screen) return 'high';
  return 'unknown';
}

/** The score that the answers give once every question of the tool is answered yes or no; null before. */
function countedScore(tool: RiskTool, answers: RiskResult['answers']): number | null {
  const items = ITEMS[tool];
  if (items.length === 0 || items.some((item) => (answers[item] ?? 'unknown') === 'unknown')) return null;
  return items.filter((item) => answers[item] === 'yes').length;
}

/**
 * A result that may be kept, with its score counted where all questions are answered. The level is the assessor's own:
 * above what the tool gives it needs a reason, below it is refused (feature F18: raised, never lowered).
 */
export function checkRiskResult(result: RiskResult, today: Day): Result<RiskResult, RiskRefusal> {
  const { tool, answers, level } = result;
  if (result.assessedOn > today) {
    return refused('DAY_IN_FUTURE', 'The day of the assessment is in the future.', 'assessedOn');
  }
  const known = [...ITEMS[tool], ...BESIDE_ITEMS];
  if (Object.keys(answers).some((item) => !known.includes(item))) {
    return refused('ANSWER_UNKNOWN', 'One of the answers belongs to no question of this tool.', 'answers');
  }
  const most = HIGHEST_SCORE[tool];
  const { score: given } = result;
  if (given !== null && (most === null || !Number.isInteger(given) || given < 0 || given > most)) {
    const message = most === null ? 'This tool has no score.' : `The score must be from 0 to ${most}.`;
    return refused('SCORE_OUT_OF_RANGE', message, 'score');
  }
  const counted = countedScore(tool, answers);
  const yes = ITEMS[tool].filter((item) => answers[item] === 'yes').length;
  if (given !== null && (given < yes || (counted !== null && given !== counted))) {
    return refused(
      'SCORE_CONTRADICTS_ANSWERS',
      'The score is not the number of answers that are yes.',
      'score',
    );
  }
  const score = given ?? counted;
  const least = leastLevel(tool, score ?? yes);
  if (level === 'unknown' && (least !== 'unknown' || tool === 'professional_judgement')) {
    return refused('LEVEL_NEEDED', 'Choose a level of risk.', 'level');
  }
  if (isLower(level, least)) {
    return refused(
      'LEVEL_TOO_LOW',
      `This score makes the risk ${least} at least. You may raise it, not lower it.`,
      'level',
    );
  }
  const isRaised = tool === 'professional_judgement' || (least !== 'unknown' && isLower(least, level));
  if (isRaised && result.rationale === '') {
    return refused('RATIONALE_NEEDED', 'Say why you chose this level.', 'rationale');
  }
  return ok({ ...result, score });
}
