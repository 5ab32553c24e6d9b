import type { ComparedFullName, ComparedMention } from './mention.rules.js';
import { type Likeness, LIKENESSES, partsLikeness } from './name-likeness.rules.js';

/** What the names of two mentions say, the strongest sign first. */
export const NAME_SIGNS = [
  'name_same',
  'name_short_form',
  'name_sounds',
  'name_part',
  'name_alias',
  'name_initial',
  'surname_only',
  'surname_changed',
  'name_unknown',
  'first_name_differs',
  'name_differs',
] as const;

/** One of {@link NAME_SIGNS}. */
export type NameSign = (typeof NAME_SIGNS)[number];

const WHOLE: Readonly<Record<Exclude<Likeness, 'differs'>, NameSign>> = {
  same: 'name_same',
  short_form: 'name_short_form',
  sounds: 'name_sounds',
  part: 'name_part',
  initial: 'name_initial',
};

function wholeName({ first, last }: ComparedFullName): string {
  return [...first, ...last].sort().join(' ');
}

function strongest(signs: readonly NameSign[]): NameSign {
  return signs.reduce((a, b) => (NAME_SIGNS.indexOf(a) <= NAME_SIGNS.indexOf(b) ? a : b));
}

function fromParts(first: Likeness | null, last: Likeness | null): NameSign {
  if (first === null && last === null) return 'name_unknown';
  // One word on one side only: a surname that is the same is little, a first name alone is nothing.
  if (first === null)
    return last === 'same' ? 'surname_only' : last === 'differs' ? 'name_differs' : 'name_unknown';
  if (last === null) return first === 'differs' ? 'name_differs' : 'name_unknown';
  if (first !== 'differs' && last !== 'differs') {
    const worst = LIKENESSES[Math.max(LIKENESSES.indexOf(first), LIKENESSES.indexOf(last))]!;
    return WHOLE[worst as Exclude<Likeness, 'differs'>];
  }
  if (last === 'differs')
    return first === 'same' || first === 'short_form' ? 'surname_changed' : 'name_differs';
  return 'first_name_differs';
}

/** What two full names say of each other, first names and surname in either order. */
function fullNames(a: ComparedFullName, b: ComparedFullName): NameSign {
  if (wholeName(a) === wholeName(b)) return 'name_same';
  const straight = fromParts(partsLikeness(a.first, b.first), partsLikeness(a.last, b.last));
  const crossed = fromParts(partsLikeness(a.first, b.last), partsLikeness(a.last, b.first));
  // Crossed, only a whole name says something: that a surname is somebody else's first name is chance.
  const isWhole = Object.values(WHOLE).includes(crossed);
  return isWhole ? strongest([straight, crossed]) : straight;
}

const SAYS_ALIAS: ReadonlySet<NameSign> = new Set([
  'name_same',
  'name_short_form',
  'name_sounds',
  'name_part',
]);

/** What all the names of two mentions say: the names they go by, then the others they are known by. */
export function nameSign(a: ComparedMention, b: ComparedMention): NameSign {
  if (a.name === null || b.name === null) return 'name_unknown';
  const signs = [fullNames(a.name, b.name)];
  const others = [
    ...b.otherNames.map((other) => fullNames(a.name!, other)),
    ...a.otherNames.map((other) => fullNames(other, b.name!)),
    ...a.otherNames.flatMap((one) => b.otherNames.map((other) => fullNames(one, other))),
  ];
  if (others.some((sign) => SAYS_ALIAS.has(sign))) signs.push('name_alias');
  // Two full names in other orders have the same whole name, whatever was given as surname.
  return strongest(signs);
}
