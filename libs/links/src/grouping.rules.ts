import { counts, type GroupingLink } from './link-states.rules.js';

/** A mention as far as grouping needs it. `isWellKnown`: name and date of birth are both on record. */
export type GroupingMention = { id: string; isWellKnown: boolean };

function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

// What people said comes first, then the surest; the ids make the order the same every time.
function inOrder(a: GroupingLink, b: GroupingLink): number {
  const said = Number(b.state === 'confirmed') - Number(a.state === 'confirmed');
  if (said !== 0) return said;
  if (a.score !== b.score) return b.score - a.score;
  return pairOf(a.oneId, a.otherId) < pairOf(b.oneId, b.otherId) ? -1 : 1;
}

/**
 * Who counts as one person: mentions joined by confirmed links, and by links of which the rules are sure and to which
 * nobody objected. Two mentions that somebody keeps apart are never in one group, whatever joins them to others. The
 * answer is the lowest id of each group; null for a mention of whom too little is known to count with anybody.
 *
 * It depends on mentions and links alone: taking a decision back gives exactly what was before it.
 */
export function groupsOf(
  mentions: readonly GroupingMention[],
  links: readonly GroupingLink[],
): Map<string, string | null> {
  const members = new Map(mentions.map(({ id }) => [id, [id]]));
  const apart = new Set(
    links.filter(({ state }) => state === 'rejected').map(({ oneId, otherId }) => pairOf(oneId, otherId)),
  );
  for (const { oneId, otherId } of links.filter(counts).sort(inOrder)) {
    const [one, other] = [members.get(oneId), members.get(otherId)];
    if (!one || !other || one === other) continue;
    if (one.some((a) => other.some((b) => apart.has(pairOf(a, b))))) continue;
    const all = [...one, ...other];
    for (const id of all) members.set(id, all);
  }
  const wellKnown = new Set(mentions.filter((one) => one.isWellKnown).map(({ id }) => id));
  return new Map(
    mentions.map(({ id }) => {
      const group = members.get(id)!;
      const isKnown = group.length > 1 || wellKnown.has(id);
      return [id, isKnown ? group.reduce((a, b) => (a < b ? a : b)) : null];
    }),
  );
}

/** Whether two mentions are in one group by these links. */
export function areJoined(
  mentions: readonly GroupingMention[],
  links: readonly GroupingLink[],
  one: string,
  other: string,
): boolean {
  const groups = groupsOf(
    mentions.map(({ id }) => ({ id, isWellKnown: true })),
    links,
  );
  return groups.get(one) === groups.get(other);
}
