import { doubleMetaphone } from 'double-metaphone';
import { editDistance } from './edit-distance.rules.js';
import { GIVEN_NAME_SPELLINGS, SHORT_NAMES_FROM_ELSEWHERE } from './given-names.data.js';
import { SHORT_NAME_FAMILIES } from './short-names.data.js';

/** How alike two parts of a name are, most alike first. */
export const LIKENESSES = ['same', 'short_form', 'sounds', 'part', 'initial', 'differs'] as const;

/** One of {@link LIKENESSES}. */
export type Likeness = (typeof LIKENESSES)[number];

type Families = ReadonlyMap<string, ReadonlySet<number>>;

function familiesOf(lines: readonly (readonly string[])[]): Families {
  const found = new Map<string, Set<number>>();
  lines.forEach((names, family) => {
    for (const name of names) found.set(name, (found.get(name) ?? new Set()).add(family));
  });
  return found;
}

const shortForms = familiesOf([...SHORT_NAME_FAMILIES, ...SHORT_NAMES_FROM_ELSEWHERE]);
const spellings = familiesOf(GIVEN_NAME_SPELLINGS);

/** The letters by which a word sounds, English ears taken for granted; the word itself where there are none. */
export function soundOf(part: string): string {
  return doubleMetaphone(part)[0].slice(0, 6) || part;
}

function isGivenName(word: string): boolean {
  return spellings.has(word) || shortForms.has(word);
}

function shareFamily(families: Families, a: string, b: string): boolean {
  const of = families.get(a);
  if (!of) return false;
  for (const family of families.get(b) ?? []) if (of.has(family)) return true;
  return false;
}

// A short word has little to be mistaken in: Jan and Ian are two names.
function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4) return false;
  const most = shorter < 8 ? 1 : 2;
  return editDistance(a, b, most) <= most;
}

// The same sound is not enough: a code of two letters stands for many names.
function soundsAlike(a: string, b: string): boolean {
  if (soundOf(a) !== soundOf(b)) return false;
  const most = Math.ceil(Math.max(a.length, b.length) / 2);
  return editDistance(a, b, most) <= most;
}

/** How alike two single words of a name are. */
export function partLikeness(a: string, b: string): Likeness {
  if (a === b) return 'same';
  if (shareFamily(spellings, a, b)) return 'sounds';
  if (shareFamily(shortForms, a, b)) return 'short_form';
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 'initial' : 'differs';
  // Names that people have are no slips of each other: parents call twins Jayden and Hayden.
  if (isGivenName(a) && isGivenName(b)) return 'differs';
  return isSlip(a, b) || soundsAlike(a, b) ? 'sounds' : 'differs';
}

function worse(a: Likeness, b: Likeness): Likeness {
  return LIKENESSES.indexOf(a) > LIKENESSES.indexOf(b) ? a : b;
}

/** The better of two. */
export function better(a: Likeness, b: Likeness): Likeness {
  return worse(a, b) === a ? b : a;
}

/**
 * How alike two lists of words are, in any order: every word of the shorter list must have its own in the longer one,
 * and the worst of them counts. Null where one list is empty: nothing is known.
 */
export function partsLikeness(a: readonly string[], b: readonly string[]): Likeness | null {
  if (a.length === 0 || b.length === 0) return null;
  if (a.join('') === b.join('') || [...a].sort().join(' ') === [...b].sort().join(' ')) return 'same';
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const found = bestPairing(short, long);
  return short.length < long.length && found !== 'differs' ? worse(found, 'part') : found;
}

function bestPairing(short: readonly string[], long: readonly string[]): Likeness {
  const [word, ...others] = short;
  if (word === undefined) return 'same';
  let best: Likeness = 'differs';
  long.forEach((candidate, at) => {
    const own = partLikeness(word, candidate);
    if (own === 'differs') return;
    best = better(
      best,
      worse(
        own,
        bestPairing(
          others,
          long.filter((_, index) => index !== at),
        ),
      ),
    );
  });
  return best;
}
