import type { ChartSeries, ChartWords } from './svg.js';
import { box, labelRoom, picture, roundStep, rowLabel, rule, text, tidy } from './svg.js';

/** One bar: a count for each series in order. A null count is hidden because it is under five people. */
export type StackedBar = { label: string; values: readonly (number | null)[] };

/** Counts side by side in one bar per row, at most three series. */
export type StackedBarsChart = ChartWords & { series: readonly ChartSeries[]; rows: readonly StackedBar[] };

const WIDTH = 640;
const RIGHT = 52;
const RIGHT_WITH_HIDDEN = 140;
const ROW = 46;
const BAR = 30;

/** Draws stacked bars with the count printed on each part and the total behind the bar. */
export function drawStackedBars(chart: StackedBarsChart): string {
  const totals = chart.rows.map((row) => row.values.reduce<number>((sum, value) => sum + (value ?? 0), 0));
  const most = Math.max(1, ...totals);
  const step = roundStep(most, 6);
  const height = chart.rows.length * ROW + 34;
  const left = labelRoom(chart.rows.map(({ label }) => label));
  const right = chart.rows.some(({ values }) => values.includes(null)) ? RIGHT_WITH_HIDDEN : RIGHT;
  const at = (value: number): number => left + (value / (most * 1.02)) * (WIDTH - left - right);
  const grid: string[] = [];
  for (let tick = 0; tick <= most * 1.02; tick += step) {
    grid.push(rule('chart__grid', at(tick), 4, at(tick), height - 26));
    grid.push(text('chart__axis', at(tick), height - 6, tidy(tick), 'middle'));
  }
  const bars = chart.rows.map((row, index) => bar(chart, row, index * ROW + 10, totals[index] ?? 0, at));
  return picture(chart, WIDTH, height, grid.join('') + bars.join(''));
}

function bar(
  chart: StackedBarsChart,
  row: StackedBar,
  top: number,
  total: number,
  at: (value: number) => number,
): string {
  const middle = top + 20;
  const marks = [text('chart__label', at(0) - 12, middle, rowLabel(row.label), 'end')];
  let done = 0;
  row.values.forEach((value, index) => {
    if (value === null || value === 0) return;
    const tone = chart.series[index]?.tone ?? 'same';
    const from = at(done);
    const to = at(done + value);
    done += value;
    marks.push(box(`tone-${tone}`, from, top, to - from - 2, BAR));
    if (to - from >= 8 + String(value).length * 8) {
      marks.push(text(`chart__value on-${tone}`, (from + to) / 2 - 1, middle, String(value), 'middle'));
    }
  });
  const hidden = row.values.includes(null) ? ' and some hidden' : '';
  marks.push(text('chart__total', at(done) + 6, middle, `${total}${hidden}`));
  return marks.join('');
}
