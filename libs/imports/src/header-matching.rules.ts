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
const FILLER_WORDS = new Set(['the', 'of', 'for', 'alleged', 'main', 'primary']);

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
 * Matches the headings of a file to fields: by the canonical name, by the table, or by what a heading says of victim or
 * suspect in any order ("Tel. (victim)", "Suspect's post code"); a remark in brackets ("(dd/mm/yyyy)") is left out
 * where the whole is not known. A bare heading of a person ("DOB") means the victim unless another column says so.
 * Of two columns for one field the plainer claim wins, then the first; the other stays unknown, never overwritten.
 */
export function matchHeaders(headers: readonly string[], table: HeaderTable): HeaderMatch {
  const names = namesOf(table);
  const match: HeaderMatch = headers.map(() => null);
  const taken = new Set<string>();
  for (const claim of [claimByName, claimByPerson, claimByBarePerson]) {
    headers.forEach((header, at) => {
      if (match[at] !== null) return;
      const field = claim(header, names, table);
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

type Claim = (header: string, names: ReadonlyMap<string, string>, table: HeaderTable) => string | null;

const claimByName: Claim = (header, names) =>
  names.get(headerKey(header)) ?? names.get(headerKey(withoutBrackets(header))) ?? null;

const claimByPerson: Claim = (header, _names, table) => {
  for (const variant of [header, withoutBrackets(header)]) {
    const words = headerWords(variant);
    const role = roleOf(words);
    if (!role) continue;
    const rest = words.filter(
      (word) => !VICTIM_WORDS.has(word) && !SUSPECT_WORDS.has(word) && !FILLER_WORDS.has(word),
    );
    const field = PERSON_FIELDS.get(rest.join(''));
    if (field && `${role}_${field}` in table) return `${role}_${field}`;
  }
  return null;
};

const claimByBarePerson: Claim = (header, _names, table) => {
  const field = PERSON_FIELDS.get(headerKey(header)) ?? PERSON_FIELDS.get(headerKey(withoutBrackets(header)));
  if (!field || roleOf(headerWords(header))) return null;
  return [`victim_${field}`, `suspect_${field}`].find((name) => name in table) ?? null;
};

const PERSON_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries(PERSON_HEADINGS).flatMap(([field, headings]) =>
    headings.map((heading) => [headerKey(heading), field] as const),
  ),
);

function roleOf(words: readonly string[]): 'victim' | 'suspect' | null {
  const victim = words.some((word) => VICTIM_WORDS.has(word));
  const suspect = words.some((word) => SUSPECT_WORDS.has(word));
  if (victim === suspect) return null;
  return victim ? 'victim' : 'suspect';
}

function namesOf(table: HeaderTable): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [field, { headers }] of Object.entries(table))
    for (const header of [field, ...headers]) names.set(headerKey(header), field);
  return names;
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
