import type { ChartWords } from './svg.js';
import { box, labelRoom, picture, rowLabel, rule, text } from './svg.js';

/** One share of a whole. `share` is per cent, null when the whole is too small to show. */
export type TargetBar = { label: string; share: number | null; of: number | null };

/** Shares per row against one target, in per cent. */
export type TargetBarsChart = ChartWords & { rows: readonly TargetBar[]; target: number };

const WIDTH = 640;
const RIGHT = 122;
const ROW = 36;
const TOP = 26;

/** Draws a bar per row up to its share, coloured by whether it meets the target, with the share and its base. */
export function drawTargetBars(chart: TargetBarsChart): string {
  const height = TOP + chart.rows.length * ROW + 8;
  const left = labelRoom(chart.rows.map(({ label }) => label));
  const at = (share: number): number => left + (share / 100) * (WIDTH - left - RIGHT);
  const bars = chart.rows.map((row, index) => {
    const top = TOP + index * ROW + 5;
    const marks = [
      text('chart__label', left - 12, top + 18, rowLabel(row.label), 'end'),
      box('chart__track', left, top, at(100) - left, 24),
    ];
    if (row.share === null) return marks.join('') + text('chart__axis', at(100) + 8, top + 18, 'Too few');
    const tone = row.share >= chart.target ? 'met' : 'missed';
    marks.push(box(`tone-${tone}`, left, top, at(row.share) - left, 24));
    marks.push(text('chart__total', at(100) + 8, top + 18, `${row.share}%`));
    if (row.of !== null) marks.push(text('chart__axis', at(100) + 58, top + 18, `of ${row.of}`));
    return marks.join('');
  });
  const target =
    rule('chart__target', at(chart.target), TOP - 4, at(chart.target), height - 4) +
    text('chart__note', at(chart.target), TOP - 10, `Target ${chart.target}%`, 'middle');
  return picture(chart, WIDTH, height, bars.join('') + target);
}
