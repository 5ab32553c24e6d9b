import type { Day, Result } from '#kernel';
import { nameKey, type KnownAgency } from './agency-matching.rules.js';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import type { ImportReading, UnrecognisedText } from './import-reading.js';
import { referralColumns, type ReferralColumns } from './referral-columns.rules.js';
import { NORTHBRIDGE_AREAS } from './reference-lists.js';
import { readFile } from './row-reading.rules.js';

/**
 * A referral that may be written: its columns, the known agency they name, and the texts that fit no list.
 * `relationship`, `criteria` and `behaviours` are null only where all that was written is in `unrecognised`.
 */
export type ReferralRow = ReferralColumns & { referring_agency_id: string; unrecognised: UnrecognisedText[] };

/** What reading referrals asks of the world. `areas`: names of local policing areas; `knownReferences`: already stored. */
export type ReferralReadingOptions = {
  asOf: Day;
  agencies: readonly KnownAgency[];
  areas?: readonly string[];
  knownReferences?: Iterable<string>;
};

/** Reads a file of referrals. A reference that is already stored is a warning: importing twice changes nothing. */
export function readReferrals(
  bytes: Uint8Array,
  options: ReferralReadingOptions,
): Result<ImportReading<ReferralRow>, FileRefusalCode> {
  const known = new Set([...(options.knownReferences ?? [])].map(nameKey));
  const ids = new Map(options.agencies.map((agency) => [agency.name, agency.id]));
  return readFile<ReferralColumns, ReferralRow>(bytes, {
    noun: 'referral',
    asOf: options.asOf,
    columns: referralColumns(options.agencies, options.areas ?? NORTHBRIDGE_AREAS),
    key: { field: 'referral_ref', of: (values) => nameKey(values.referral_ref) },
    check: (values) =>
      known.has(nameKey(values.referral_ref))
        ? [
            {
              field: 'referral_ref',
              severity: 'warning',
              code: 'already_known',
              says: 'already imported, left as it is',
            },
          ]
        : [],
    finish: (values, unrecognised) => ({
      ...values,
      referring_agency_id: ids.get(values.referring_agency)!,
      unrecognised,
    }),
  });
}
