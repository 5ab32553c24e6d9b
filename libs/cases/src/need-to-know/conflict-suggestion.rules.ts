import {
  type ComparedMention,
  comparedMention,
  comparingKeys,
  type Evidence,
  isNewEvidence,
  matchOf,
  sayMatch,
  type Sign,
} from '#links';
import { type EntryInForce, type Insider } from './restricting.rules.js';
import { isAmongThese, isExcluded } from './need-to-know.rules.js';

/** Somebody who works on cases, as the directory holds them: a name and a work address, and no date of birth. */
export type Staff = Insider & {
  name: string;
  email: string;
  /** Works on cases as chair or coordinator, and so knows those of the panels they run; others those of their agency. */
  runsPanels: boolean;
};

/** A person of a case, ready to be compared. */
export type ComparedCasePerson = { id: string; role: 'victim' | 'suspect'; mention: ComparedMention };

/** A case whose people are compared with staff. */
export type CaseToCompare = {
  caseId: string;
  people: readonly ComparedCasePerson[];
  /** The agencies whose people would know of the case if no list said otherwise: members of its panel, and by need. */
  agencyIds: ReadonlySet<string>;
  /** Who runs its panel. */
  runnerIds: ReadonlySet<string>;
  /** The entries of its lists that are in force. */
  inForce: readonly EntryInForce[];
  /** What somebody who runs the panel has looked at and found to be nothing, with the signs they saw. */
  dismissed: readonly { personId: string; casePersonId: string; signs: readonly Sign[] }[];
};

/** One person of the case whom a member of staff resembles, with the signs. */
export type Resemblance = { casePersonId: string; role: 'victim' | 'suspect'; signs: Sign[]; says: string };

/** A member of staff who may know a person of a case: something to look at, never a finding. */
export type ConflictSuggestion = {
  caseId: string;
  personId: string;
  resembles: Resemblance[];
  score: number;
};

/**
 * The signs that say something of two people of whom one is known by name and work address alone (domain.md, row F45). The
 * same surname alone says too little: among hundreds of staff it is chance.
 */
export const TELLING_SIGNS: ReadonlySet<Sign> = new Set([
  'name_same',
  'name_short_form',
  'name_sounds',
  'name_part',
  'name_alias',
  'name_initial',
  'phone_same',
  'email_same',
  'handle_same',
  'address_same',
]);

/** How many suggestions are shown of one case, the strongest first. */
export const MOST_SUGGESTIONS = 50;

/** A member of staff as people are compared; the last word of the name is taken for the surname. */
export function mentionOfStaff({ name, email }: Pick<Staff, 'name' | 'email'>): ComparedMention {
  const words = name.trim().split(/\s+/);
  return comparedMention({
    ...{ firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '', alias: '' },
    ...{ bornOn: null, gender: '', address: '', postcode: '' },
    ...{ phones: [], emails: [email], handles: [], vehicles: [] },
  });
}

/** The telling signs by which a member of staff resembles a person of a case; none: nothing to look at. */
export function tellingSigns(staff: ComparedMention, person: ComparedMention): Evidence[] {
  return matchOf(staff, person).evidence.filter(({ sign }) => TELLING_SIGNS.has(sign));
}

/** Whether somebody would know of the case if no list said otherwise. */
export function wouldKnow(one: Staff, { agencyIds, runnerIds }: CaseToCompare): boolean {
  return one.runsPanels ? runnerIds.has(one.personId) : agencyIds.has(one.agencyId);
}

/**
 * Whom of the staff somebody should look at before an agenda with these cases is published, strongest first within a case.
 * Left out are those who would not know of the case or whom its lists keep away already, and what was looked at and found
 * to be nothing, until a sign is found that was not there then. Only staff who share a key with a person are compared.
 */
export function conflictSuggestions(
  cases: readonly CaseToCompare[],
  staff: readonly Staff[],
): ConflictSuggestion[] {
  const byKey = new Map<string, Compared[]>();
  for (const one of staff) {
    const compared = { staff: one, mention: mentionOfStaff(one) };
    for (const key of comparingKeys(compared.mention)) {
      const same = byKey.get(key);
      if (same) same.push(compared);
      else byKey.set(key, [compared]);
    }
  }
  return cases.flatMap((one) => suggestionsOf(one, byKey));
}

type Compared = { staff: Staff; mention: ComparedMention };

function suggestionsOf(
  one: CaseToCompare,
  byKey: ReadonlyMap<string, readonly Compared[]>,
): ConflictSuggestion[] {
  const found = new Map<string, ConflictSuggestion>();
  for (const person of one.people) {
    const candidates = new Set(comparingKeys(person.mention).flatMap((key) => byKey.get(key) ?? []));
    for (const { staff, mention } of candidates) {
      const signs = tellingSigns(mention, person.mention);
      if (signs.length === 0 || !isToBeLookedAt(staff, person.id, signs, one)) continue;
      const { caseId } = one;
      const score = signs.reduce((sum, { weight }) => sum + weight, 0);
      const known = found.get(staff.personId) ?? { caseId, personId: staff.personId, resembles: [], score };
      known.score = Math.max(known.score, score);
      known.resembles.push({
        ...{ casePersonId: person.id, role: person.role, says: sayMatch(signs) },
        signs: signs.map(({ sign }) => sign),
      });
      found.set(staff.personId, known);
    }
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || (a.personId < b.personId ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS);
}

function isToBeLookedAt(
  staff: Staff,
  casePersonId: string,
  signs: readonly Evidence[],
  one: CaseToCompare,
): boolean {
  if (!wouldKnow(staff, one) || isExcluded(staff, one.inForce) || !isAmongThese(staff, one.inForce))
    return false;
  const seen = one.dismissed.filter(
    (other) => other.personId === staff.personId && other.casePersonId === casePersonId,
  );
  return isNewEvidence(
    seen.flatMap((other) => other.signs),
    signs,
  );
}
