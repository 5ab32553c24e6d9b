import { ok, refused, type Result } from '#kernel';
import { COMMON_ENDINGS, COMMON_WORDS } from './common-passwords.data.js';

/** Fewest characters of a password (NCSC: length rather than composition). */
export const SHORTEST_PASSWORD = 12;

/** Most characters: more only costs time. */
export const LONGEST_PASSWORD = 200;

/** Why a password cannot be taken. */
export type PasswordRefusal =
  'PASSWORD_TOO_SHORT' | 'PASSWORD_TOO_LONG' | 'PASSWORD_TOO_COMMON' | 'PASSWORD_IS_YOURS';

/** A password in the one form in which it is kept and compared: composed, otherwise as typed. */
export function asTyped(password: string): string {
  return password.normalize('NFC');
}

/**
 * Whether a password may be chosen: long enough, not one that everybody tries first, not made of the person's own
 * address. Nothing is said about digits, capitals or signs: any characters will do.
 */
export function choosable(password: string, email: string): Result<string, PasswordRefusal> {
  const typed = asTyped(password);
  if (typed.length > LONGEST_PASSWORD) {
    return refused('PASSWORD_TOO_LONG', `Use ${LONGEST_PASSWORD} characters or fewer.`, 'password');
  }
  if ([...typed].length < SHORTEST_PASSWORD) {
    return refused(
      'PASSWORD_TOO_SHORT',
      `Use ${SHORTEST_PASSWORD} characters or more. Three random words are easy to remember.`,
      'password',
    );
  }
  if (isCommon(typed)) {
    return refused(
      'PASSWORD_TOO_COMMON',
      'Many people choose this password, so it is tried first. Choose another one.',
      'password',
    );
  }
  const own = email.toLowerCase().split('@')[0] ?? '';
  const bare = typed.toLowerCase().replace(/[^a-z]/g, '');
  if (typed.toLowerCase().includes(email.toLowerCase()) || bare === own.replace(/[^a-z]/g, '')) {
    return refused('PASSWORD_IS_YOURS', 'Do not use your own e-mail address as a password.', 'password');
  }
  return ok(typed);
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

const WORDS: ReadonlySet<string> = new Set(COMMON_WORDS);
const ENDINGS: ReadonlySet<string> = new Set(COMMON_ENDINGS);
const ROWS = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  'qazwsxedcrfvtgbyhnujm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];

/** Whether a password is one of the well-known ones, or such a one with the usual endings and look-alike signs. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase().replace(/\s+/g, '');
  if (isRun(lower) || isRepeated(lower)) return true;
  return [lower, plainLetters(lower)].some((form) => isWordsWithEnding(form) || isRepeated(form));
}

function plainLetters(text: string): string {
  return [...text].map((sign) => LOOKALIKES[sign] ?? sign).join('');
}

/** `password1234`, `welcomewelcome`, `iloveyou2026!`: one or two common words, and nothing but a usual ending. */
function isWordsWithEnding(text: string): boolean {
  for (let at = text.length; at > 0; at -= 1) {
    const [start, ending] = [text.slice(0, at), text.slice(at)];
    if (!ENDINGS.has(ending)) continue;
    if (WORDS.has(start) || isTwoWords(start)) return true;
  }
  return false;
}

function isTwoWords(text: string): boolean {
  for (let at = 1; at < text.length; at += 1) {
    if (WORDS.has(text.slice(0, at)) && WORDS.has(text.slice(at))) return true;
  }
  return false;
}

/** One short piece again and again: `aaaaaaaaaaaa`, `abc1abc1abc1`. */
function isRepeated(text: string): boolean {
  for (let size = 1; size <= Math.min(6, text.length / 2); size += 1) {
    const piece = text.slice(0, size);
    if (piece.repeat(Math.ceil(text.length / size)).slice(0, text.length) === text) return true;
  }
  return false;
}

/** Made of pieces of keyboard rows, the alphabet or counting: `qwertyuiop12`, `123456789012`. */
function isRun(text: string): boolean {
  let rest = text;
  while (rest.length > 0) {
    const piece = longestRun(rest);
    if (piece < Math.min(4, rest.length)) return false;
    rest = rest.slice(piece);
  }
  return true;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const row of ROWS) {
    for (const way of [row + row, [...(row + row)].reverse().join('')]) {
      let size = longest + 1;
      while (size <= text.length && way.includes(text.slice(0, size))) size += 1;
      longest = Math.max(longest, size - 1);
    }
  }
  return longest;
}
