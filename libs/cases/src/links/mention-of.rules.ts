import { type ComparedMention, comparedMention, UNIDENTIFIED } from '#links';
import type { CasePerson } from '../case-person.entity.js';

/** A person of a case as people are compared. */
export function mentionOf(person: CasePerson): ComparedMention {
  return comparedMention({
    firstName: person.firstName,
    lastName: person.lastName,
    alias: person.alias,
    bornOn: person.bornOn,
    gender: person.gender,
    address: person.address,
    postcode: person.postcode,
    phones: [person.phone],
    emails: person.handles.filter((handle) => /^[^:\s]+@[^@\s]+\.[^@\s]+$/.test(handle)),
    handles: person.handles,
    vehicles: [],
  });
}

/** Whether name and date of birth are both on record: without either, somebody cannot be told from others. */
export function isWellKnown({ lastName, firstName, bornOn }: CasePerson): boolean {
  return (
    bornOn !== null && lastName.toLowerCase() !== UNIDENTIFIED && `${firstName}${lastName}`.trim() !== ''
  );
}
