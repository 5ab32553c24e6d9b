/** Key and version of a profile, stored with every agenda so that a ranking can be explained later. */
export type ProfileRef = { key: string; version: number };

/** Points of the behavioural profile. The maxima of the eight components add up to 100. */
export type BehaviouralWeights = {
  /** `weightedItem`: how many ordinary screening answers one of the four weighted answers counts for. */
  toolSeverity: { max: number; weightedItem: number };
  seriousHarm: { max: number; each: number };
  four: { max: number; each: number };
  escalation: { max: number; threeOrMore: number; shorteningGaps: number; newBehaviour: number };
  repeat: { max: number; repeat: number; earlierPanel: number };
  vulnerability: { max: number; veryFrightened: number; circumstances: number };
  unmanagedRisk: {
    max: number;
    noAdvocate: number;
    noOrderConsidered: number;
    noNamedOfficer: number;
    suspectUnidentified: number;
  };
  /** One point for every `everyWorkingDays` working days waited beyond `afterWorkingDays`. */
  waiting: { max: number; afterWorkingDays: number; everyWorkingDays: number };
};

/** Points of the recency-frequency-gravity-victims profile. The four maxima add up to 100. */
export type RfgvWeights = {
  /** Share (0 to 1) of the maximum when the last incident is at most so many days ago; in rising order of days. */
  recency: { max: number; steps: readonly { withinDays: number; share: number }[] };
  /** The number of incidents in 12 months that earns the maximum. */
  frequency: { max: number; fullAt: number };
  gravity: { max: number; share: { lower: number; medium: number; higher: number; highest: number } };
  /** The number of distinct victims that earns the maximum. */
  victims: { max: number; fullAt: number };
};

/** A versioned way to give points to cases. Weights are data: a panel may store its own version. */
export type PriorityProfile =
  | (ProfileRef & { kind: 'behavioural'; name: string; weights: BehaviouralWeights })
  | (ProfileRef & { kind: 'rfgv'; name: string; weights: RfgvWeights });

/**
 * Ranks on the behaviours seen in the worst cases, after the stand Essex Police took in March 2024 against ranking by
 * recency, frequency and gravity. The weights are Accord's own proposal.
 */
export const ESSEX_BEHAVIOURAL = {
  key: 'essex-behavioural',
  version: 1,
  kind: 'behavioural',
  name: 'Behaviours seen in the most serious cases',
  weights: {
    toolSeverity: { max: 25, weightedItem: 2 },
    seriousHarm: { max: 20, each: 4 },
    four: { max: 12, each: 3 },
    escalation: { max: 12, threeOrMore: 6, shorteningGaps: 3, newBehaviour: 3 },
    repeat: { max: 8, repeat: 8, earlierPanel: 3 },
    vulnerability: { max: 8, veryFrightened: 4, circumstances: 4 },
    unmanagedRisk: { max: 8, noAdvocate: 3, noOrderConsidered: 2, noNamedOfficer: 1, suspectUnidentified: 2 },
    waiting: { max: 7, afterWorkingDays: 4, everyWorkingDays: 2 },
  },
} as const satisfies PriorityProfile;

/** Recency, frequency, gravity and victims, the four parts used by MATAC areas. The weights are Accord's own proposal. */
export const RFGV = {
  key: 'rfgv',
  version: 1,
  kind: 'rfgv',
  name: 'Recency, frequency, gravity and victims',
  weights: {
    recency: {
      max: 25,
      steps: [
        { withinDays: 7, share: 1 },
        { withinDays: 14, share: 0.8 },
        { withinDays: 28, share: 0.6 },
        { withinDays: 90, share: 0.4 },
        { withinDays: 365, share: 0.2 },
      ],
    },
    frequency: { max: 25, fullAt: 10 },
    gravity: { max: 30, share: { lower: 0.25, medium: 0.5, higher: 0.75, highest: 1 } },
    victims: { max: 20, fullAt: 4 },
  },
} as const satisfies PriorityProfile;

/** The profiles that come with Accord; the first is the default. */
export const PRIORITY_PROFILES: readonly PriorityProfile[] = [ESSEX_BEHAVIOURAL, RFGV];

/** The shipped profile of that key, or the default when there is none. */
export function profileOf(key: string | null): PriorityProfile {
  return PRIORITY_PROFILES.find((profile) => profile.key === key) ?? ESSEX_BEHAVIOURAL;
}
