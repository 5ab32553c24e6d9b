import type { CasePerson } from '../case-person.entity.js';

/** What is needed to reach somebody, or to find them: shown to those only who have to (rule 6). */
export const CONTACT_FIELDS = ['address', 'postcode', 'phone', 'safeToCall', 'handles'] as const;

type Contact = (typeof CONTACT_FIELDS)[number];

/** Somebody of a case as a reader is shown them: the contact details are null where they are withheld. */
export type ShownCasePerson = Omit<CasePerson, Contact> & {
  [K in Contact]: CasePerson[K] | null;
} & { contactWithheld: boolean };

/** Somebody of a case, with contact details or without. */
export function shownPerson(person: CasePerson, withContact: boolean): ShownCasePerson {
  if (withContact) return { ...person, contactWithheld: false };
  const nothing = { address: null, postcode: null, phone: null, safeToCall: null, handles: null };
  return { ...person, ...nothing, contactWithheld: true };
}
