import { type BirthLikeness, birthLikeness } from './birth-date.rules.js';
import type { ComparedMention } from './mention.rules.js';
import { nameSign, type NameSign } from './name-evidence.rules.js';

/** What one sign weighs, and how it is said. Every sign of every table has its words here. */
type Weighed = { weight: number; says: string };

type ContactSign =
  | 'phone_same'
  | 'email_same'
  | 'handle_same'
  | 'handle_other_platform'
  | 'vehicle_same'
  | 'address_same'
  | 'postcode_same'
  | 'call_name_same'
  | 'gender_differs';

/** A sign for or against two mentions being one person. */
export type Sign = NameSign | `born_${BirthLikeness}` | ContactSign;

/** How likely two mentions are one person. */
export type MatchResult = 'same' | 'likely' | 'possible' | 'none';

/** One sign that was found, with what it weighed. */
export type Evidence = { sign: Sign; weight: number; says: string };

/** The comparison of two mentions, with everything that went into it. */
export type Match = { result: MatchResult; score: number; evidence: Evidence[]; rulesVersion: number };

/** Counted up whenever a weight, a threshold or a reading of a name changes; stands beside every suggestion. */
export const MATCH_RULES_VERSION = 2;

/** The least score of each result. */
export const MATCH_THRESHOLDS = { same: 65, likely: 50, possible: 35 } as const;

/**
 * The weights. A name and a date of birth written the same are just `same`; either of them alone is not `possible`
 * without something beside it, save a whole name without any date to hold against it.
 */
export const MATCH_WEIGHTS: Readonly<Record<Sign, Weighed>> = {
  name_same: { weight: 35, says: 'name written the same' },
  name_short_form: { weight: 26, says: 'one name is a short form of the other' },
  name_sounds: { weight: 22, says: 'name sounds or is spelled nearly the same' },
  name_part: { weight: 24, says: 'one name is part of the other' },
  name_alias: { weight: 22, says: 'name given as another name of the person' },
  name_initial: { weight: 14, says: 'initial and surname fit' },
  surname_only: { weight: 10, says: 'same surname, no first name to compare' },
  surname_changed: { weight: 4, says: 'same first name, another surname' },
  name_unknown: { weight: 0, says: 'no name to compare' },
  first_name_differs: { weight: -21, says: 'same surname, another first name' },
  name_differs: { weight: -30, says: 'different names' },
  born_same: { weight: 30, says: 'same date of birth' },
  born_day_and_month_swapped: { weight: 22, says: 'date of birth differs by swapped day and month' },
  born_one_digit: { weight: 18, says: 'date of birth differs by one slip of the pen' },
  born_year_only: { weight: 8, says: 'same year of birth, the day is not certain' },
  born_unknown: { weight: 0, says: 'no date of birth to compare' },
  born_decade: { weight: 4, says: 'date of birth differs by the decade alone' },
  born_differs: { weight: -35, says: 'different dates of birth' },
  phone_same: { weight: 20, says: 'same phone' },
  email_same: { weight: 22, says: 'same e-mail address' },
  handle_same: { weight: 20, says: 'same online handle' },
  handle_other_platform: { weight: 8, says: 'same online name on another platform' },
  vehicle_same: { weight: 12, says: 'same vehicle' },
  address_same: { weight: 15, says: 'same address' },
  postcode_same: { weight: 4, says: 'same postcode' },
  call_name_same: { weight: 8, says: 'called by the same name' },
  gender_differs: { weight: -10, says: 'different gender recorded' },
};

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

function handleSign(a: ComparedMention, b: ComparedMention): ContactSign | null {
  let found: ContactSign | null = null;
  for (const one of a.handles) {
    for (const other of b.handles) {
      if (one.name !== other.name) continue;
      if (one.platform === other.platform) return 'handle_same';
      found = 'handle_other_platform';
    }
  }
  return found;
}

const BINARY = ['female', 'male'];

/** The signs that two mentions share beside name and date of birth. */
export function contactSigns(a: ComparedMention, b: ComparedMention): ContactSign[] {
  const signs: ContactSign[] = [];
  if (shares(a.phones, b.phones)) signs.push('phone_same');
  if (shares(a.emails, b.emails)) signs.push('email_same');
  const handle = handleSign(a, b);
  if (handle) signs.push(handle);
  if (shares(a.vehicles, b.vehicles)) signs.push('vehicle_same');
  if (a.address !== null && a.address === b.address) signs.push('address_same');
  else if (a.postcode !== null && a.postcode === b.postcode) signs.push('postcode_same');
  if (shares(a.callNames, b.callNames)) signs.push('call_name_same');
  if (a.gender !== b.gender && BINARY.includes(a.gender) && BINARY.includes(b.gender))
    signs.push('gender_differs');
  return signs;
}

/**
 * Whether two mentions are one person: the sum of the signs, each named and weighed. The answer is the same whichever
 * of the two is given first. It is a suggestion for a person to judge, never a merger.
 */
export function matchOf(a: ComparedMention, b: ComparedMention): Match {
  const signs: Sign[] = [nameSign(a, b), `born_${birthLikeness(a.bornOn, b.bornOn)}`, ...contactSigns(a, b)];
  const evidence = signs.map((sign) => ({ sign, ...MATCH_WEIGHTS[sign] }));
  const score = evidence.reduce((sum, { weight }) => sum + weight, 0);
  return { result: resultOf(score), score, evidence, rulesVersion: MATCH_RULES_VERSION };
}

function resultOf(score: number): MatchResult {
  const { same, likely, possible } = MATCH_THRESHOLDS;
  if (score >= same) return 'same';
  if (score >= likely) return 'likely';
  return score >= possible ? 'possible' : 'none';
}

/** The reasons in one sentence without a name or number: what speaks for it, then what speaks against it. */
export function sayMatch(evidence: readonly Evidence[]): string {
  const of = (wanted: (weight: number) => boolean) =>
    evidence.filter(({ weight }) => wanted(weight)).map(({ says }) => says);
  const [pro, contra] = [of((weight) => weight > 0), of((weight) => weight < 0)];
  const text = [...pro, ...(contra.length > 0 ? [`but ${contra.join('; ')}`] : [])].join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
