import type { Day, Result } from '#kernel';
import type { KnownAgency } from './agency-matching.rules.js';
import { agencyName, areaName, email, oneOf, shortText, textList } from './cell-reading.rules.js';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import type { ImportReading, UnrecognisedText } from './import-reading.js';
import * as lists from './reference-lists.js';
import { readFile, type ColumnTable } from './row-reading.rules.js';

/** The columns of a list of people who work in panels; null: empty. */
export type PersonColumns = {
  name: string;
  email: string;
  agency: string;
  role: lists.ValueOf<typeof lists.PERSON_ROLES>;
  /** Local policing area; null: all areas. */
  lpa: string | null;
  skills: string[] | null;
};

/** A person who may be written, with the known agency they work for. */
export type PersonRow = PersonColumns & { agency_id: string; unrecognised: UnrecognisedText[] };

/** What reading people asks of the world. `knownEmails`: people who are already stored. */
export type PersonReadingOptions = {
  asOf: Day;
  agencies: readonly KnownAgency[];
  areas?: readonly string[];
  knownEmails?: Iterable<string>;
};

/**
 * Reads a list of people. A role outside the list rejects the row, because a role gives rights; a person who is
 * already stored is a warning: importing twice changes nothing.
 */
export function readPeople(
  bytes: Uint8Array,
  options: PersonReadingOptions,
): Result<ImportReading<PersonRow>, FileRefusalCode> {
  const known = new Set([...(options.knownEmails ?? [])].map((address) => address.toLowerCase()));
  const ids = new Map(options.agencies.map((agency) => [agency.name, agency.id]));
  return readFile<PersonColumns, PersonRow>(bytes, {
    noun: 'person',
    asOf: options.asOf,
    columns: personColumns(options),
    key: { field: 'email', of: (values) => values.email },
    check: (values) =>
      known.has(values.email)
        ? [
            {
              field: 'email',
              severity: 'warning',
              code: 'already_known',
              says: 'already imported, left as it is',
            },
          ]
        : [],
    finish: (values, unrecognised) => ({ ...values, agency_id: ids.get(values.agency)!, unrecognised }),
  });
}

const ROLE_WORDS = {
  member: 'agency_member',
  lead: 'agency_lead',
  admin: 'administrator',
  idva: 'advocate',
  isac: 'advocate',
} as const;

function personColumns(options: PersonReadingOptions): ColumnTable<PersonColumns> {
  return {
    name: {
      label: 'Name',
      mandatory: true,
      headers: ['full name', 'person', 'person name', 'display name', 'names', 'staff name'],
      read: shortText(),
    },
    email: {
      label: 'E-mail',
      mandatory: true,
      headers: ['email address', 'mail', 'work email', 'e mail address', 'contact email'],
      read: email,
    },
    agency: {
      label: 'Agency',
      mandatory: true,
      headers: ['agency name', 'organisation', 'organization', 'employer', 'name of agency', 'works for'],
      read: agencyName(options.agencies),
    },
    role: {
      label: 'Role',
      mandatory: true,
      headers: ['panel role', 'accord role', 'user role', 'role in panel', 'job role'],
      read: oneOf(lists.PERSON_ROLES, 'roles', { also: ROLE_WORDS, outside: 'error' }),
    },
    lpa: {
      label: 'Local policing area',
      mandatory: false,
      headers: ['local policing area', 'area', 'policing area', 'district'],
      read: areaName(options.areas ?? lists.NORTHBRIDGE_AREAS),
    },
    skills: {
      label: 'Skills',
      mandatory: false,
      headers: ['skill', 'expertise', 'specialisms', 'competences', 'training'],
      read: textList(),
    },
  };
}
