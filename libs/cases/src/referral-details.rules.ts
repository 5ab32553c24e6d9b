import type { Day } from '#kernel';
import type { Known } from './case-facts.rules.js';
import * as lists from './referral-lists.js';

/** What a referral says in the referrer's own words, or of people beside the suspect; kept sealed. */
export const REFERRAL_WORDS = [
  'safeChannel',
  'safeTimes',
  'mustNotKnow',
  'awareReason',
  'lawfulReason',
  'wishesInWords',
  'afraidOf',
  'safePeople',
  'notSafeToTell',
  'language',
  'ethnicity',
  'disability',
  'sexuality',
  'religion',
  'immigration',
  'employer',
  'frequency',
  'suspectNotes',
  'advocateAgency',
  'advocateReason',
  'priorPanel',
] as const;

/** One of {@link REFERRAL_WORDS}. */
export type ReferralWord = (typeof REFERRAL_WORDS)[number];

/** Longest text of one of {@link REFERRAL_WORDS}, characters. */
export const LONGEST_REFERRAL_WORDS = 2000;

/**
 * The rest of a referral form (domain.md 3.1), beside the facts that rank a case: safe contact, lawful basis, wishes in
 * words, other forums, sign-off. Nothing in here is read by any rule that ranks, so no protected characteristic can.
 */
export type ReferralDetailsGiven = Record<ReferralWord, string> & {
  lawfulBases: string[];
  channels: string[];
  otherForums: string[];
  othersAtRisk: string[];
  offenceStatus: string;
  needsInterpreter: Known;
  isPregnant: Known;
  advocateReferredOn: Day | null;
  managerName: string;
  signedOffOn: Day | null;
};

/** Details of which nothing was said. */
export const NO_REFERRAL_DETAILS: ReferralDetailsGiven = {
  ...(Object.fromEntries(REFERRAL_WORDS.map((word) => [word, ''])) as Record<ReferralWord, string>),
  lawfulBases: [],
  channels: [],
  otherForums: [],
  othersAtRisk: [],
  offenceStatus: '',
  needsInterpreter: 'unknown',
  isPregnant: 'unknown',
  advocateReferredOn: null,
  managerName: '',
  signedOffOn: null,
};

const MANY_OF = [
  ['lawfulBases', lists.LAWFUL_BASES],
  ['channels', lists.CHANNELS],
  ['otherForums', lists.OTHER_FORUMS],
  ['othersAtRisk', lists.OTHERS_AT_RISK],
] as const;

/** The first field of the details whose value stands in no closed list; null: all do. */
export function detailOutsideLists(details: ReferralDetailsGiven): string | null {
  for (const [field, codes] of MANY_OF)
    if (details[field].some((value) => !(codes as readonly string[]).includes(value))) return field;
  const { offenceStatus, needsInterpreter, isPregnant } = details;
  if (offenceStatus !== '' && !(lists.OFFENCE_STATUSES as readonly string[]).includes(offenceStatus))
    return 'offenceStatus';
  if (!lists.KNOWN_ANSWERS.includes(needsInterpreter)) return 'needsInterpreter';
  return lists.KNOWN_ANSWERS.includes(isPregnant) ? null : 'isPregnant';
}

/** The first day of the details that is still to come; null: none is. */
export function detailInFuture(details: ReferralDetailsGiven, today: Day): string | null {
  const { advocateReferredOn, signedOffOn } = details;
  if (advocateReferredOn !== null && advocateReferredOn > today) return 'advocateReferredOn';
  return signedOffOn !== null && signedOffOn > today ? 'signedOffOn' : null;
}
