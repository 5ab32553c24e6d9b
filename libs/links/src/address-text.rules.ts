import { comparedName } from './name-text.rules.js';

const WORDS: Readonly<Record<string, string>> = {
  ...{
    street: 'st',
    road: 'rd',
    avenue: 'ave',
    av: 'ave',
    lane: 'ln',
    drive: 'dr',
    close: 'cl',
    court: 'ct',
  },
  ...{
    place: 'pl',
    square: 'sq',
    terrace: 'ter',
    crescent: 'cres',
    gardens: 'gdns',
    grove: 'gr',
    park: 'pk',
  },
  ...{ saint: 'st', apartment: 'flat', apt: 'flat', unit: 'flat', room: 'flat', maisonette: 'flat' },
};

/** A British postcode without space and case, `QX78WJ`; null where the text is none. */
export function comparedPostcode(text: string): string | null {
  const plain = text.toUpperCase().replace(/[^A-Z\d]/g, '');
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(plain) ? plain : null;
}

/**
 * A dwelling as it is compared: flat, house and postcode, `QX78WJ 21 flat 3`, however the lines are ordered and
 * shortened. Without a postcode the whole text counts. Null where no single dwelling is named.
 */
export function comparedAddress(address: string, postcode: string): string | null {
  const words = comparedName(address.replace(/(\d+)\s*\/\s*(\d+)/, 'flat $1 $2'))
    .split(' ')
    .map((word) => WORDS[word] ?? word)
    .filter((word) => word !== '' && word !== 'no');
  if (words.length === 0) return null;
  const at = words.indexOf('flat');
  const flat = at >= 0 ? words.splice(at, 2)[1] : undefined;
  const end = flat === undefined ? '' : ` flat ${flat}`;
  const code = comparedPostcode(postcode);
  const house = words.find((word) => /^\d+[a-z]?$/.test(word));
  if (code === null) return house === undefined ? null : `${words.join(' ')}${end}`;
  // A house without a number has a name, which is the first word that tells it from its neighbours.
  const name = house ?? words.slice(0, 2).join(' ');
  return name === '' ? null : `${code} ${name}${end}`;
}
