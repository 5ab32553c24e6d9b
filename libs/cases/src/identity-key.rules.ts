import { type Day, namedId } from '#kernel';

/** The surname that the referral form takes for a suspect whom nobody could name. */
export const UNIDENTIFIED = 'unidentified';

/** A name as it is compared: no accents, apostrophes or case, hyphens and spaces alike. */
export function comparedName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ`]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A key that is the same for two people exactly when first name, surname and date of birth are written the same; null
 * when the person is unidentified or the date is not known, because a name alone does not identify anybody.
 * It cannot be read back into the name.
 */
export function identityKey(firstName: string, lastName: string, bornOn: Day | null): string | null {
  const last = comparedName(lastName);
  if (bornOn === null || last === '' || last === UNIDENTIFIED) return null;
  return namedId(`person|${comparedName(firstName)}|${last}|${bornOn}`);
}
