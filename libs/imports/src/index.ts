export * from './import-reading.js';
export * from './reference-lists.js';
export * from './agency-matching.rules.js';
export { LARGEST_FILE, decodeCsv, type DecodedFile, type FileRefusalCode } from './csv-decoding.rules.js';
export { isFormulaLike, LONGEST_CELL, TEXT_LENGTHS } from './cell-reading.rules.js';
export {
  readReferrals,
  type ReferralColumns,
  type ReferralReadingOptions,
  type ReferralRow,
} from './referral-rows.rules.js';
export * from './action-rows.rules.js';
export * from './agency-rows.rules.js';
export * from './people-rows.rules.js';
