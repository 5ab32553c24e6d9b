import { unorderedDayAndMonth } from './birth-date.rules.js';
import type { ComparedFullName, ComparedMention } from './mention.rules.js';
import { soundOf } from './name-likeness.rules.js';

/** What a lookup key is made of. The last five are also records of their own: they connect people who share them. */
export const KEY_KINDS = [
  'sound_birth',
  'sound_year',
  'sound_day',
  'name',
  'phone',
  'email',
  'handle',
  'vehicle',
  'address',
] as const;

/** One of {@link KEY_KINDS}. */
export type KeyKind = (typeof KEY_KINDS)[number];

/** Kinds of key that stand for a thing which several people may share. */
export const SHARED_KINDS = ['phone', 'email', 'handle', 'vehicle', 'address'] as const;

/** One of {@link SHARED_KINDS}. */
export type SharedKind = (typeof SHARED_KINDS)[number];

/** One key in clear. It is kept only after a keyed hash. */
export type LookupKey = { kind: KeyKind; text: string };

function soundsOf({ first, last }: ComparedFullName): string[] {
  return [...new Set([...first, ...last].filter((part) => part.length > 1).map(soundOf))];
}

/** The sounds of first name and surname together, in one order whichever was given as which. */
function pairSound({ first, last }: ComparedFullName): string | null {
  const [given, family] = [first[0], last.at(-1)];
  return given === undefined || family === undefined
    ? null
    : [soundOf(given), soundOf(family)].sort().join('+');
}

/**
 * The keys under which a mention is kept and looked for: two mentions of one person share at least one, however one of
 * them was mistyped. Few enough that a lookup reads a handful of rows among a million.
 */
export function lookupKeys(mention: ComparedMention): LookupKey[] {
  const keys: LookupKey[] = [];
  const names = mention.name === null ? [] : [mention.name, ...mention.otherNames];
  const { bornOn } = mention;
  for (const name of names) {
    const pair = pairSound(name);
    keys.push({ kind: 'name', text: [...name.first, ...name.last].sort().join(' ') });
    if (bornOn === null) continue;
    const day = unorderedDayAndMonth(bornOn);
    for (const sound of soundsOf(name))
      keys.push({ kind: 'sound_birth', text: `${sound} ${bornOn.slice(0, 4)}-${day}` });
    if (pair === null) continue;
    keys.push({ kind: 'sound_year', text: `${pair} ${bornOn.slice(0, 4)}` });
    keys.push({ kind: 'sound_day', text: `${pair} ${day}` });
  }
  for (const text of mention.phones) keys.push({ kind: 'phone', text });
  for (const text of mention.emails) keys.push({ kind: 'email', text });
  for (const { name } of mention.handles) keys.push({ kind: 'handle', text: name });
  for (const text of mention.vehicles) keys.push({ kind: 'vehicle', text });
  if (mention.address !== null) keys.push({ kind: 'address', text: mention.address });
  const once = new Map(keys.map((key) => [`${key.kind} ${key.text}`, key]));
  return [...once.values()];
}

/**
 * What two mentions without a date of birth must have in common before they are compared: the sound of a word of a name,
 * or a phone, address and so on. For sets that fit into memory; the record is searched by {@link lookupKeys}.
 */
export function comparingKeys(mention: ComparedMention): string[] {
  const names = mention.name === null ? [] : [mention.name, ...mention.otherNames];
  const sounds = names.flatMap(soundsOf).map((sound) => `sound ${sound}`);
  const shared = lookupKeys(mention)
    .filter(({ kind }) => (SHARED_KINDS as readonly string[]).includes(kind))
    .map(({ kind, text }) => `${kind} ${text}`);
  return [...new Set([...sounds, ...shared])];
}
