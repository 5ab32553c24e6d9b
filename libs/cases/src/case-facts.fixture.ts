import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { type CaseFacts, type Known, nothingKnown } from './case-facts.rules.js';

/** The day on which the facts of specs are looked at. */
export const today = '2026-11-23' as Day;

/** A case of which everything is known, and nothing is bad. */
export const no: CaseFacts = {
  ...nothingKnown(today),
  dashScore: 0,
  screenScore: 0,
  screenAnswers: { violenceInEpisode: 'no', threats: 'no', visitsOverThreeAWeek: 'no', propertyDamage: 'no' },
  childOrVulnerableAdultTargeted: 'no',
  isRepeat: 'no',
  earlierPanelOutsideWindow: 'no',
  isSerialSuspect: 'no',
  isDisplacement: 'no',
  weaponsAccess: 'no',
  actedOnThreat: 'no',
  previousHomeVisit: 'no',
  violenceDuringStalking: 'no',
  threatsToChildren: 'no',
  exIntimate: 'no',
  four: { fixated: 'no', obsessive: 'no', unwanted: 'no', repeated: 'no' },
  incidents12m: 0,
  offenceHarm: 'lower',
  victims: 1,
  victimVeryFrightened: 'no',
  vulnerability: { under18: 'no', disability: 'no', pregnancy: 'no', isolation: 'no' },
  advocateEngaged: 'yes',
  orderConsidered: 'yes',
  hasNamedOfficer: 'yes',
  suspectUnidentified: 'no',
};

/** An answer of any kind. */
export const known = fc.constantFrom<Known>('yes', 'no', 'unknown');
const day = fc.integer({ min: -500, max: 20 }).map((n) => addDays(today, n));
const kinds = fc.subarray(['following', 'threats', 'assault', 'tracking_device']);
/** Facts of any kind, good and bad, known and unknown. */
export const anyFacts: fc.Arbitrary<CaseFacts> = fc.record({
  imminentThreat: fc.boolean(),
  dashScore: fc.option(fc.nat(24)),
  screenScore: fc.option(fc.nat(11)),
  toolLevel: fc.option(fc.constantFrom('standard', 'medium', 'high', 'very_high')),
  screenAnswers: fc.record({
    violenceInEpisode: known,
    threats: known,
    visitsOverThreeAWeek: known,
    propertyDamage: known,
  }),
  orderBreaches: fc.array(day, { maxLength: 2 }),
  strangulationOrWeaponUsedOn: fc.option(day),
  releaseFromCustodyOn: fc.option(day),
  childOrVulnerableAdultTargeted: known,
  timesNotReached: fc.nat(2),
  timesDeferred: fc.nat(2),
  isRepeat: known,
  earlierPanelOutsideWindow: known,
  isSerialSuspect: known,
  isDisplacement: known,
  weaponsAccess: known,
  actedOnThreat: known,
  previousHomeVisit: known,
  violenceDuringStalking: known,
  threatsToChildren: known,
  exIntimate: known,
  four: fc.record({ fixated: known, obsessive: known, unwanted: known, repeated: known }),
  incidents: fc.array(fc.record({ on: day, behaviours: kinds, isBreach: fc.boolean() }), { maxLength: 6 }),
  incidents12m: fc.option(fc.nat(12)),
  lastIncidentOn: fc.option(day),
  offenceHarm: fc.option(fc.constantFrom('lower', 'medium', 'higher', 'highest')),
  victims: fc.option(fc.integer({ min: 1, max: 5 })),
  victimVeryFrightened: known,
  vulnerability: fc.record({ under18: known, disability: known, pregnancy: known, isolation: known }),
  advocateEngaged: known,
  orderConsidered: known,
  hasNamedOfficer: known,
  suspectUnidentified: known,
  waitingSince: day,
  forInformationOnly: fc.boolean(),
});
