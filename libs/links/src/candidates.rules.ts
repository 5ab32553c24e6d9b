import type { KeyKind } from './lookup-keys.rules.js';

/**
 * How many mentions a key may lead to, and still lead there alone. A whole name by itself is soon too common: beyond
 * this it counts only for those whom another key leads to as well. Of other kinds the newest are taken.
 */
const MOST_ALONE = { name: 10, others: 50 } as const;

/** Entries that are read of one key, the newest first: one more than may count, which tells a key that is too common. */
export const MOST_READ = MOST_ALONE.others + 1;

/** Most mentions that one new mention is compared with, however many people are on record. */
export const MOST_COMPARED = 30;

/** What a key counts that leads to one mention only; whole numbers, so that the sum is the same in every order. */
const RAREST = 1_000_000;

/** What one key of a new mention leads to: the newest {@link MOST_READ} at most, newest first. */
export type KeyRead = { kind: KeyKind; mentionIds: readonly string[] };

/**
 * Which mentions are worth comparing, the best first and {@link MOST_COMPARED} at most. A key counts the more, the fewer
 * it leads to: who shares two rare keys comes before who shares one, and all of them before those who merely gave the
 * number of the same switchboard. The newer comes first where that is equal.
 */
export function worthComparing(read: readonly KeyRead[]): string[] {
  const ranks = new Map<string, number>();
  const isAlone = new Set<string>();
  for (const { kind, mentionIds } of read) {
    const isTooCommon = kind === 'name' && mentionIds.length > MOST_ALONE.name;
    const worth = Math.round(RAREST / mentionIds.length);
    mentionIds.forEach((id, at) => {
      ranks.set(id, (ranks.get(id) ?? 0) + worth);
      if (!isTooCommon && at < MOST_ALONE.others) isAlone.add(id);
    });
  }
  return [...isAlone]
    .sort((a, b) => ranks.get(b)! - ranks.get(a)! || (a < b ? 1 : -1))
    .slice(0, MOST_COMPARED);
}
