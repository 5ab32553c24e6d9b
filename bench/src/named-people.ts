import type { Day } from '#kernel';
import type { Mention } from '#links';
import { SHORT_NAME_FAMILIES } from '../../libs/links/src/short-names.data.js';

/** A whole number from 0, below the bound. */
type Below = (bound: number) => number;

/** How many there are of each, and how much more common the first ones are (the smaller, the more). */
const SURNAMES = { count: 150_000, flatness: 9.8 };
const FIRST_NAMES = { count: SHORT_NAME_FAMILIES.length, flatness: 8 };
const DWELLINGS = 500_000;
const STREETS_AN_AREA = 40;
/** Refuges, hostels and switchboards: one person in so many gives the number or the address of one. */
const ONE_IN = 200;
const SWITCHBOARDS = 50;
const HOSTELS = 50;

const STARTS =
  'Ab Al Bar Bel Bir Bos Bra Bren Cal Car Chad Clay Col Crad Dal Den Dor Dun Ed El Fair Fal Far Fen Gar Gil Glen Gor Had Hal Har Hed Hol Hun In Jar Jes Kel Ken Kir Lan Lev Lin Lor Mal Mar Mel Mor Nor Oak Or Pel Pem Quin Rad Ral Ros Sal Sel Tal Thor Tor Ul Ver Wal War Wel Win Yar Zel'.split(
    ' ',
  );
const MIDDLES =
  ' ab ac ad af ag al am an ap ar as at av eb ec ed ef eg el em en ep er es et ev ib ic id if ig il im in ip ir is it iv ob oc od of og ol om on op or os ot ov'.split(
    ' ',
  );
const ENDS =
  'bank beck bert bold bourne bridge brook burn bury by clough combe cott croft dale dean don fell field ford gate grave grove ham hard holme hurst kin land ley ling lock man mere mond more ness path pool quist ridge sall sett shaw side son stead stone ston thorpe tock ton vale vane wade wall ware well wick wold wood worth yard'.split(
    ' ',
  );

/** The rank of a name by chance, 0 the commonest: about 1/(rank + flatness), as names of people are spread. */
function rank({ count, flatness }: { count: number; flatness: number }, below: Below): number {
  const share = below(2 ** 30) / 2 ** 30;
  return Math.min(count - 1, Math.floor(flatness * ((count + flatness) / flatness) ** share - flatness));
}

/** The surname of a rank; neighbours in rank do not look alike. */
function surname(at: number): string {
  const [starts, middles] = [STARTS.length, MIDDLES.length];
  const mixed = (at * 48_271) % (starts * middles * ENDS.length);
  const middle = MIDDLES[Math.floor(mixed / starts) % middles]!;
  return `${STARTS[mixed % starts]!}${middle}${ENDS[Math.floor(mixed / starts / middles)]!}`;
}

function dwelling(at: number): Pick<Mention, 'address' | 'postcode'> {
  const [house, area] = [1 + (at % 120), Math.floor(at / 120)];
  const letters = 'ABDEFGHJLN';
  const inward = `${letters[Math.floor(area / 9) % 10]!}${letters[Math.floor(area / 90) % 10]!}`;
  return {
    address: `${house} ${surname(area % STREETS_AN_AREA)} Street, Northbridge`,
    postcode: `QX${1 + Math.floor(area / 900)} ${1 + (area % 9)}${inward}`,
  };
}

/**
 * A made-up person as an area's record holds them: names long-tailed, a telephone number of their own under a country
 * code that nobody has, one of half a million dwellings. Few give the number or address of a place where many are.
 */
export function namedPerson(below: Below): Mention {
  const two = (n: number) => String(n).padStart(2, '0');
  const first = SHORT_NAME_FAMILIES[rank(FIRST_NAMES, below)]![0]!;
  const isShared = below(ONE_IN) === 0;
  const number = isShared ? below(SWITCHBOARDS) : 1000 + below(2 ** 30);
  return {
    firstName: first.charAt(0).toUpperCase() + first.slice(1),
    lastName: surname(rank(SURNAMES, below)),
    alias: '',
    bornOn: `${1950 + below(55)}-${two(1 + below(12))}-${two(1 + below(28))}` as Day,
    gender: '',
    ...dwelling(below(ONE_IN) === 0 ? below(HOSTELS) : below(DWELLINGS)),
    phones: [`+999 ${String(number).padStart(10, '0')}`],
    emails: [],
    handles: [],
    vehicles: [],
  };
}
