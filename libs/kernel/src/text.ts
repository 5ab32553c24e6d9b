import { ok, refused, type Result } from './result.js';

/** What a written text may be: how the sentence names it, the input field, its length, and whether lines may break. */
export type TextLimits = { what: string; field: string; min: number; max: number; lines: 'one' | 'many' };

/** Why a written text cannot be kept. */
export type TextRefusal = 'TEXT_NEEDED' | 'TEXT_TOO_SHORT' | 'TEXT_TOO_LONG' | 'TEXT_HAS_CONTROL_CHARACTERS';

// Tab, line feed and carriage return are writing in a text of many lines; every other control character, and half of a
// surrogate pair, cannot be stored or shown faithfully.
const NOT_WRITING = { one: /[\p{Cc}\p{Cs}]/u, many: /(?![\t\n\r])[\p{Cc}\p{Cs}]/u };

/**
 * The text with the spaces around it removed, or why it cannot be kept. Lengths count characters as a person does:
 * an emoji outside the basic plane is one. Writing in any script, in either direction, is welcome.
 */
export function writtenText(text: string, limits: TextLimits): Result<string, TextRefusal> {
  const { what, field, min, max } = limits;
  const trimmed = text.trim();
  // Checked before counting, so that a huge text costs nothing.
  if (trimmed.length > max * 2)
    return refused('TEXT_TOO_LONG', `${what} must be ${max} characters or fewer.`, field);
  if (NOT_WRITING[limits.lines].test(trimmed)) {
    return refused(
      'TEXT_HAS_CONTROL_CHARACTERS',
      `${what} has characters that cannot be kept. Type it again.`,
      field,
    );
  }
  const length = [...trimmed].length;
  if (min > 0 && !/[\p{L}\p{N}\p{S}\p{P}]/u.test(trimmed))
    return refused('TEXT_NEEDED', `Enter ${lowerFirst(what)}.`, field);
  if (length < min) return refused('TEXT_TOO_SHORT', `${what} must be ${min} characters or more.`, field);
  if (length > max) return refused('TEXT_TOO_LONG', `${what} must be ${max} characters or fewer.`, field);
  return ok(trimmed);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
