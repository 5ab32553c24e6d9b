/** What header matching needs to know of the columns of one kind of file: canonical field and other headings for it. */
export type HeaderTable = Readonly<Record<string, { mandatory: boolean; headers: readonly string[] }>>;

/** Which column holds which field: one entry for each heading, null where the heading is not known. */
export type HeaderMatch = (string | null)[];

const VICTIM_WORDS = new Set([
  'victim',
  'victims',
  'survivor',
  'survivors',
  'complainant',
  'complainants',
  'vic',
]);
const SUSPECT_WORDS = new Set([
  'suspect',
  'suspects',
  'perpetrator',
  'perpetrators',
  'perp',
  'perps',
  'offender',
  'offenders',
  'respondent',
  'respondents',
]);
const FILLER_WORDS = new Set(['the', 'of', 'for', 'in', 'on', 'is', 'alleged', 'main', 'primary', 'yn']);
const SHORT_FORMS: Readonly<Record<string, string>> = {
  number: 'no',
  num: 'no',
  nr: 'no',
  telephone: 'tel',
  phone: 'tel',
  reference: 'ref',
  referrers: 'referrer',
  agencys: 'agency',
  owners: 'owner',
  organization: 'organisation',
  mths: 'months',
  mth: 'months',
  twelve: '12',
};

/** What is asked of a person, and the ways to head it; the same for victim and suspect. */
const PERSON_HEADINGS: Readonly<Record<string, readonly string[]>> = {
  first_name: [
    'first name',
    'forename',
    'forenames',
    'first names',
    'given name',
    'given names',
    'christian name',
    'firstname',
  ],
  last_name: ['last name', 'surname', 'family name', 'second name'],
  dob: ['dob', 'date of birth', 'date birth', 'birth date', 'birthdate', 'born', 'born on', 'birthday'],
  gender: ['gender', 'sex'],
  address: ['address', 'addr', 'home address', 'full address', 'street address'],
  postcode: ['postcode', 'postal code', 'post code', 'zip'],
  phone: [
    'phone',
    'tel',
    'telephone',
    'mobile',
    'phone no',
    'tel no',
    'telephone no',
    'mobile no',
    'phone number',
    'tel number',
    'telephone number',
    'mobile number',
    'mobile phone',
    'contact number',
    'contact no',
    'contact phone',
    'contact tel',
  ],
  alias: [
    'alias',
    'aliases',
    'aka',
    'also known as',
    'known as',
    'nickname',
    'nicknames',
    'other names',
    'street name',
  ],
  handles: [
    'handles',
    'handle',
    'online handles',
    'online handle',
    'social media',
    'social media handles',
    'social media accounts',
    'online accounts',
    'online names',
    'usernames',
    'username',
  ],
};

/** A heading as headings are compared: no regard to case, spaces, punctuation or kind of apostrophe. */
export function headerKey(header: string): string {
  return headerWords(header).join('');
}

/**
 * Matches the headings of a file to fields: by the canonical name, by the table, or by its words in any order, where
 * victim or suspect may stand anywhere ("Tel. (victim)", "Suspect's post code", "Children (no.)"); a remark in brackets ("(dd/mm/yyyy)") is left out
 * where the whole is not known. A bare heading of a person ("DOB") means the victim unless another column says so.
 * Of two columns for one field the plainer claim wins, then the first; the other stays unknown, never overwritten.
 */
export function matchHeaders(headers: readonly string[], table: HeaderTable): HeaderMatch {
  const known = knownHeadings(table);
  const match: HeaderMatch = headers.map(() => null);
  const taken = new Set<string>();
  for (const claim of [claimByName, claimByPerson, claimByWords, claimByBarePerson]) {
    headers.forEach((header, at) => {
      if (match[at] !== null) return;
      const field = claim(header, known);
      if (field === null || taken.has(field)) return;
      match[at] = field;
      taken.add(field);
    });
  }
  return match;
}

/** How many headings must be known for a line to be the header of such a file. */
export function headersNeeded(table: HeaderTable): number {
  const mandatory = Object.values(table).filter((column) => column.mandatory).length;
  return Math.max(2, Math.ceil(mandatory / 2));
}

type Known = {
  table: HeaderTable;
  names: ReadonlyMap<string, string>;
  words: ReadonlyMap<string, string>;
};

type Claim = (header: string, known: Known) => string | null;

// A file is tried line by line under each separator; its table is worked out once.
const worked = new WeakMap<HeaderTable, Known>();

function knownHeadings(table: HeaderTable): Known {
  const known = worked.get(table) ?? {
    table,
    names: namesOf(table, headerKey),
    words: namesOf(table, wordsKey),
  };
  worked.set(table, known);
  return known;
}

const claimByName: Claim = (header, { names }) =>
  names.get(headerKey(header)) ?? names.get(headerKey(withoutBrackets(header))) ?? null;

const claimByWords: Claim = (header, { words }) =>
  words.get(wordsKey(header)) ?? words.get(wordsKey(withoutBrackets(header))) ?? null;

const claimByPerson: Claim = (header, { table }) => {
  for (const variant of [header, withoutBrackets(header)]) {
    const words = headerWords(variant);
    const role = roleOf(words);
    const field = role && PERSON_FIELDS.get(wordsKey(words.filter((word) => !isRoleWord(word)).join(' ')));
    if (field && `${role}_${field}` in table) return `${role}_${field}`;
  }
  return null;
};

const claimByBarePerson: Claim = (header, { table }) => {
  if (roleOf(headerWords(header))) return null;
  const field = PERSON_FIELDS.get(wordsKey(header)) ?? PERSON_FIELDS.get(wordsKey(withoutBrackets(header)));
  return (field && [`victim_${field}`, `suspect_${field}`].find((name) => name in table)) ?? null;
};

const PERSON_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries(PERSON_HEADINGS).flatMap(([field, headings]) =>
    headings.map((heading) => [wordsKey(heading), field] as const),
  ),
);

function roleOf(words: readonly string[]): 'victim' | 'suspect' | null {
  const victim = words.some((word) => VICTIM_WORDS.has(word));
  const suspect = words.some((word) => SUSPECT_WORDS.has(word));
  if (victim === suspect) return null;
  return victim ? 'victim' : 'suspect';
}

const isRoleWord = (word: string) => VICTIM_WORDS.has(word) || SUSPECT_WORDS.has(word);

function namesOf(table: HeaderTable, keyOf: (header: string) => string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [field, { headers }] of Object.entries(table))
    for (const header of [field, ...headers]) names.set(keyOf(header), field);
  return names;
}

/** A heading as its set of words: order, filler words and the usual short forms make no difference. */
function wordsKey(header: string): string {
  const words = headerWords(header)
    .join(' ')
    .replace(/\be mail\b/g, 'email')
    .replace(/\bpost code\b/g, 'postcode')
    .replace(/\bd o b\b/g, 'dob')
    .replace(/\ba k a\b/g, 'aka')
    .split(' ')
    .map((word) => SHORT_FORMS[word] ?? word)
    .filter((word) => !FILLER_WORDS.has(word));
  return [...new Set(words)].sort().join(' ');
}

function headerWords(header: string): string[] {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘ʼ`´]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function withoutBrackets(header: string): string {
  return header.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
}
