import type { CaseFile, CasePerson, Referral, RiskAssessment, RiskTool } from '#cases';

/** What the record holds under a reference. */
export type RecordedReferral = {
  caseFile: CaseFile;
  people: readonly CasePerson[];
  scores: readonly Pick<RiskAssessment, 'tool' | 'score'>[];
};

/** What a file says of a referral and a case keeps as it was said. */
const FACTS = [
  'referredOn',
  'referringAgencyId',
  'referrerName',
  'referrerEmail',
  'criteria',
  'criteriaReason',
  'relationship',
  'behaviours',
  'firstIncidentOn',
  'lastIncidentOn',
  'incidents12m',
  'weaponsAccess',
  'threats',
  'children',
  'offences',
  'crimeNumber',
  'ordersInForce',
  'victimAware',
  'victimWishes',
  'wantsPoliceContact',
  'safetyActionsTaken',
  'advocateReferral',
  'lpa',
  'handling',
] as const satisfies readonly (keyof CaseFile & keyof Referral)[];

/** What it says of a person. */
const ABOUT_A_PERSON = [
  'firstName',
  'lastName',
  'alias',
  'bornOn',
  'gender',
  'address',
  'postcode',
  'phone',
  'safeToCall',
  'handles',
] as const satisfies readonly (keyof CasePerson & keyof Referral['victim'])[];

/**
 * True when a referral says nothing that the case of its reference does not hold: same agency, same people, same facts
 * and scores. A case that somebody has corrected since differs from the referral it began with: then somebody looks.
 */
export function isSameReferral(referral: Referral, { caseFile, people, scores }: RecordedReferral): boolean {
  const peopleIn = (role: CasePerson['role']) => people.filter((person) => person.role === role);
  const holds = (tool: RiskTool, score: number | null) =>
    score === null || scores.some((known) => known.tool === tool && known.score === score);
  return (
    picked(referral, FACTS) === picked(caseFile, FACTS) &&
    picturesOf([referral.victim]) === picturesOf(peopleIn('victim')) &&
    picturesOf(referral.suspects) === picturesOf(peopleIn('suspect')) &&
    holds('dash', referral.dashScore) &&
    holds('stalking_screen', referral.screenScore)
  );
}

function picturesOf(people: readonly Referral['victim'][]): string {
  return people
    .map((person) => picked(person, ABOUT_A_PERSON))
    .sort()
    .join('\n');
}

function picked<T extends object>(from: T, names: readonly (keyof T)[]): string {
  return JSON.stringify(names.map((name) => from[name] ?? null));
}
