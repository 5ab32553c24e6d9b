import type { Day } from '#kernel';
import { type LinkSettings, USUAL_LINK_SETTINGS } from '#panels';
import type { CaseFacts, IncidentFacts, Known, OffenceHarm, ToolLevel } from './case-facts.rules.js';
import { monthsBefore, yearsBefore } from './day-count.rules.js';

/** The columns of a case that facts are made of; lists are the JSON text of the database, which is only searched. */
export type CaseRow = {
  id: string;
  referredOn: Day;
  criteria: string;
  relationship: string;
  behaviours: string;
  lastIncidentOn: Day | null;
  incidents12m: number | null;
  weaponsAccess: Known;
  threats: Known;
  children: number | null;
  offences: string;
  ordersInForce: string;
  victimWishes: string;
  advocateReferral: string;
  isImminentThreat: boolean | number;
  suspectReleaseOn: Day | null;
  riskLevel: string;
  waitingSince: Day;
  timesNotReached: number;
  timesDeferred: number;
  victimKey: string | null;
  victimBornOn: Day | null;
  /** Suspects with a name, and those whose name and date of birth are both known. */
  suspectsNamed: number | string;
  suspectsKeyed: number | string;
  /** Whether somebody of the case is likely to be in another one, and nobody has decided about it yet. */
  hasOpenLinks: boolean | number;
};

/** How one risk tool stands on a case: its latest complete result, and what was added since. */
export type AssessmentRow = {
  tool: string;
  score: number | null;
  level: string;
  answers: Record<string, Known>;
};

/** One incident of the last 12 months. */
export type IncidentRow = IncidentFacts & { isWeaponOrStrangulation: boolean };

/** Another case with the same suspect. */
export type LinkedCase = {
  referredOn: Day;
  /** Null: no meeting has heard it. */
  lastDiscussedOn: Day | null;
  /** Null: it is not closed. */
  closedOn: Day | null;
  /** Who its victim is; null: not known well enough. */
  victimKey: string | null;
  /** Its victim is likely to be this one, and nobody has decided about it yet. */
  mayBeSameVictim: boolean;
};

/** Everything on record about one case that its facts are made of. */
export type CaseRecord = {
  row: CaseRow;
  assessments: readonly AssessmentRow[];
  incidents: readonly IncidentRow[];
  linked: readonly LinkedCase[];
};

const LEVELS: readonly ToolLevel[] = ['standard', 'medium', 'high', 'very_high'];

// Our reading of offence seriousness for the recency-frequency-gravity-victims profile, gravest first.
const OFFENCES_BY_HARM: readonly (readonly [OffenceHarm, readonly string[]])[] = [
  ['higher', ['stalking_s4a', 'controlling_coercive_behaviour', 's5a_breach_of_restraining_order']],
  ['medium', ['stalking_s2a', 'harassment_s4', 'spo_breach']],
  ['lower', ['harassment_s2', 'malicious_communications']],
];

function has(list: string, code: string): boolean {
  return list.includes(`"${code}"`);
}

function anyOf(list: string, codes: readonly string[]): boolean {
  return codes.some((code) => has(list, code));
}

/** Yes when anything says yes; else the answer given; unknown when nobody answered. */
function yesOr(found: boolean, answer: Known | undefined): Known {
  return found ? 'yes' : (answer ?? 'unknown');
}

function underAge(bornOn: Day | null, today: Day): Known {
  if (bornOn === null) return 'unknown';
  return bornOn > yearsBefore(today, 18) ? 'yes' : 'no';
}

/**
 * What the other cases of the same people say. Where somebody is not known well enough, or a likely link waits for
 * somebody to decide, nothing is taken for no.
 */
function repeats({ row, linked }: CaseRecord, windows: LinkSettings) {
  const certain = Number(row.suspectsKeyed) > 0 && row.victimKey !== null && !row.hasOpenLinks;
  const repeatFrom = monthsBefore(row.referredOn, windows.repeatMonths);
  const serialFrom = monthsBefore(row.referredOn, windows.serialMonths);
  const displacedFrom = monthsBefore(row.referredOn, windows.displacementMonths);
  const others = new Set<string>();
  let isRepeat = has(row.criteria, 'repeat');
  let isEarlier = false;
  let isDisplaced = false;
  for (const { referredOn, lastDiscussedOn, closedOn, victimKey, mayBeSameVictim } of linked) {
    if (victimKey === null || row.victimKey === null || mayBeSameVictim) continue;
    if (victimKey !== row.victimKey) {
      if (referredOn >= serialFrom) others.add(victimKey);
      if (closedOn !== null && closedOn >= displacedFrom && closedOn <= row.referredOn) isDisplaced = true;
    } else if (referredOn <= row.referredOn) {
      const heardOn = windows.repeatAnchor === 'last_meeting' ? lastDiscussedOn : null;
      const anchor = heardOn !== null && heardOn <= row.referredOn ? heardOn : referredOn;
      if (anchor >= repeatFrom) isRepeat = true;
      else isEarlier = true;
    }
  }
  const otherwise: Known = certain ? 'no' : 'unknown';
  return {
    isRepeat: isRepeat ? 'yes' : otherwise,
    earlierPanelOutsideWindow: isEarlier ? 'yes' : otherwise,
    isSerialSuspect: others.size > 0 ? 'yes' : otherwise,
    isDisplacement: isDisplaced ? 'yes' : otherwise,
    victims: certain ? others.size + 1 : null,
  } satisfies Partial<CaseFacts>;
}

function toolFacts(assessments: readonly AssessmentRow[], riskLevel: string) {
  const of = (tool: string) => assessments.find((one) => one.tool === tool);
  // What a referrer or a panel says of the risk counts like a tool: it may raise a case, never lower what a tool says.
  const levels = [riskLevel, ...assessments.map((one) => one.level)];
  const level = Math.max(...levels.map((one) => LEVELS.indexOf(one as ToolLevel)));
  const four = of('four')?.answers ?? {};
  // Circumstances may be noted beside any tool: what one of them says yes to is yes.
  const answers: Record<string, Known> = {};
  for (const one of assessments) {
    for (const [item, answer] of Object.entries(one.answers)) {
      if (answers[item] !== 'yes' && answer !== 'unknown') answers[item] = answer;
    }
  }
  return {
    screen: answers,
    four,
    dashScore: of('dash')?.score ?? null,
    screenScore: of('stalking_screen')?.score ?? null,
    toolLevel: LEVELS[level] ?? null,
  };
}

function latest(days: readonly Day[]): Day | null {
  let found: Day | null = null;
  for (const day of days) if (found === null || day > found) found = day;
  return found;
}

/**
 * What is known of a case, from its referral, its latest risk tools, its incident log and the other cases of the same
 * people. What nobody wrote down stays unknown. A breach that the referral names as an offence counts on the day of the
 * last incident, the latest it can have been: better a place too high than a breach overlooked.
 */
export function readCaseFacts(
  record: CaseRecord,
  today: Day,
  windows: LinkSettings = USUAL_LINK_SETTINGS,
): CaseFacts {
  const { row, incidents } = record;
  const tool = toolFacts(record.assessments, row.riskLevel);
  const under18 = underAge(row.victimBornOn, today);
  const breached = anyOf(row.offences, ['spo_breach', 's5a_breach_of_restraining_order']);
  const weapon = latest(incidents.filter((one) => one.isWeaponOrStrangulation).map((one) => one.on));
  const assaulted =
    has(row.behaviours, 'assault') || incidents.some((one) => one.behaviours.includes('assault'));
  const noThreat: Known | undefined = row.threats === 'no' ? 'no' : undefined;
  const orderConsidered = row.ordersInForce !== '[]' || has(row.criteria, 'spo_advice');
  const advocate: Partial<Record<string, Known>> = { made: 'yes', declined: 'no', not_offered: 'no' };
  const relationship: Partial<Record<string, Known>> = {
    ex_partner: 'yes',
    unknown: 'unknown',
    '': 'unknown',
  };
  return {
    imminentThreat: Boolean(row.isImminentThreat),
    dashScore: tool.dashScore,
    screenScore: tool.screenScore,
    toolLevel: tool.toolLevel,
    screenAnswers: {
      violenceInEpisode: yesOr(assaulted || weapon !== null, tool.screen['violence_in_episode']),
      threats: yesOr(
        row.threats === 'yes' || has(row.behaviours, 'threats'),
        tool.screen['threats'] ?? noThreat,
      ),
      visitsOverThreeAWeek: tool.screen['visits_over_three_a_week'] ?? 'unknown',
      propertyDamage: yesOr(has(row.behaviours, 'property_damage'), tool.screen['property_damage']),
    },
    orderBreaches: breached && row.lastIncidentOn ? [row.lastIncidentOn] : [],
    strangulationOrWeaponUsedOn: weapon,
    releaseFromCustodyOn: row.suspectReleaseOn,
    childOrVulnerableAdultTargeted: yesOr(
      under18 === 'yes',
      tool.screen['child_or_vulnerable_adult_targeted'],
    ),
    timesNotReached: row.timesNotReached,
    timesDeferred: row.timesDeferred,
    ...repeats(record, windows),
    weaponsAccess: yesOr(weapon !== null, row.weaponsAccess),
    actedOnThreat: tool.screen['acted_on_threat'] ?? noThreat ?? 'unknown',
    previousHomeVisit: yesOr(
      has(row.behaviours, 'break_in') || tool.screen['visits_over_three_a_week'] === 'yes',
      tool.screen['previous_home_visit'],
    ),
    violenceDuringStalking: yesOr(assaulted || weapon !== null, tool.screen['violence_in_episode']),
    threatsToChildren:
      tool.screen['threats_to_children'] ?? (row.children === 0 ? 'no' : noThreat) ?? 'unknown',
    exIntimate: relationship[row.relationship] ?? 'no',
    four: {
      fixated: tool.four['fixated'] ?? 'unknown',
      obsessive: tool.four['obsessive'] ?? 'unknown',
      unwanted: yesOr(has(row.victimWishes, 'stop_contact'), tool.four['unwanted']),
      repeated: yesOr(Math.max(incidents.length, row.incidents12m ?? 0) >= 2, tool.four['repeated']),
    },
    incidents,
    incidents12m: row.incidents12m,
    lastIncidentOn: row.lastIncidentOn,
    offenceHarm: OFFENCES_BY_HARM.find(([, codes]) => anyOf(row.offences, codes))?.[0] ?? null,
    victimVeryFrightened: tool.screen['very_frightened'] ?? 'unknown',
    vulnerability: {
      under18,
      disability: tool.screen['disability'] ?? 'unknown',
      pregnancy: tool.screen['pregnancy'] ?? 'unknown',
      isolation: tool.screen['isolation'] ?? 'unknown',
    },
    advocateEngaged: advocate[row.advocateReferral] ?? 'unknown',
    orderConsidered: orderConsidered ? 'yes' : 'unknown',
    hasNamedOfficer: 'unknown',
    suspectUnidentified: Number(row.suspectsNamed) === 0 ? 'yes' : 'no',
    waitingSince: row.waitingSince,
    forInformationOnly: false,
  };
}
