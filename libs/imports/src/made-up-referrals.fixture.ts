import { stringify } from 'csv-stringify/sync';
import { addDays, type Day } from '#kernel';
import type { CheckedKind, LinkTruth } from './link-check.rules.js';
import {
  COMMON_SURNAMES,
  GIVEN_NAMES,
  OTHER_SPELLINGS,
  SHORT_FORMS,
  SURNAME_SPELLINGS,
  TWIN_NAMES,
} from './made-up-names.fixture.js';

/** A file of made-up referrals with what is planted in it. */
export type MadeUpFile = { rows: MadeUpRow[]; csv: string; truth: LinkTruth };

/** One line of the file. */
export type MadeUpRow = Record<string, string>;

type Being = {
  id: number;
  first: string;
  last: string;
  alias: string;
  born: Day | '';
  gender: string;
  dwelling: Dwelling;
  phone: string;
  handle: string;
};

type Dwelling = { id: number; flat: string; house: number; street: string; town: string; postcode: string };

type Written = Being & { address: string; postcode: string };

type Chance = {
  below: (n: number) => number;
  of: <T>(list: readonly T[]) => T;
  percent: (n: number) => boolean;
};

/** The same numbers for the same seed, on every machine. */
function chanceOf(seed: number): Chance {
  let state = (seed * 2654435761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, of: (list) => list[below(list.length)]!, percent: (n) => next() * 100 < n };
}

const two = (n: number) => String(n).padStart(2, '0');

const STREETS = [
  'Tern',
  'Bobbin',
  'Cobbler',
  'Furnace',
  'Gannet',
  'Hemlock',
  'Juniper',
  'Kiln',
  'Mercer',
  'Osier',
];
const WAYS = [
  'Street',
  'Road',
  'Avenue',
  'Lane',
  'Close',
  'Court',
  'Crescent',
  'Gardens',
  'Terrace',
  'Drive',
];
const TOWNS = ['Northbridge', 'Highmoor Quay', 'Aldermoor Cross', 'Westing Hythe'];
const STARTS = [
  'Had',
  'Wes',
  'Thorn',
  'Bram',
  'Crick',
  'Dol',
  'Fair',
  'Gris',
  'Hob',
  'Kel',
  'Lang',
  'Mid',
  'Nor',
];
const MIDDLES = ['', 'er', 'en', 'ing', 'o'];
const ENDS = ['ley', 'worth', 'combe', 'stead', 'by', 'wick', 'shaw', 'field', 'croft', 'mere'];
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

/** Makes people, and what the world knows about them. */
class Population {
  private dwellings = 0;
  private people = 0;

  constructor(private readonly chance: Chance) {}

  dwelling(given: Partial<Dwelling> = {}): Dwelling {
    const { below, of, percent } = this.chance;
    this.dwellings += 1;
    return {
      id: this.dwellings,
      flat: percent(35) ? `${1 + below(20)}${percent(20) ? of(['A', 'B', 'C']) : ''}` : '',
      house: 1 + below(180),
      street: `${of(STREETS)} ${of(WAYS)}`,
      town: of(TOWNS),
      postcode: `${of(['QX', 'VZ'])}${1 + below(9)} ${1 + below(9)}${of([...LETTERS])}${of([...LETTERS])}`,
      ...given,
    };
  }

  phone(): string {
    const { below, percent } = this.chance;
    const six = () => String(below(1_000_000)).padStart(6, '0');
    return percent(80) ? `07700 ${six()}` : `01632 ${six()}`;
  }

  born(from = 1945, to = 2008): Day {
    const { below } = this.chance;
    return `${from + below(to - from)}-${two(1 + below(12))}-${two(1 + below(28))}` as Day;
  }

  /** Half of the surnames are common ones, half are made of syllables, so that few are the same by chance. */
  surname(): string {
    const { of, percent } = this.chance;
    return percent(50) ? of(COMMON_SURNAMES) : `${of(STARTS)}${of(MIDDLES)}${of(ENDS)}`;
  }

  somebody(given: Partial<Being> = {}): Being {
    const { of, percent, below } = this.chance;
    this.people += 1;
    const [gender, names] = of([...GIVEN_NAMES]);
    const first = of(names);
    const middle = percent(12) ? ` ${of(names)}` : '';
    return {
      id: this.people,
      first: `${first}${middle}`,
      last: percent(4) ? `${this.surname()}-${this.surname()}` : this.surname(),
      alias: '',
      born: percent(94) ? this.born() : '',
      gender,
      dwelling: this.dwelling(),
      phone: percent(90) ? this.phone() : '',
      handle: percent(30) ? `chirper:@${first.toLowerCase().replace(/\W/g, '')}_${below(100_000)}` : '',
      ...given,
    };
  }
}

function plainLetters(text: string): string {
  return text
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

function slip(word: string, { below }: Chance): string {
  if (word.length < 5) return word;
  const at = 1 + below(word.length - 2);
  return [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at]! + word.slice(at),
    word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
    word.slice(0, at) + 'aeiourstln'[below(10)]! + word.slice(at + 1),
  ][below(4)]!;
}

function otherForm(first: string, forms: Readonly<Record<string, readonly string[]>>, { of }: Chance) {
  const [head, ...rest] = first.split(' ');
  const known = forms[head!];
  return known ? [of(known), ...rest].join(' ') : null;
}

const swapDay = (born: string) => `${born.slice(0, 5)}${born.slice(8)}-${born.slice(5, 7)}` as Day;

function digitSlip(born: string, { of, below }: Chance): Day {
  // The last digit of the year or of the day: the others rarely leave a day that there is.
  const at = of([3, 9]);
  const digit = (Number(born[at]) + 1 + below(8)) % 10;
  const day = `${born.slice(0, at)}${digit}${born.slice(at + 1)}`;
  return (/-00$|-02-29$/.test(day) ? born : day) as Day;
}

type Error = (one: Being, chance: Chance, all: Population) => Partial<Being> | null;

/** How a name or a date goes wrong while everything else about the person may have changed. */
const SLIGHT: Readonly<Record<string, Error>> = {
  nothing: () => ({}),
  'accents lost': (one) => ({ first: plainLetters(one.first), last: plainLetters(one.last) }),
  capitals: (one) => ({ first: one.first.toUpperCase(), last: one.last.toUpperCase() }),
  'form of address': (one, { of }) => ({ first: `${of(['Mr', 'Ms', 'Dr', 'Mrs'])} ${one.first}` }),
  'apostrophe and hyphen lost': (one) =>
    /['-]/.test(one.last) ? { last: one.last.replace(/'/g, '').replace(/-/g, ' ') } : null,
  'surname first': (one) => ({ first: one.last, last: one.first }),
  'all in the surname': (one) => ({ first: '', last: `${one.first} ${one.last}` }),
  'surname, comma, first name': (one) => ({ first: '', last: `${one.last}, ${one.first}` }),
  'a middle name more': (one) => ({ first: `${one.first} Lee` }),
  'the middle name left out': (one) => (one.first.includes(' ') ? { first: one.first.split(' ')[0]! } : null),
  'one of two surnames': (one) => (one.last.includes('-') ? { last: one.last.split('-')[1]! } : null),
  'short form': (one, chance) => {
    const first = otherForm(one.first, SHORT_FORMS, chance);
    return first === null ? null : { first };
  },
  'spelled another way': (one, chance) => {
    const first = otherForm(one.first, OTHER_SPELLINGS, chance);
    return first === null ? null : { first };
  },
  'surname spelled another way': (one, chance) => {
    const last = otherForm(one.last, SURNAME_SPELLINGS, chance);
    return last === null ? null : { last };
  },
  'surname mistyped': (one, chance) => ({ last: slip(one.last, chance) }),
  'first name mistyped': (one, chance) => {
    const [head, ...rest] = one.first.split(' ');
    return { first: [slip(head!, chance), ...rest].join(' ') };
  },
  'day and month swapped': (one) => (Number(one.born.slice(8)) <= 12 ? { born: swapDay(one.born) } : null),
  'slip of a digit in the date': (one, chance) => ({ born: digitSlip(one.born, chance) }),
  'a name given as alias': (one) => ({
    first: 'Blaze',
    last: 'Underhay',
    alias: `${one.first.split(' ')[0]!} ${one.last}; Blaze`,
  }),
};

/** What goes wrong so far that something else has to be the same for anybody to see it. */
const GRAVE: Readonly<Record<string, Error>> = {
  'married name': (one, { of }) => ({
    last: of(['Quarrington', 'Sellick', 'Ogunleye', 'Papadakis']),
    first: one.first,
  }),
  'married name beside the own': (one) => ({ last: `${one.last}-Trevanion` }),
  'no date of birth': () => ({ born: '' }),
  'initial only': (one) => ({ first: `${one.first[0]!}.` }),
  'short form and swapped date': (one, chance) => {
    const first = otherForm(one.first, SHORT_FORMS, chance);
    return first === null || Number(one.born.slice(8)) > 12 ? null : { first, born: swapDay(one.born) };
  },
  'spelled another way and a slip in the date': (one, chance) => {
    const first = otherForm(one.first, OTHER_SPELLINGS, chance);
    return first === null ? null : { first, born: digitSlip(one.born, chance) };
  },
  'decade of birth mistyped': (one, { below }) =>
    one.born.startsWith('19')
      ? { born: `19${4 + ((Number(one.born[2]) - 3 + below(3)) % 6)}${one.born.slice(3)}` as Day }
      : null,
};

function writtenPhone(phone: string, { below }: Chance): string {
  if (phone === '') return '';
  const plain = phone.replace(/ /g, '');
  return [
    phone,
    plain,
    `+44 ${plain.slice(1)}`,
    `0044${plain.slice(1)}`,
    `${plain.slice(0, 5)}-${plain.slice(5)}`,
  ][below(5)]!;
}

function writtenAddress({ flat, house, street, town }: Dwelling, { below }: Chance): string {
  if (flat === '') return [`${house} ${street}, ${town}`, `${house}, ${street.toUpperCase()}`][below(2)]!;
  return [
    `Flat ${flat}, ${house} ${street}, ${town}`,
    `${house} ${street}, Flat ${flat}, ${town}`,
    `Apartment ${flat}, ${house} ${shortened(street)}`,
    `FLAT ${flat} ${house} ${street.toUpperCase()}`,
  ][below(4)]!;
}

function shortened(street: string): string {
  return street.replace('Street', 'St').replace('Road', 'Rd').replace('Avenue', 'Ave').replace('Lane', 'Ln');
}

/** The file of one seed: so many rows with nothing in them, and everything planted. */
export class MadeUpReferrals {
  private readonly chance: Chance;
  private readonly all: Population;
  private readonly rows: { ref: string; on: Day; victim: Written; suspect: Written }[] = [];
  private readonly negatives: LinkTruth['hard_negatives'] = [];
  /** The kinds of error that were planted, by the pair they were planted in. */
  readonly planted = new Map<string, string>();

  constructor(seed: number) {
    this.chance = chanceOf(seed);
    this.all = new Population(this.chance);
  }

  /** Plants everything, then fills up with strangers, and writes the file. */
  static file(seed: number, strangers = 150): MadeUpFile & { planted: ReadonlyMap<string, string> } {
    const made = new MadeUpReferrals(seed);
    for (let at = 0; at < strangers; at += 1) made.row(made.all.somebody(), made.all.somebody());
    for (const [kind, error] of Object.entries(SLIGHT)) made.plant(kind, error, false);
    for (const [kind, error] of Object.entries(GRAVE)) made.plant(kind, error, true);
    made.repeats();
    made.lookAlikes();
    return { ...made.written(), planted: made.planted };
  }

  private write(one: Being): Written {
    return {
      ...one,
      phone: writtenPhone(one.phone, this.chance),
      address: writtenAddress(one.dwelling, this.chance),
      postcode: this.chance.percent(30)
        ? one.dwelling.postcode.replace(' ', '').toLowerCase()
        : one.dwelling.postcode,
    };
  }

  private row(victim: Being, suspect: Being, on?: Day): string {
    const ref = `MU-${String(this.rows.length + 1).padStart(5, '0')}`;
    const day = on ?? addDays('2026-11-20' as Day, -this.chance.below(500));
    this.rows.push({ ref, on: day, victim: this.write(victim), suspect: this.write(suspect) });
    return ref;
  }

  /** One person in two referrals, four times: as victim or suspect, known well, moved or not. */
  private plant(kind: string, error: Error, needsMore: boolean): void {
    for (let at = 0, tries = 0; at < 4 && tries < 400; tries += 1) {
      const one = this.all.somebody({ born: this.all.born(), phone: this.all.phone() });
      const changed = error(one, this.chance, this.all);
      if (changed === null) continue;
      const other: Being = { ...one, ...changed };
      if (!this.chance.percent(needsMore ? 0 : 40)) {
        // Somebody who moved kept the number; somebody with a new number is where they were.
        if (this.chance.percent(50)) other.dwelling = this.all.dwelling();
        else if (needsMore && kind === 'no date of birth') other.dwelling = one.dwelling;
        else if (!needsMore) other.phone = this.all.phone();
      } else if (['nothing', 'accents lost', 'capitals', 'surname first'].includes(kind)) {
        other.dwelling = this.all.dwelling();
        other.phone = this.all.phone();
        other.handle = '';
      }
      // A referral names its victim by first name and surname, and has no other names for them.
      const isVictim = at % 2 === 0 && other.alias === '' && other.first !== '';
      const stranger = () => this.all.somebody();
      const a = isVictim ? this.row(one, stranger()) : this.row(stranger(), one);
      const b = isVictim ? this.row(other, stranger()) : this.row(stranger(), other);
      this.planted.set(`${a} ${b}`, kind);
      at += 1;
    }
  }

  private repeats(): void {
    for (const days of [3, 60, 200, 330, 360]) {
      const [victim, suspect] = [
        this.all.somebody({ born: this.all.born() }),
        this.all.somebody({ born: this.all.born() }),
      ];
      this.row(victim, suspect, addDays('2026-11-01' as Day, -days));
      this.row(victim, suspect, '2026-11-01' as Day);
    }
    const [victim, suspect] = [
      this.all.somebody({ born: this.all.born() }),
      this.all.somebody({ born: this.all.born() }),
    ];
    this.row(victim, suspect, '2025-07-01' as Day);
    this.row(victim, suspect, '2026-09-01' as Day);
  }

  private lookAlikes(): void {
    const { of } = this.chance;
    const apart = (category: string, one: Being, other: Being, addresses: 'shared' | 'apart' = 'shared') => {
      const asSuspects = this.chance.percent(50);
      const row = (who: Being) =>
        asSuspects ? this.row(this.all.somebody(), who) : this.row(who, this.all.somebody());
      const role = asSuspects ? 'suspect' : 'victim';
      const kinds: CheckedKind[] = ['same_person', 'serial_suspect'];
      this.negatives.push({
        id: `LA-${this.negatives.length + 1}`,
        category,
        must_not_be: addresses === 'apart' ? [...kinds, 'shared_address'] : kinds,
        a: { referral_ref: row(one), role },
        b: { referral_ref: row(other), role },
      });
    };
    const somebody = (given: Partial<Being> = {}) =>
      this.all.somebody({ born: this.all.born(1975, 1985), phone: this.all.phone(), ...given });
    /** Somebody of the same family: surname, home and telephone are theirs, too. */
    const kin = (one: Being, given: Partial<Being>) =>
      somebody({ last: one.last, dwelling: one.dwelling, phone: one.phone, ...given });
    for (let at = 0; at < 4; at += 1) {
      const father = somebody();
      const son = { first: father.first, gender: father.gender, born: this.all.born(2001, 2008) };
      apart('father and son of one name, one phone', father, kin(father, son));
      const [a, b] = of(TWIN_NAMES);
      const [twin, other] = [somebody({ first: a }), somebody({ first: a })];
      apart('twins at one address', twin, kin(twin, { first: b, born: twin.born, phone: this.all.phone() }));
      apart('twins with the phone of the family', other, kin(other, { first: b, born: other.born }));
      const child = somebody({ first: 'Abigail' });
      apart(
        'siblings with the phone of the family',
        child,
        kin(child, { first: 'Conrad', born: this.all.born(1986, 1992) }),
      );
      const common = somebody();
      apart(
        'same name, another date',
        common,
        somebody({ first: common.first, last: common.last, born: this.all.born(1946, 1970) }),
      );
      const below = somebody({ dwelling: this.all.dwelling({ flat: '4' }) });
      apart(
        'flats in one house',
        below,
        somebody({
          dwelling: this.all.dwelling({ ...below.dwelling, id: 100_000 + this.rows.length, flat: '14' }),
        }),
        'apart',
      );
      const [born, desk, half] = [somebody(), somebody(), somebody()];
      apart('date of birth by chance', born, somebody({ first: 'Perpetua', last: 'Vance', born: born.born }));
      apart('one switchboard', desk, somebody({ first: 'Ottoline', last: 'Rusk', phone: desk.phone }));
      apart('couple', half, kin(half, { first: 'Ignatius', born: this.all.born(1960, 1974) }));
    }
  }

  private written(): MadeUpFile {
    const rows = this.rows.map(asRow);
    return { rows, csv: stringify(rows, { header: true, record_delimiter: '\r\n' }), truth: this.truth() };
  }

  private truth(): LinkTruth {
    const of = {
      same_person: [],
      repeat: [],
      serial_suspect: [],
      shared_address: [],
    } as LinkTruth['complete'];
    this.rows.forEach((a, at) => {
      for (const b of this.rows.slice(at + 1)) {
        const same = (x: 'victim' | 'suspect', y: 'victim' | 'suspect') => a[x].id === b[y].id;
        const near = (days: number) => a.on >= addDays(b.on, -days) && b.on >= addDays(a.on, -days);
        const refs: [string, string] = [a.ref, b.ref];
        const exact = (x: 'victim' | 'suspect') =>
          a[x].first === b[x].first && a[x].last === b[x].last && a[x].born === b[x].born && a[x].born !== '';
        const homes: [string, string][] = [];
        for (const x of ['victim', 'suspect'] as const) {
          for (const y of ['victim', 'suspect'] as const)
            if (a[x].dwelling.id === b[y].dwelling.id) homes.push([x, y]);
          if (!same(x, x)) continue;
          of.same_person.push({
            a: { referral_ref: a.ref, role: x },
            b: { referral_ref: b.ref, role: x },
            exact_name_and_dob: exact(x),
          });
        }
        if (homes.length > 0) of.shared_address.push({ referral_refs: refs, roles: homes, groups: [] });
        if (!same('suspect', 'suspect')) continue;
        if (!same('victim', 'victim')) of.serial_suspect.push({ referral_refs: refs, groups: [] });
        else if (near(365)) of.repeat.push({ referral_refs: refs, groups: ['exact'] });
      }
    });
    return {
      as_of: '2026-11-23',
      groups: [{ id: 'exact', exact: true }],
      complete: of,
      hard_negatives: this.negatives,
    };
  }
}

function asRow({
  ref,
  on,
  victim,
  suspect,
}: {
  ref: string;
  on: Day;
  victim: Written;
  suspect: Written;
}): MadeUpRow {
  return {
    referral_ref: ref,
    referred_on: on,
    panel: 'esip',
    referring_agency: 'Northbridge Police',
    referrer_name: 'Ren Ferrer',
    referrer_email: 'ren.ferrer@police.northbridge.example',
    criteria: 'professional_judgement',
    criteria_reason: 'Planted for a check of the rules.',
    victim_first_name: victim.first,
    victim_last_name: victim.last,
    victim_dob: victim.born,
    victim_gender: victim.gender,
    victim_address: victim.address,
    victim_postcode: victim.postcode,
    victim_phone: victim.phone,
    safe_to_call: 'unknown',
    suspect_first_name: suspect.first,
    suspect_last_name: suspect.last,
    suspect_alias: suspect.alias,
    suspect_dob: suspect.born,
    suspect_address: suspect.address,
    suspect_postcode: suspect.postcode,
    suspect_phone: suspect.phone,
    suspect_handles: suspect.handle,
    relationship: 'unknown',
    behaviours: 'following',
  };
}
