import { type Day, ok, refused, type Result } from '#kernel';
import type { Known } from './case-facts.rules.js';
import { TOOL_THRESHOLDS } from './priority-band.rules.js';

/** The risk tools that can be recorded. */
export const RISK_TOOLS = [
  'dash',
  'stalking_screen',
  'four',
  'stalking_or_harassment',
  'professional_judgement',
] as const;

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

/** The six questions of the stalking-or-harassment prompt. */
export const PROMPT_ITEMS = [
  'effect',
  'persistent_fear',
  'effort',
  'oppressed_only',
  'certain_acts_only',
  'dispute_would_end_it',
] as const;

/** The twenty-four questions of the Dash, as short names of our own. */
export const DASH_ITEMS = [
  'injured_now',
  'is_afraid',
  'fears_more_harm',
  'cut_off',
  'feels_low',
  'separated',
  'contact_conflict',
  'stalked',
  'pregnant_or_baby',
  'more_often',
  'getting_worse',
  'controls',
  'weapon_used',
  'threatened_to_kill',
  'strangled',
  'sexual_harm',
  'others_threatened',
  'hurt_others',
  'hurt_animals',
  'money',
  'suspect_in_trouble',
  'suspect_suicidal',
  'broke_conditions',
  'police_record',
] as const;

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

/** The questions of each tool, by short name. */
export const TOOL_ITEMS: Record<RiskTool, readonly string[]> = {
  dash: DASH_ITEMS,
  stalking_screen: SCREEN_ITEMS,
  four: FOUR_ITEMS,
  stalking_or_harassment: PROMPT_ITEMS,
  professional_judgement: [],
};

/** The highest score of each tool; null: it has none. */
export const HIGHEST_SCORE: Record<RiskTool, number | null> = {
  dash: TOOL_THRESHOLDS.dashItems,
  stalking_screen: TOOL_THRESHOLDS.screenItems,
  four: FOUR_ITEMS.length,
  stalking_or_harassment: null,
  professional_judgement: null,
};

/** One result of a risk tool, as somebody records it. */
export type RiskResult = {
  tool: RiskTool;
  assessedOn: Day;
  score: number | null;
  level: RiskLevel;
  answers: Readonly<Record<string, Known>>;
  /** What shows it, by item: evidence, who said so. */
  notes: Readonly<Record<string, string>>;
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
  const items = TOOL_ITEMS[tool];
  if (HIGHEST_SCORE[tool] === null || items.some((item) => (answers[item] ?? 'unknown') === 'unknown'))
    return null;
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
  const known = [...TOOL_ITEMS[tool], ...BESIDE_ITEMS];
  if ([...Object.keys(answers), ...Object.keys(result.notes)].some((item) => !known.includes(item))) {
    return refused('ANSWER_UNKNOWN', 'One of the answers belongs to no question of this tool.', 'answers');
  }
  const most = HIGHEST_SCORE[tool];
  const { score: given } = result;
  if (given !== null && (most === null || !Number.isInteger(given) || given < 0 || given > most)) {
    const message = most === null ? 'This tool has no score.' : `The score must be from 0 to ${most}.`;
    return refused('SCORE_OUT_OF_RANGE', message, 'score');
  }
  const counted = countedScore(tool, answers);
  const yes = TOOL_ITEMS[tool].filter((item) => answers[item] === 'yes').length;
  if (given !== null && (given < yes || (counted !== null && given !== counted))) {
    return refused(
      'SCORE_CONTRADICTS_ANSWERS',
      'The score is not the number of answers that are yes.',
      'score',
    );
  }
  const score = given ?? counted;
  // Questions left open may all be yes: the yes that are known count for the least level at once.
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

/** What is on record of one tool: its score, or the least it can be, and the answers known so far. */
export type ToolStanding = { score: number | null; level: string; answers: Record<string, Known> };

/**
 * How a tool stands after one more result. A complete result replaces what was known. One with questions left open adds to
 * it: what is open now was not taken back, so it lowers neither an answer, nor the score, nor the level.
 */
export function standingAfter(tool: string, before: ToolStanding | null, now: ToolStanding): ToolStanding {
  const most = HIGHEST_SCORE[tool as RiskTool] ?? null;
  if (now.score !== null || most === null) return now;
  const answers = { ...before?.answers };
  for (const [item, answer] of Object.entries(now.answers)) if (answer !== 'unknown') answers[item] = answer;
  const yes = TOOL_ITEMS[tool as RiskTool].filter((item) => answers[item] === 'yes').length;
  const score = Math.max(before?.score ?? 0, yes);
  const level = highestLevel([before?.level ?? 'unknown', now.level] as RiskLevel[]);
  return { score: score === 0 && before?.score !== 0 ? null : score, level, answers };
}

/** What the stalking-or-harassment prompt says: never that there is no risk. */
export type PromptFinding = 'stalking' | 'not_enough_known' | 'reads_like_harassment';

/**
 * One sign of stalking is enough. It reads like harassment only when all three signs are a known no and something speaks
 * for harassment: an open question is never taken for no, so that a case is not minimised.
 */
export function promptFinding(answers: Readonly<Record<string, Known>>): PromptFinding {
  const signs = ['effect', 'persistent_fear', 'effort'].map((item) => answers[item] ?? 'unknown');
  if (signs.includes('yes')) return 'stalking';
  const against = ['oppressed_only', 'certain_acts_only', 'dispute_would_end_it'].some(
    (item) => answers[item] === 'yes',
  );
  return signs.every((sign) => sign === 'no') && against ? 'reads_like_harassment' : 'not_enough_known';
}

/** What the stalking-or-harassment prompt says, in a sentence that tells what to do. */
export const PROMPT_WORDS: Readonly<Record<PromptFinding, string>> = {
  stalking: 'There are signs of stalking. Treat it as stalking.',
  not_enough_known:
    'Not enough is known to call it harassment. Treat it as stalking until you know more, and ask again.',
  reads_like_harassment:
    'This reads like harassment about a dispute. It can still be dangerous: make people safe first, and look again when something new happens.',
};
