import type { Day } from '#kernel';

/** Yes, no, or nobody knows: unknown is an answer of its own and is never read as no. */
export type Known = 'yes' | 'no' | 'unknown';

/** The level a risk tool or its assessor arrived at, lowest first. */
export type ToolLevel = 'standard' | 'medium' | 'high' | 'very_high';

/** Harm class of the gravest offence reported in a case, used by the recency-frequency-gravity-victims profile. */
export type OffenceHarm = 'lower' | 'medium' | 'higher' | 'highest';

/**
 * One reported incident: the day, the kinds of behaviour seen (`following`, `tracking_device` ...), and whether it was
 * contrary to an order, bail condition or licence.
 */
export type IncidentFacts = { on: Day; behaviours: readonly string[]; isBreach?: boolean };

/** The four screening answers that weigh more than the others in the stalking screening tool. */
export type WeightedScreenAnswers = {
  violenceInEpisode: Known;
  threats: Known;
  visitsOverThreeAWeek: Known;
  propertyDamage: Known;
};

/** The FOUR test of stalking: is the behaviour evidenced to be fixated, obsessive, unwanted and repeated? */
export type FourAnswers = { fixated: Known; obsessive: Known; unwanted: Known; repeated: Known };

/** Circumstances that make a victim more vulnerable. They may only ever raise a case, never lower it. */
export type VulnerabilityAnswers = {
  under18: Known;
  disability: Known;
  pregnancy: Known;
  isolation: Known;
};

/**
 * What is known of a case on the day it is ranked or flagged. Ethnicity, religion, sexuality and immigration status
 * have no place here, so that they cannot enter a ranking.
 */
export type CaseFacts = {
  /** A professional has said that harm is imminent. */
  imminentThreat: boolean;
  /** Number of "yes" in the SafeLives Dash checklist, 0 to 24; null when it was not done. */
  dashScore: number | null;
  /** Number of "yes" in the stalking screening tool, 0 to 11; null when it was not done. */
  screenScore: number | null;
  /** The highest that a tool, the referrer or the panel gives. */
  toolLevel: ToolLevel | null;
  screenAnswers: WeightedScreenAnswers;
  /** Days on which a protection order, restraining order or bail was breached, beside the incidents marked so. */
  orderBreaches: readonly Day[];
  /** Latest day of strangulation or of a weapon being used; null when none is known. */
  strangulationOrWeaponUsedOn: Day | null;
  /** Day the suspect leaves or left custody; null when none is known. */
  releaseFromCustodyOn: Day | null;
  childOrVulnerableAdultTargeted: Known;
  /** Times the panel ran out of time before this case. */
  timesNotReached: number;
  /** Times the case was moved to a later meeting. */
  timesDeferred: number;
  /** New qualifying event between the same people within the repeat window (12 months). */
  isRepeat: Known;
  earlierPanelOutsideWindow: Known;
  /** The suspect has two or more unconnected victims within the serial window. */
  isSerialSuspect: Known;
  /** A case of the suspect was closed lately, and this victim is another one: the harm may have moved on. */
  isDisplacement: Known;
  weaponsAccess: Known;
  actedOnThreat: Known;
  previousHomeVisit: Known;
  violenceDuringStalking: Known;
  threatsToChildren: Known;
  /** Victim and suspect are former intimate partners. */
  exIntimate: Known;
  four: FourAnswers;
  /** Incidents known day by day, in any order. */
  incidents: readonly IncidentFacts[];
  /** Incidents in the last 12 months as the referrer counted them; null when not given. */
  incidents12m: number | null;
  /** Latest incident when it is not among `incidents`; null when not given. */
  lastIncidentOn: Day | null;
  offenceHarm: OffenceHarm | null;
  /** Distinct victims of the suspect; null when not known. */
  victims: number | null;
  victimVeryFrightened: Known;
  vulnerability: VulnerabilityAnswers;
  advocateEngaged: Known;
  /** A stalking protection order or other order was considered, whatever came of it. */
  orderConsidered: Known;
  hasNamedOfficer: Known;
  suspectUnidentified: Known;
  /** The day the case began to wait for a panel; kept when it is carried over. */
  waitingSince: Day;
  /** The case comes as information or as a lapse notice only. */
  forInformationOnly: boolean;
};

/** A true-or-false that may be missing: missing is unknown. */
export function knownOf(value: boolean | null | undefined): Known {
  if (value === null || value === undefined) return 'unknown';
  return value ? 'yes' : 'no';
}

/** The facts of a case of which nothing is known but the day it began to wait. */
export function nothingKnown(waitingSince: Day): CaseFacts {
  return {
    imminentThreat: false,
    dashScore: null,
    screenScore: null,
    toolLevel: null,
    screenAnswers: {
      violenceInEpisode: 'unknown',
      threats: 'unknown',
      visitsOverThreeAWeek: 'unknown',
      propertyDamage: 'unknown',
    },
    orderBreaches: [],
    strangulationOrWeaponUsedOn: null,
    releaseFromCustodyOn: null,
    childOrVulnerableAdultTargeted: 'unknown',
    timesNotReached: 0,
    timesDeferred: 0,
    isRepeat: 'unknown',
    earlierPanelOutsideWindow: 'unknown',
    isSerialSuspect: 'unknown',
    isDisplacement: 'unknown',
    weaponsAccess: 'unknown',
    actedOnThreat: 'unknown',
    previousHomeVisit: 'unknown',
    violenceDuringStalking: 'unknown',
    threatsToChildren: 'unknown',
    exIntimate: 'unknown',
    four: { fixated: 'unknown', obsessive: 'unknown', unwanted: 'unknown', repeated: 'unknown' },
    incidents: [],
    incidents12m: null,
    lastIncidentOn: null,
    offenceHarm: null,
    victims: null,
    victimVeryFrightened: 'unknown',
    vulnerability: { under18: 'unknown', disability: 'unknown', pregnancy: 'unknown', isolation: 'unknown' },
    advocateEngaged: 'unknown',
    orderConsidered: 'unknown',
    hasNamedOfficer: 'unknown',
    suspectUnidentified: 'unknown',
    waitingSince,
    forInformationOnly: false,
  };
}
