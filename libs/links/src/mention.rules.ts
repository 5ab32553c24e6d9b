import type { Day } from '#kernel';
import { comparedAddress, comparedPostcode } from './address-text.rules.js';
import {
  comparedEmail,
  type ComparedHandle,
  comparedHandle,
  comparedPhone,
  comparedPlate,
} from './contact-text.rules.js';
import { nameParts, namesIn } from './name-text.rules.js';

/** The surname that the referral form takes for a suspect whom nobody could name. */
export const UNIDENTIFIED = 'unidentified';

/** A person as one report names them. What is not known is empty. */
export type Mention = {
  firstName: string;
  lastName: string;
  /** Other names: nicknames, former and married names, several with commas between. */
  alias: string;
  bornOn: Day | null;
  gender: string;
  address: string;
  postcode: string;
  phones: readonly string[];
  emails: readonly string[];
  handles: readonly string[];
  vehicles: readonly string[];
};

/** A name taken apart: the words given as first names and as surname. */
export type ComparedFullName = { first: string[]; last: string[] };

/** A mention as it is compared: made once, compared with many. */
export type ComparedMention = {
  /** Null: unidentified, or no name at all. */
  name: ComparedFullName | null;
  /** Other names that have a first name and a surname. */
  otherNames: ComparedFullName[];
  /** Other names of one word, by which people are called. */
  callNames: string[];
  bornOn: Day | null;
  gender: string;
  address: string | null;
  postcode: string | null;
  phones: string[];
  emails: string[];
  handles: ComparedHandle[];
  vehicles: string[];
};

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

/** Takes a mention apart for comparison. */
export function comparedMention(mention: Mention): ComparedMention {
  const first = nameParts(mention.firstName);
  const last = nameParts(mention.lastName);
  const hasName = last.join(' ') !== UNIDENTIFIED && first.length + last.length > 0;
  const others = namesIn(mention.alias).map(nameParts);
  return {
    name: hasName ? { first, last } : null,
    otherNames: others
      .filter((parts) => parts.length > 1)
      .map((parts) => ({ first: parts.slice(0, -1), last: parts.slice(-1) })),
    callNames: others.filter((parts) => parts.length === 1).map((parts) => parts[0]!),
    bornOn: mention.bornOn,
    gender: mention.gender,
    address: comparedAddress(mention.address, mention.postcode),
    postcode: comparedPostcode(mention.postcode),
    phones: [...new Set(present(mention.phones.map(comparedPhone)))],
    emails: [...new Set(present(mention.emails.map(comparedEmail)))],
    handles: present(mention.handles.map(comparedHandle)),
    vehicles: [...new Set(present(mention.vehicles.map(comparedPlate)))],
  };
}
