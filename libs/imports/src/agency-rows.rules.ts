import type { Day, Result } from '#kernel';
import { nameKey } from './agency-matching.rules.js';
import { email, emailDomain, oneOf, shortText, yesNoUnknown } from './cell-reading.rules.js';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import type { ImportReading, UnrecognisedText } from './import-reading.js';
import * as lists from './reference-lists.js';
import { readFile, type ColumnTable } from './row-reading.rules.js';

/** The columns of a list of agencies; null: empty or not known. */
export type AgencyColumns = {
  agency: string;
  kind: lists.ValueOf<typeof lists.AGENCY_KINDS> | null;
  email_domain: string | null;
  /** Single point of contact: who answers for the agency. */
  spoc_name: string | null;
  spoc_email: string | null;
  /** Expected at every meeting (SafeLives core agency). */
  core: lists.ValueOf<typeof lists.YES_NO_UNKNOWN>;
};

/** An agency that may be written. `kind` is null only where what was written is in `unrecognised`. */
export type AgencyRow = AgencyColumns & { unrecognised: UnrecognisedText[] };

/** What reading agencies asks of the world. `knownNames`: agencies that are already stored. */
export type AgencyReadingOptions = { asOf: Day; knownNames?: Iterable<string> };

/** Reads a list of agencies. A name that is already stored is a warning: importing twice changes nothing. */
export function readAgencies(
  bytes: Uint8Array,
  options: AgencyReadingOptions,
): Result<ImportReading<AgencyRow>, FileRefusalCode> {
  const known = new Set([...(options.knownNames ?? [])].map(nameKey));
  return readFile<AgencyColumns, AgencyRow>(bytes, {
    noun: 'agency',
    asOf: options.asOf,
    columns: AGENCY_COLUMNS,
    key: { field: 'agency', of: (values) => nameKey(values.agency) },
    check: (values) =>
      known.has(nameKey(values.agency))
        ? [
            {
              field: 'agency',
              severity: 'warning',
              code: 'already_known',
              says: 'already imported, left as it is',
            },
          ]
        : [],
    finish: (values, unrecognised) => ({ ...values, unrecognised }),
  });
}

const KIND_WORDS = {
  isac: 'stalking_advocacy',
  idaa: 'idva',
  domestic_abuse_advocacy: 'idva',
  voluntary: 'voluntary_sector',
  gp: 'primary_care',
  hospital: 'acute_health',
  fire_and_rescue: 'fire',
  cps: 'prosecution',
  drugs_and_alcohol: 'substance_misuse',
} as const;

const AGENCY_COLUMNS: ColumnTable<AgencyColumns> = {
  agency: {
    label: 'Agency',
    mandatory: true,
    headers: [
      'agency name',
      'name',
      'name of agency',
      'organisation',
      'organisation name',
      'organization',
      'organization name',
    ],
    read: shortText(),
  },
  kind: {
    label: 'Kind',
    mandatory: true,
    headers: ['type', 'agency type', 'agency kind', 'type of agency', 'kind of agency', 'sector', 'category'],
    read: oneOf(lists.AGENCY_KINDS, 'kinds of agency', { also: KIND_WORDS }),
  },
  email_domain: {
    label: 'E-mail domain',
    mandatory: false,
    headers: ['domain', 'mail domain', 'agency domain', 'email ending'],
    read: emailDomain,
  },
  spoc_name: {
    label: 'Single point of contact',
    mandatory: false,
    headers: [
      'spoc',
      'single point of contact',
      'contact',
      'contact name',
      'main contact',
      'contact person',
      'spocs name',
      'name of spoc',
    ],
    read: shortText(),
  },
  spoc_email: {
    label: "Contact's e-mail",
    mandatory: false,
    headers: [
      'contact email',
      'email',
      'email address',
      'spoc email address',
      'main contact email',
      'spocs email',
      'single point of contact email',
    ],
    read: email,
  },
  core: {
    label: 'Core agency',
    mandatory: false,
    headers: [
      'core agency',
      'is core',
      'core member',
      'core agency yn',
      'expected at every meeting',
      'core yn',
    ],
    read: yesNoUnknown,
  },
};
