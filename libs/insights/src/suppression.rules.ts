/** Smallest count of cases that is shown. Zero is shown too: nobody can be found in it. */
export const SMALLEST_SHOWN = 5;

/** A published sum: the cells that make it up and the cell that holds their total, by place in the list of counts. */
export type Sum = { parts: readonly number[]; total: number };

/**
 * Which counts must be hidden, in the order given. First every count from 1 to 4; then, in every published sum where
 * what is shown would give a hidden count away by subtraction, the smallest count left, until no sum gives one away.
 * Source: "under 5" in published panel reports (domain.md section 8).
 */
export function hiddenCells(counts: readonly number[], sums: readonly Sum[]): boolean[] {
  const hidden = counts.map(isSmall);
  for (let settled = false; !settled;) {
    settled = true;
    for (const sum of sums) {
      if (!givesAway(sum, counts, hidden)) continue;
      const next = nextToHide(sum, counts, hidden);
      if (next === null) continue;
      hidden[next] = true;
      settled = false;
    }
  }
  return hidden;
}

/** Whether a count of cases is too small to show on its own. */
export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_SHOWN;
}

/** The count, or null when it is too small to show; for counts of which no total is published. */
export function shownAlone(count: number): number | null {
  return isSmall(count) ? null : count;
}

/**
 * Whether what a sum shows tells a hidden count, or a group of hidden counts that is itself too small. A hidden cell
 * is at least 1, so hidden cells that add up to their own number are all told.
 */
function givesAway(sum: Sum, counts: readonly number[], hidden: readonly boolean[]): boolean {
  const inside = sum.parts.filter((part) => hidden[part]);
  if (hidden[sum.total]) return inside.length === 0;
  if (inside.length === 0) return false;
  const together = inside.reduce((all, part) => all + counts[part]!, 0);
  return inside.length === 1 || together < SMALLEST_SHOWN || together === inside.length;
}

function nextToHide(sum: Sum, counts: readonly number[], hidden: readonly boolean[]): number | null {
  let smallest: number | null = null;
  for (const part of sum.parts) {
    if (hidden[part] || counts[part] === 0) continue;
    if (smallest === null || counts[part]! < counts[smallest]!) smallest = part;
  }
  if (smallest !== null) return smallest;
  return hidden[sum.total] ? null : sum.total;
}

/** Counts of cases by panel with their total, as they may be shown: null is hidden. */
export type ShownByPanel = { of(panelId: string): number | null; total: number | null };

/** Counts by panel of which the total over all panels is published too. */
export function shownByPanel(counts: ReadonlyMap<string, number>): ShownByPanel {
  const panelIds = [...counts.keys()];
  const parts = [...counts.values()];
  const total = parts.reduce((all, count) => all + count, 0);
  const hidden = hiddenCells([...parts, total], [{ parts: parts.map((_, i) => i), total: parts.length }]);
  const shown = new Map(panelIds.map((panelId, i) => [panelId, hidden[i] ? null : parts[i]!]));
  return {
    of: (panelId) => (shown.has(panelId) ? shown.get(panelId)! : 0),
    total: hidden[parts.length] ? null : total,
  };
}

/** How risk changed in the closed cases of one panel. */
export type RiskCounts = { reduced: number; same: number; increased: number };

/** The same, as it may be shown; null is hidden. */
export type ShownRiskCounts = {
  reduced: number | null;
  same: number | null;
  increased: number | null;
  total: number | null;
};

/** The figures on risk of every panel, and of all together, as they may be shown. */
export type ShownRisk = {
  byPanel: ReadonlyMap<string, ShownRiskCounts>;
  all: { reduced: number | null; total: number | null };
};

/**
 * Counts of risk change by panel as they may be shown. Published beside them: the total of each panel, the total of
 * all panels, and the share of all in which risk was reduced, from which the number can be worked out.
 */
export function shownRisk(byPanel: ReadonlyMap<string, RiskCounts>): ShownRisk {
  const rows = [...byPanel.values()];
  const counts = rows.flatMap(({ reduced, same, increased }) => [
    reduced,
    same,
    increased,
    reduced + same + increased,
  ]);
  const column = (place: number) => rows.map((_, i) => i * 4 + place);
  const add = (place: number) => column(place).reduce((all, at) => all + counts[at]!, 0);
  const reducedOfAll = counts.length;
  const restOfAll = reducedOfAll + 1;
  const totalOfAll = reducedOfAll + 2;
  const all = [add(0), add(1) + add(2), add(3)];
  const hidden = hiddenCells(
    [...counts, ...all],
    [
      ...rows.map((_, i) => ({ parts: [i * 4, i * 4 + 1, i * 4 + 2], total: i * 4 + 3 })),
      { parts: column(0), total: reducedOfAll },
      { parts: column(3), total: totalOfAll },
      { parts: [reducedOfAll, restOfAll], total: totalOfAll },
    ],
  );
  const shown = (at: number) => (hidden[at] ? null : [...counts, ...all][at]!);
  const panels = [...byPanel.keys()].map((panelId, i): [string, ShownRiskCounts] => [
    panelId,
    {
      reduced: shown(i * 4),
      same: shown(i * 4 + 1),
      increased: shown(i * 4 + 2),
      total: shown(i * 4 + 3),
    },
  ]);
  return {
    byPanel: new Map(panels),
    all: { reduced: shown(reducedOfAll), total: shown(totalOfAll) },
  };
}
