/** A line to be placed: whether it is pinned, where the chair moved it (from 1), and its present place. */
export type LineToPlace = { id: string; isPinned: boolean; movedTo: number | null; position: number };

/**
 * The running order of lines given in rank order: pinned lines first, as they stand among each other, then the rest in
 * rank order; then each line that the chair moved goes to the place it was moved to, earliest place first.
 */
export function placeLines(ranked: readonly LineToPlace[]): string[] {
  const order = ranked.filter((line) => line.movedTo === null && line.isPinned).sort(byPlace);
  const rest = ranked.filter((line) => line.movedTo === null && !line.isPinned);
  const ids = [...order, ...rest].map((line) => line.id);
  const moved = ranked.filter((line) => line.movedTo !== null).sort((a, b) => a.movedTo! - b.movedTo!);
  for (const line of moved) ids.splice(Math.max(0, line.movedTo! - 1), 0, line.id);
  return ids;
}

function byPlace(a: LineToPlace, b: LineToPlace): number {
  return a.position === b.position ? 0 : a.position - b.position;
}
