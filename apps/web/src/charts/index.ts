import { drawLine } from './line-with-target.js';
import type { LineChart } from './line-with-target.js';
import { drawNetwork } from './network.js';
import type { NetworkChart } from './network.js';
import { drawStackedBars } from './stacked-bars.js';
import type { StackedBarsChart } from './stacked-bars.js';
import { drawTargetBars } from './bars-with-target.js';
import type { TargetBarsChart } from './bars-with-target.js';

export { drawCapacity } from './capacity-bar.js';
export type { Capacity, TimePart, TimeUse } from './capacity-bar.js';
export type { LineChart, LinePoint } from './line-with-target.js';
export type { NetworkCase, NetworkChart, NetworkPerson, NetworkThing, NetworkTie } from './network.js';
export type { StackedBar, StackedBarsChart } from './stacked-bars.js';
export type { TargetBar, TargetBarsChart } from './bars-with-target.js';
export type { ChartSeries, ChartTone, ChartWords } from './svg.js';

/** A chart as plain data; `kind` says how it is drawn. */
export type Chart =
  | ({ kind: 'stackedBars' } & StackedBarsChart)
  | ({ kind: 'line' } & LineChart)
  | ({ kind: 'network' } & NetworkChart)
  | ({ kind: 'targetBars' } & TargetBarsChart);

/** The chart as SVG text: safe to put on a page, all words in it are escaped. */
export function draw(chart: Chart): string {
  switch (chart.kind) {
    case 'stackedBars':
      return drawStackedBars(chart);
    case 'line':
      return drawLine(chart);
    case 'network':
      return drawNetwork(chart);
    case 'targetBars':
      return drawTargetBars(chart);
  }
}
