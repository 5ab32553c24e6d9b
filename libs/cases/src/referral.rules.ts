import { type Day, ok, refused, type Result } from '#kernel';
import type { CaseFile } from './case-file.entity.js';
import type { CasePerson } from './case-person.entity.js';
import * as lists from './referral-lists.js';
import { detailInFuture, detailOutsideLists, type ReferralDetailsGiven } from './referral-details.rules.js';
import {
  checkRiskResult,
  HIGHEST_SCORE,
  type RiskLevel,
  type RiskRefusal,
  type RiskResult,
} from './risk-tool.rules.js';

/** A victim or suspect as a referral names them. */
export type ReferredPerson = Pick<
  CasePerson,
  | 'firstName'
  | 'lastName'
  | 'alias'
  | 'bornOn'
  | 'gender'
  | 'address'
  | 'postcode'
  | 'phone'
  | 'safeToCall'
  | 'handles'
>;

/** A referral (domain.md 3.1): the facts of a case, its people and the scores of the risk tools already used. */
export type Referral = Pick<
  CaseFile,
  | 'panelId'
  | 'referredOn'
  | 'referringAgencyId'
  | 'referrerName'
  | 'referrerEmail'
  | 'criteria'
  | 'criteriaReason'
  | 'relationship'
  | 'behaviours'
  | 'firstIncidentOn'
  | 'lastIncidentOn'
  | 'incidents12m'
  | 'weaponsAccess'
  | 'threats'
  | 'children'
  | 'offences'
  | 'crimeNumber'
  | 'ordersInForce'
  | 'victimAware'
  | 'victimWishes'
  | 'wantsPoliceContact'
  | 'safetyActionsTaken'
  | 'advocateReferral'
  | 'lpa'
  | 'handling'
  | 'isImminentThreat'
  | 'suspectReleaseOn'
> & {
  /** The level the referrer gives the risk; `unknown` when they give none. */
  riskLevel: RiskLevel;
  dashScore: number | null;
  screenScore: number | null;
  victim: ReferredPerson;
  suspects: readonly ReferredPerson[];
  /** The rest of the form; left out: nothing was said. */
  details?: ReferralDetailsGiven;
  /** Forms that were filled in with the referral, each with its version. */
  forms?: readonly FilledForm[];
};

/** A risk form as it was filled in with a referral. */
export type FilledForm = Omit<RiskResult, 'assessedOn'> & { toolVersion: string };

/** Why a referral cannot be kept as it is. */
export type ReferralProblem =
  | 'CRITERIA_REASON_NEEDED'
  | 'REFERRED_IN_FUTURE'
  | 'INCIDENT_IN_FUTURE'
  | 'INCIDENTS_OUT_OF_ORDER'
  | 'BORN_IN_FUTURE'
  | 'VICTIM_NEEDED'
  | 'SUSPECT_NEEDED'
  | 'SCORE_OUT_OF_RANGE'
  | 'NUMBER_OUT_OF_RANGE'
  | 'NOT_IN_LIST'
  | 'DETAIL_IN_FUTURE'
  | RiskRefusal;

/** Most suspects of one case. */
export const MOST_SUSPECTS = 10;

// An empty text is "not known" in a list of one answer; a list of many may be empty.
const ONE_OF: readonly (readonly [keyof Referral & string, readonly string[]])[] = [
  ['relationship', lists.RELATIONSHIPS],
  ['victimAware', lists.VICTIM_AWARENESS],
  ['wantsPoliceContact', lists.POLICE_CONTACT],
  ['advocateReferral', lists.ADVOCATE_REFERRALS],
  ['handling', lists.HANDLINGS],
  ['weaponsAccess', lists.KNOWN_ANSWERS],
  ['threats', lists.KNOWN_ANSWERS],
];

const MANY_OF: readonly (readonly [keyof Referral & string, readonly string[]])[] = [
  ['criteria', lists.CRITERIA],
  ['behaviours', lists.BEHAVIOURS],
  ['offences', lists.OFFENCES],
  ['ordersInForce', lists.ORDERS],
  ['victimWishes', lists.VICTIM_WISHES],
];

/** The first field whose value stands in no closed list of the referral form; null: all do. */
function fieldOutsideLists(referral: Referral): string | null {
  for (const [field, codes] of ONE_OF) {
    const value = referral[field] as string;
    if (value !== '' && !codes.includes(value)) return field;
  }
  for (const [field, codes] of MANY_OF) {
    if ((referral[field] as string[]).some((value) => !codes.includes(value))) return field;
  }
  for (const [field, person] of peopleOf(referral)) {
    if (person.gender !== '' && !(lists.GENDERS as readonly string[]).includes(person.gender)) return field;
    if (!(lists.KNOWN_ANSWERS as readonly string[]).includes(person.safeToCall)) return field;
  }
  return null;
}

function peopleOf({ victim, suspects }: Referral): [string, ReferredPerson][] {
  return [['victim', victim], ...suspects.map((one): [string, ReferredPerson] => ['suspects', one])];
}

function wrongDay(referral: Referral, today: Day): Result<never, ReferralProblem> | null {
  const { referredOn, firstIncidentOn: first, lastIncidentOn: last } = referral;
  if (referredOn > today)
    return refused('REFERRED_IN_FUTURE', 'The day of referral is in the future.', 'referredOn');
  if (first !== null && first > today)
    return refused('INCIDENT_IN_FUTURE', 'The first incident is in the future.', 'firstIncidentOn');
  if (last !== null && last > today)
    return refused('INCIDENT_IN_FUTURE', 'The last incident is in the future.', 'lastIncidentOn');
  if (first !== null && last !== null && first > last) {
    return refused('INCIDENTS_OUT_OF_ORDER', 'The first incident is after the last one.', 'firstIncidentOn');
  }
  const unborn = peopleOf(referral).find(([, person]) => person.bornOn !== null && person.bornOn > today);
  return unborn ? refused('BORN_IN_FUTURE', 'A date of birth is in the future.', unborn[0]) : null;
}

function wrongNumber(referral: Referral): Result<never, ReferralProblem> | null {
  const within = (value: number | null, most: number) =>
    value === null || (Number.isInteger(value) && value >= 0 && value <= most);
  if (!within(referral.dashScore, HIGHEST_SCORE.dash!))
    return refused('SCORE_OUT_OF_RANGE', 'A Dash score is from 0 to 24.', 'dashScore');
  if (!within(referral.screenScore, HIGHEST_SCORE.stalking_screen!))
    return refused('SCORE_OUT_OF_RANGE', 'A screening score is from 0 to 11.', 'screenScore');
  if (!within(referral.children, 30))
    return refused('NUMBER_OUT_OF_RANGE', 'Children are from 0 to 30.', 'children');
  if (!within(referral.incidents12m, 10_000))
    return refused('NUMBER_OUT_OF_RANGE', 'Incidents are from 0 to 10,000.', 'incidents12m');
  return null;
}

/**
 * Whether a referral may be kept. Professional judgement needs the concern in words (SafeLives: referrers must
 * articulate it); days are in order and not in the future; every code stands in its list.
 */
export function checkReferral(referral: Referral, today: Day): Result<Referral, ReferralProblem> {
  const outside = fieldOutsideLists(referral) ?? (referral.details && detailOutsideLists(referral.details));
  if (outside) return refused('NOT_IN_LIST', 'A value is not in the list of this field.', outside);
  if (referral.criteria.includes('professional_judgement') && referral.criteriaReason.trim() === '') {
    return refused(
      'CRITERIA_REASON_NEEDED',
      'Say what your concern is: professional judgement needs a reason.',
      'criteriaReason',
    );
  }
  if (referral.victim.lastName === '' && referral.victim.firstName === '')
    return refused('VICTIM_NEEDED', 'Give the name of the victim.', 'victim');
  if (referral.suspects.length === 0 || referral.suspects.some((one) => one.lastName === '')) {
    return refused('SUSPECT_NEEDED', 'Give the surname of each suspect, or "unidentified".', 'suspects');
  }
  if (referral.suspects.length > MOST_SUSPECTS)
    return refused('NUMBER_OUT_OF_RANGE', `Give ${MOST_SUSPECTS} suspects at most.`, 'suspects');
  const ahead = referral.details && detailInFuture(referral.details, today);
  if (ahead) return refused('DETAIL_IN_FUTURE', 'This day is in the future.', ahead);
  for (const form of referral.forms ?? []) {
    const checked = checkRiskResult({ ...form, assessedOn: referral.referredOn }, today);
    if (!checked.ok) return checked;
  }
  return wrongDay(referral, today) ?? wrongNumber(referral) ?? ok(referral);
}
