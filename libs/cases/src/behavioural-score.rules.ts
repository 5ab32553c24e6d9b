import { addDays, type BankHolidays, type Day } from '#kernel';
import type { Known, CaseFacts, WeightedScreenAnswers } from './case-facts.rules.js';
import { sayDay, workingDaysWaited } from './day-count.rules.js';
import { type Escalation, USUAL_ESCALATION } from './escalation.rules.js';
import { PointTally, type PriorityPoint } from './point-tally.rules.js';
import { sayCarriedOver, TOOL_THRESHOLDS } from './priority-band.rules.js';
import type { BehaviouralWeights } from './priority-profile.rules.js';

const WEIGHTED_ITEMS = 4;

type Share = { low: number; high: number };

function weightedAnswers(answers: WeightedScreenAnswers): { yes: number; unknown: number } {
  const all = [
    answers.violenceInEpisode,
    answers.threats,
    answers.visitsOverThreeAWeek,
    answers.propertyDamage,
  ];
  const count = (wanted: Known) => all.reduce((sum, answer) => sum + (answer === wanted ? 1 : 0), 0);
  return { yes: count('yes'), unknown: count('unknown') };
}

/**
 * The share of weighted "yes" that the screening tool can have, from what is known of its score and of its four
 * weighted answers. With the score known, the count of ordinary items bounds how many unknown ones can be "yes".
 */
function screenShare(facts: CaseFacts, weightedItem: number): Share {
  const items = TOOL_THRESHOLDS.screenItems;
  const extra = weightedItem - 1;
  const full = items + WEIGHTED_ITEMS * extra;
  const { yes, unknown } = weightedAnswers(facts.screenAnswers);
  if (facts.screenScore === null) {
    const no = WEIGHTED_ITEMS - yes - unknown;
    return { low: (yes * weightedItem) / full, high: (full - no * weightedItem) / full };
  }
  const score = Math.min(items, Math.max(facts.screenScore, yes));
  const surely = Math.min(unknown, Math.max(0, score - yes - (items - WEIGHTED_ITEMS)));
  const atMost = Math.min(unknown, score - yes);
  return { low: (score + (yes + surely) * extra) / full, high: (score + (yes + atMost) * extra) / full };
}

function toolSeverity(
  facts: CaseFacts,
  { max, weightedItem }: BehaviouralWeights['toolSeverity'],
  needed: string[],
) {
  const tally = new PointTally('tool-severity', 'Severity of tool result', max, needed);
  const { dashItems, screenItems } = TOOL_THRESHOLDS;
  const screen = screenShare(facts, weightedItem);
  let { low, high } = screen;
  if (facts.screenScore !== null) tally.say(`Screening score ${facts.screenScore} of ${screenItems}`);
  if (facts.dashScore !== null) {
    const dash = Math.min(1, facts.dashScore / dashItems);
    low = Math.max(low, dash);
    // A tool that was not used is not an answer that is missing: one tool result is enough.
    high = facts.screenScore === null ? low : Math.max(high, dash);
    tally.say(`Dash score ${facts.dashScore} of ${dashItems}`);
  }
  if (facts.screenScore === null && facts.dashScore === null) tally.say('No risk tool result');
  const sure = Math.round(low * max);
  const open = Math.round(high * max) - sure;
  tally.add(sure, null);
  const missing = facts.screenScore === null ? 'Risk tool result' : 'Answers of the screening tool';
  if (open > 0) tally.unknown(open, missing);
  return tally.point('No risk tool result');
}

function seriousHarm(facts: CaseFacts, { max, each }: BehaviouralWeights['seriousHarm'], needed: string[]) {
  const tally = new PointTally('serious-harm', 'Serious-harm flags', max, needed);
  tally.ask(facts.previousHomeVisit, each, 'Earlier visit to the home', 'Earlier visits to the home');
  tally.ask(
    facts.violenceDuringStalking,
    each,
    'Violence during the stalking',
    'Violence during the stalking',
  );
  tally.ask(facts.threatsToChildren, each, 'Threats to children', 'Threats to children');
  tally.ask(facts.exIntimate, each, 'Former intimate partner', 'Relationship of victim and suspect');
  tally.ask(facts.weaponsAccess, each, 'Access to weapons', 'Access to weapons');
  return tally.point('No serious-harm flag');
}

function fourStrength({ four }: CaseFacts, { max, each }: BehaviouralWeights['four'], needed: string[]) {
  const tally = new PointTally('four', 'FOUR strength', max, needed);
  tally.ask(four.fixated, each, 'Fixated', 'FOUR: fixated');
  tally.ask(four.obsessive, each, 'Obsessive', 'FOUR: obsessive');
  tally.ask(four.unwanted, each, 'Unwanted', 'FOUR: unwanted');
  tally.ask(four.repeated, each, 'Repeated', 'FOUR: repeated');
  return tally.point('None of fixated, obsessive, unwanted, repeated is evidenced');
}

/**
 * Incidents counted by the referrer may be more than those known day by day. Then the gaps and the kinds of
 * behaviour of the others are unknown, and so is what they would add.
 */
function escalating(
  facts: CaseFacts,
  signs: Escalation,
  weights: BehaviouralWeights['escalation'],
  needed: string[],
): PriorityPoint {
  const tally = new PointTally('escalation', 'Escalation', weights.max, needed);
  const known = signs.incidentsInWindow;
  const count = Math.max(known, facts.incidents12m ?? 0);
  const counted = facts.incidents12m !== null;
  if (count >= USUAL_ESCALATION.escalationIncidents)
    tally.add(weights.threeOrMore, `${count} incidents in the last 12 months`);
  else if (!counted) tally.unknown(weights.threeOrMore, 'Incidents in the last 12 months');

  const allDaysKnown = counted && known >= count;
  if (signs.shorteningGaps.found) tally.add(weights.shorteningGaps, signs.shorteningGaps.reason);
  else if (!allDaysKnown && (!counted || count >= 3))
    tally.unknown(weights.shorteningGaps, 'Days of the incidents');
  if (signs.newBehaviour.found) tally.add(weights.newBehaviour, signs.newBehaviour.reason);
  else if (!allDaysKnown && (!counted || count >= 2))
    tally.unknown(weights.newBehaviour, 'Behaviours in each incident');
  return tally.point('No sign of escalation');
}

function repeatOrEarlier(facts: CaseFacts, weights: BehaviouralWeights['repeat'], needed: string[]) {
  const tally = new PointTally('repeat', 'Repeat or earlier panel', weights.max, needed);
  if (facts.isRepeat === 'yes') {
    tally.add(weights.repeat, 'Repeat within 12 months');
    return tally.point('');
  }
  const earlier = facts.earlierPanelOutsideWindow === 'yes' ? weights.earlierPanel : 0;
  if (earlier > 0) tally.add(earlier, 'Heard by a panel more than 12 months ago');
  if (facts.isRepeat === 'unknown') tally.unknown(weights.repeat - earlier, 'Referral in the last 12 months');
  else if (facts.earlierPanelOutsideWindow === 'unknown')
    tally.unknown(weights.earlierPanel, 'Earlier panels');
  return tally.point('Not heard by a panel before');
}

function victimVulnerability(
  facts: CaseFacts,
  weights: BehaviouralWeights['vulnerability'],
  needed: string[],
) {
  const tally = new PointTally('vulnerability', 'Victim vulnerability and voice', weights.max, needed);
  tally.ask(
    facts.victimVeryFrightened,
    weights.veryFrightened,
    'Victim is very frightened',
    'How frightened the victim is',
  );
  const { under18, disability, pregnancy, isolation } = facts.vulnerability;
  const found: string[] = [];
  if (under18 === 'yes') found.push('under 18');
  if (disability === 'yes') found.push('disability');
  if (pregnancy === 'yes') found.push('pregnancy');
  if (isolation === 'yes') found.push('isolation');
  const open = [under18, disability, pregnancy, isolation].includes('unknown');
  if (found.length > 0) tally.add(weights.circumstances, `Victim circumstances: ${found.join(', ')}`);
  else if (open)
    tally.unknown(weights.circumstances, 'Victim circumstances (age, disability, pregnancy, isolation)');
  return tally.point('No vulnerability recorded');
}

const OPPOSITE: Record<Known, Known> = { yes: 'no', no: 'yes', unknown: 'unknown' };

function unmanagedRisk(facts: CaseFacts, weights: BehaviouralWeights['unmanagedRisk'], needed: string[]) {
  const tally = new PointTally('unmanaged-risk', 'Unmanaged risk', weights.max, needed);
  tally.ask(
    OPPOSITE[facts.advocateEngaged],
    weights.noAdvocate,
    'No advocate',
    'Whether an advocate is engaged',
  );
  tally.ask(
    OPPOSITE[facts.orderConsidered],
    weights.noOrderConsidered,
    'No order considered',
    'Whether an order was considered',
  );
  tally.ask(OPPOSITE[facts.hasNamedOfficer], weights.noNamedOfficer, 'No named officer', 'Named officer');
  tally.ask(
    facts.suspectUnidentified,
    weights.suspectUnidentified,
    'Suspect unidentified',
    'Identity of the suspect',
  );
  return tally.point('Advocate, order, officer and suspect are all in hand');
}

function pointsForWaiting(weights: BehaviouralWeights['waiting'], waited: number): number {
  const earned = Math.floor((waited - weights.afterWorkingDays) / weights.everyWorkingDays);
  return Math.min(weights.max, Math.max(0, earned));
}

/**
 * For each number of points that waiting can bring, 1 up to the most: the latest day from which a case must have waited
 * to have them today.
 */
export function waitingSteps(
  weights: BehaviouralWeights['waiting'],
  { today, holidays }: { today: Day; holidays: BankHolidays },
): Day[] {
  const steps: Day[] = [];
  for (let since = today; steps.length < weights.max; since = addDays(since, -1)) {
    const points = pointsForWaiting(weights, workingDaysWaited(since, today, holidays));
    while (steps.length < points) steps.push(since);
  }
  return steps;
}

function timeWaiting(
  facts: CaseFacts,
  weights: BehaviouralWeights['waiting'],
  today: Day,
  holidays: BankHolidays,
): PriorityPoint {
  const waited = workingDaysWaited(facts.waitingSince, today, holidays);
  const points = pointsForWaiting(weights, waited);
  const carried = sayCarriedOver(facts);
  const since = `${waited} working ${waited === 1 ? 'day' : 'days'} since ${sayDay(facts.waitingSince)}`;
  const reason = carried === null ? `Waiting ${since}` : `${carried}, waiting ${since}`;
  return { component: 'waiting', label: 'Time waiting', low: points, high: points, max: weights.max, reason };
}

/** The eight components of the behavioural profile for one case; adds unknown facts to `dataNeeded`. */
export function behaviouralPoints(
  facts: CaseFacts,
  signs: Escalation,
  weights: BehaviouralWeights,
  day: { today: Day; holidays: BankHolidays },
  dataNeeded: string[],
): PriorityPoint[] {
  return [
    toolSeverity(facts, weights.toolSeverity, dataNeeded),
    seriousHarm(facts, weights.seriousHarm, dataNeeded),
    fourStrength(facts, weights.four, dataNeeded),
    escalating(facts, signs, weights.escalation, dataNeeded),
    repeatOrEarlier(facts, weights.repeat, dataNeeded),
    victimVulnerability(facts, weights.vulnerability, dataNeeded),
    unmanagedRisk(facts, weights.unmanagedRisk, dataNeeded),
    timeWaiting(facts, weights.waiting, day.today, day.holidays),
  ];
}
