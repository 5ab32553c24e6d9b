import type { Day, Moment } from '#kernel';
import type { Chart, ChartSeries } from '../../charts/index.js';
import type { Figure, Link, SelectField, Table } from '../../components/parts.view.js';

/** A chart with the finding as heading, the measure under it, and the table behind it. */
export type ChartCard = {
  finding: string;
  measure: string;
  /** Short name for people who hear the page, "change in risk by panel". */
  name: string;
  legend: readonly ChartSeries[];
  /** Null when there are too few cases to show. */
  chart: Chart | null;
  table: Table;
};

/** A sentence that asks for somebody to look, with the way to the cases behind it. */
export type Attention = { lead: string; text: string; link: Link | null };

/** Outcomes across panels. */
export type OutcomesView = {
  areaName: string;
  from: Day;
  to: Day;
  updatedAt: Moment;
  /** Said under the heading, for example that small counts are hidden. */
  note: string;
  links: readonly Link[];
  toolbar: { action: string; selects: readonly SelectField[] };
  figures: readonly Figure[];
  attention: readonly Attention[];
  charts: readonly ChartCard[];
  panels: { heading: string; measure: string; table: Table };
};
