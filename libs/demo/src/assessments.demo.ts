import { addDays } from '#kernel';
import type { CaseFile, Known, RiskAssessment, RiskTool } from '#cases';
import type { Directory } from './agencies.demo.js';
import type { Level } from './demo-case.js';
import type { Row } from './demo-rows.js';
import { officeMoment, type DemoWorld } from './demo-world.js';
import type { Dice } from './dice.js';

type Scores = Record<Level, readonly [mean: number, least: number, most: number]>;

/** Number of "yes" of 11 by level; over all cases a mean of 5.4. */
const SCREEN: Scores = {
  standard: [2, 0, 3],
  medium: [4.2, 2, 6],
  high: [6.3, 4, 8],
  very_high: [9.3, 8, 11],
};

/** Number of "yes" of 24 by level; over all former partners a mean of 15.5. */
const DASH: Scores = {
  standard: [8, 3, 11],
  medium: [12.5, 8, 16],
  high: [16.8, 14, 20],
  very_high: [20, 17, 24],
};

const DANGER: Record<Level, number> = { standard: 0.06, medium: 0.2, high: 0.42, very_high: 0.7 };

/** Records the results of the risk tools on a case. */
export function recordAssessments(
  world: DemoWorld,
  directory: Directory,
  dice: Dice,
  file: Row<CaseFile>,
  { risk, known }: { risk: Level; known: (share: number) => Known },
): Row<RiskAssessment>[] {
  const danger = DANGER[risk];
  const isPartner = file.relationship === 'ex_partner' || file.relationship === 'current_partner';
  const screenAnswers = {
    violenceInEpisode: file.behaviours.includes('assault') ? ('yes' as const) : known(danger * 0.5),
    threats: file.threats,
    visitsOverThreeAWeek: known(danger),
    propertyDamage: file.behaviours.includes('property_damage') ? ('yes' as const) : known(danger * 0.3),
  };
  const four = { fixated: known(0.7), obsessive: known(0.65), unwanted: known(0.95), repeated: known(0.92) };
  const harm = {
    previousHomeVisit: known(danger * 0.9),
    violenceDuringStalking: screenAnswers.violenceInEpisode,
    threatsToChildren: (file.children ?? 0) > 0 ? known(danger * 0.25) : ('no' as const),
    childOrVulnerableAdultTargeted: (file.children ?? 0) > 0 ? known(danger * 0.06) : ('no' as const),
    actedOnThreat: known(danger * 0.3),
  };
  const veryFrightened = known(0.3 + danger * 0.6);
  const vulnerability = {
    disability: known(0.1),
    pregnancy: known(0.03),
    isolation: known(0.2),
  };
  const screenScore = dice.chance(0.05) ? null : scoreOf(dice, SCREEN[risk]);
  const dashScore = isPartner || dice.chance(0.1) ? scoreOf(dice, DASH[risk]) : null;
  const written: Row<RiskAssessment>[] = [];
  const write = (tool: RiskTool, score: number | null, answers: Record<string, Known>, rationale: string) =>
    written.push(rowOf(world, directory, dice, file, { tool, score, level: risk, answers, rationale }));
  if (screenScore !== null) {
    const answers = { ...screenAnswers, ...harm, ...vulnerability, veryFrightened };
    write('stalking_screen', screenScore, inSnakeCase(answers), 'Completed with the victim.');
  }
  if (dashScore !== null) write('dash', dashScore, {}, 'Form held by the referring agency.');
  const yes = Object.values(four).filter((answer) => answer === 'yes').length;
  write('four', yes, inSnakeCase(four), 'Evidence for each item is in the incident log.');
  if (screenScore === null && dashScore === null) {
    write(
      'professional_judgement',
      null,
      {},
      'No tool could be completed yet; concern put in words by the referrer.',
    );
  }
  world.rows.assessments.push(...written);
  return written;
}

function scoreOf(dice: Dice, [mean, least, most]: readonly [number, number, number]): number {
  return Math.min(most, Math.max(least, Math.round(dice.normal(mean, 1.6))));
}

function inSnakeCase(answers: Record<string, Known>): Record<string, Known> {
  const named = Object.entries(answers).map(([name, answer]) => [
    name.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`),
    answer,
  ]);
  return Object.fromEntries(named) as Record<string, Known>;
}

function rowOf(
  world: DemoWorld,
  directory: Directory,
  dice: Dice,
  file: Row<CaseFile>,
  result: Pick<RiskAssessment, 'tool' | 'score' | 'level' | 'answers' | 'rationale'>,
): Row<RiskAssessment> {
  const assessedOn = addDays(file.referredOn, -dice.between(0, 3));
  return {
    id: world.id(),
    caseId: file.id,
    toolVersion: '1',
    notes: {},
    assessedOn,
    assessedById: dice.pick(directory.workers(file.referringAgencyId)).id,
    recordedAt: officeMoment(dice, assessedOn),
    ...result,
  };
}
