import type { ChartWords } from './svg.js';
import { picture, roundStep, rule, text, tidy } from './svg.js';

/** One point of a line in time order; null where there is no figure (too few people, or none). */
export type LinePoint = { label: string; value: number | null };

/** One measure over time with the level we aim for. */
export type LineChart = ChartWords & {
  points: readonly LinePoint[];
  target: { value: number; label: string } | null;
};

const WIDTH = 640;
const HEIGHT = 264;
const LEFT = 44;
const RIGHT = 24;
const TOP = 20;
const BOTTOM = 36;

type Placed = LinePoint & { value: number; x: number; y: number };

/** Draws a line from zero with the first and last values printed, gaps where there is no figure, and the target. */
export function drawLine(chart: LineChart): string {
  const values = chart.points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const most = Math.max(1, chart.target?.value ?? 0, ...values);
  const step = roundStep(most, 4);
  const top = Math.ceil(most / step) * step;
  const y = (value: number): number => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const gaps = Math.max(1, chart.points.length - 1);
  const x = (index: number): number => LEFT + 14 + (index / gaps) * (WIDTH - LEFT - RIGHT - 28);
  const marks: string[] = [];
  for (let tick = 0; tick <= top; tick += step) {
    marks.push(rule('chart__grid', LEFT, y(tick), WIDTH - RIGHT, y(tick)));
    marks.push(text('chart__axis', LEFT - 8, y(tick) + 5, tidy(tick), 'end'));
  }
  if (chart.target) {
    marks.push(rule('chart__target', LEFT, y(chart.target.value), WIDTH - RIGHT, y(chart.target.value)));
    marks.push(text('chart__note', LEFT + 6, y(chart.target.value) + 18, chart.target.label));
  }
  marks.push(
    ...runs(chart.points, x, y).map(stroke),
    ...dots(chart.points, x, y),
    ...months(chart.points, x),
  );
  return picture(chart, WIDTH, HEIGHT, marks.join(''));
}

function placed(
  points: readonly LinePoint[],
  x: (i: number) => number,
  y: (v: number) => number,
): (Placed | null)[] {
  return points.map((point, index) =>
    point.value === null ? null : { ...point, value: point.value, x: x(index), y: y(point.value) },
  );
}

function runs(points: readonly LinePoint[], x: (i: number) => number, y: (v: number) => number): Placed[][] {
  const found: Placed[][] = [[]];
  for (const point of placed(points, x, y)) {
    if (point) found.at(-1)?.push(point);
    else found.push([]);
  }
  return found.filter((run) => run.length > 1);
}

function stroke(run: readonly Placed[]): string {
  const path = run.map((point) => `${tidy(point.x)},${tidy(point.y)}`).join(' ');
  return `<polyline class="chart__line" points="${path}"/>`;
}

function dots(points: readonly LinePoint[], x: (i: number) => number, y: (v: number) => number): string[] {
  const shown = placed(points, x, y).filter((point) => point !== null);
  return shown.map((point, index) => {
    const last = index === shown.length - 1;
    const dot = `<circle class="chart__dot" cx="${tidy(point.x)}" cy="${tidy(point.y)}" r="${last ? 5 : 3.5}"/>`;
    const said = text('chart__total', point.x, point.y - 12, tidy(point.value), 'middle');
    return index === 0 || last ? dot + said : dot;
  });
}

function months(points: readonly LinePoint[], x: (i: number) => number): string[] {
  const every = Math.max(1, Math.round(points.length / 4));
  const last = points.length - 1;
  return points.flatMap((point, index) => {
    const named = index === last || (index % every === 0 && last - index >= every / 2);
    return named ? [text('chart__axis', x(index), HEIGHT - 10, point.label, 'middle')] : [];
  });
}
