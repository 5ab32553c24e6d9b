import type { Day } from '#kernel';
import type { Mention } from './mention.rules.js';
import { SHORT_NAME_FAMILIES } from './short-names.data.js';

/** A source of chance that starts the same way every time. */
export function chanceFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const STARTS = ['Brin', 'Dunn', 'Elm', 'Fenn', 'Holm', 'Jarr', 'Kest', 'Lorr', 'Marl', 'Ness', 'Ock', 'Pend'];
const MIDDLES = ['', 'er', 'ing', 'ow', 'a', 'le'];
const ENDS = [
  'brook',
  'combe',
  'dale',
  'gate',
  'holt',
  'mere',
  'ridge',
  'thorpe',
  'vale',
  'wick',
  'ley',
  'by',
];

/** A person of whom everything is known, made up. */
export function somebody(chance: (below: number) => number): Mention {
  const pick = (list: readonly string[]) => list[chance(list.length)]!;
  // Some names are much more common than others.
  const common = (list: readonly string[]) => list[chance(1 + chance(list.length))]!;
  const two = (n: number) => String(n).padStart(2, '0');
  const first = common(SHORT_NAME_FAMILIES.map((family) => family[0]!));
  return {
    firstName: first.charAt(0).toUpperCase() + first.slice(1),
    lastName: `${common(STARTS)}${common(MIDDLES)}${common(ENDS)}`,
    alias: '',
    bornOn: `${1950 + chance(55)}-${two(1 + chance(12))}-${two(1 + chance(28))}` as Day,
    gender: '',
    address: `${1 + chance(150)} ${pick(STARTS)} Street, Northbridge`,
    postcode: `QX${1 + chance(9)} ${1 + chance(9)}${pick(['AB', 'DE', 'FG', 'HJ'])}`,
    phones: [`07700 900${String(chance(1000)).padStart(3, '0')}${chance(10)}`.slice(0, 12)],
    emails: [],
    handles: [],
    vehicles: [],
  };
}

/** A letter of the word is lost, doubled or exchanged with its neighbour. */
function mistyped(word: string, chance: (below: number) => number): string {
  const at = 1 + chance(Math.max(1, word.length - 2));
  const kinds = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at]! + word.slice(at),
    word.slice(0, at) + (word[at + 1] ?? '') + word[at]! + word.slice(at + 2),
  ];
  return kinds[chance(kinds.length)]!;
}

type Variation = (one: Mention, chance: (below: number) => number) => Partial<Mention>;

const moved: Partial<Mention> = { address: '', postcode: '', phones: [] };

/** The ways in which one person comes to be written down twice. Each leaves only what it names in common. */
export const VARIATIONS: Readonly<Record<string, Variation>> = {
  'written the same, moved': () => moved,
  'accents and capitals': (one) => ({
    ...moved,
    firstName: one.firstName.toUpperCase().replace('A', 'Á').replace('O', 'Ö'),
  }),
  'surname first': (one) => ({ ...moved, firstName: one.lastName, lastName: one.firstName }),
  'all in one field': (one) => ({ ...moved, firstName: '', lastName: `${one.firstName} ${one.lastName}` }),
  'a short form': (one, chance) => {
    const family = SHORT_NAME_FAMILIES.find(([name]) => name === one.firstName.toLowerCase())!;
    return { ...moved, firstName: family[chance(family.length)]! };
  },
  'surname mistyped': (one, chance) => ({ ...moved, lastName: mistyped(one.lastName, chance) }),
  'day and month swapped': (one) => ({
    ...moved,
    bornOn: `${one.bornOn!.slice(0, 5)}${one.bornOn!.slice(8)}-${one.bornOn!.slice(5, 7)}` as Day,
  }),
  'one digit of the day': (one) => ({
    ...moved,
    bornOn: `${one.bornOn!.slice(0, 9)}${(Number(one.bornOn!.slice(9)) + 3) % 10}` as Day,
  }),
  'one digit of the year': (one) => ({
    ...moved,
    bornOn:
      `${one.bornOn!.slice(0, 3)}${(Number(one.bornOn!.slice(3, 4)) + 4) % 10}${one.bornOn!.slice(4)}` as Day,
  }),
  'married name, same phone': (one) => ({
    address: '',
    postcode: '',
    lastName: 'Skelcroft',
    phones: [one.phones[0]!.replace('07', '+44 7').replaceAll(' ', '-')],
  }),
  'name given as alias': (one) => ({
    ...moved,
    firstName: 'Quill',
    lastName: 'Zanderly',
    alias: `Zed; ${one.firstName} ${one.lastName}`,
  }),
  'date not known, same address': (one) => ({
    bornOn: null,
    phones: [],
    address: one.address.toUpperCase().replace(' STREET,', ' ST'),
  }),
  'another name, same phone and handle': (one) => ({
    ...moved,
    bornOn: null,
    firstName: '',
    lastName: 'unidentified',
    phones: one.phones,
    handles: one.handles,
  }),
};
