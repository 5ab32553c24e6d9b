import type { Fact } from '../../components/parts.view.js';
import { shortDay } from '../../layout/format.js';
import type { CaseOfPage } from './case.graphql.js';
import { codeInWords, codesInWords } from './case.words.js';
import type { CasePerson, SafeContact } from './cases.view.js';

type Person = CaseOfPage['people'][number];

/** What of a case says how its victim can be reached. */
type CaseWithVictim = Pick<CaseOfPage, 'people' | 'victimAware' | 'wantsPoliceContact' | 'victimWishes'>;

/** The people of a case, the victim first. */
export function casePeople({ people }: Pick<CaseOfPage, 'people'>): CasePerson[] {
  return people.map((person) => ({
    part: person.role === 'VICTIM' ? 'Victim' : 'Suspect',
    name: nameOf(person),
    facts: factsOf(person),
  }));
}

function nameOf({ firstName, lastName }: Person): string {
  if (lastName.toLowerCase() === 'unidentified') return 'Not identified';
  return [firstName, lastName].filter(Boolean).join(' ') || 'Name not known';
}

function factsOf(person: Person): Fact[] {
  const rows: [string, string][] = [
    ['Also known as', person.alias],
    ['Born', person.bornOn ? shortDay(person.bornOn) : ''],
    ['Gender', person.gender ? codeInWords(person.gender) : ''],
    ...contactOf(person),
  ];
  return rows.flatMap(([term, value]) => (value ? [{ term, value }] : []));
}

/** How to reach or find them; who is not shown that is told so. */
function contactOf(person: Person): [string, string][] {
  if (person.contactWithheld) return [['Contact details', 'Not shown to you']];
  return [
    ['Address', [person.address, person.postcode].filter(Boolean).join(', ')],
    [person.role === 'VICTIM' ? phoneTerm(person) : 'Phone', person.phone ?? ''],
    ['Online names', (person.handles ?? []).join(', ')],
  ];
}

/** The number never stands without the answer whether it may be called. */
function phoneTerm({ safeToCall }: Person): string {
  if (safeToCall === 'YES') return 'Phone (safe to call)';
  return safeToCall === 'NO' ? 'Phone (do not call)' : 'Phone (not known to be safe)';
}

/** How the victim can be reached without danger; said before any address or number. */
export function safeContact(found: CaseWithVictim): SafeContact {
  const victim = found.people.find(({ role }) => role === 'VICTIM');
  if (victim?.contactWithheld) {
    const lead =
      'You are not shown how to reach the victim. Ask the referrer or the advocate; do not look for it elsewhere.';
    return { isSafe: false, lead, facts: wishesOf(found) };
  }
  const call = {
    YES: 'It is safe to call the number given.',
    NO: 'Do not call. The suspect may see or answer the phone.',
    UNKNOWN: 'Nobody has said that it is safe to call. Ask the advocate or the referrer first.',
  }[victim?.safeToCall ?? 'UNKNOWN'];
  return {
    isSafe: victim?.safeToCall === 'YES',
    lead: call,
    facts: wishesOf(found),
  };
}

function wishesOf(found: CaseWithVictim): Fact[] {
  return [
    { term: 'Knows of the referral', value: codeInWords(found.victimAware) },
    { term: 'Wants the police to be in touch', value: codeInWords(found.wantsPoliceContact) },
    { term: 'Wishes', value: codesInWords(found.victimWishes) },
  ];
}
