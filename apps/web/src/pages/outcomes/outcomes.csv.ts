import type { Table } from '../../components/parts.view.js';
import { csvFile } from '../../layout/csv.js';
import { agenciesCard, daysCard, riskCard } from './outcome-charts.presenter.js';
import { figuresOf } from './outcomes.presenter.js';
import type { OutcomeFigures } from './outcomes.graphql.js';
import type { OutcomesView } from './outcomes.view.js';

/**
 * Everything the page of outcomes shows as one table, a line for each figure: what it is of, what it measures, its
 * value. What is hidden stays hidden.
 */
export function outcomesCsv(outcomes: OutcomeFigures, panels: OutcomesView['panels']): string {
  const headlines = figuresOf(outcomes).map(({ label, value }) => ['All', label, value]);
  const cards = [riskCard(outcomes), daysCard(outcomes), agenciesCard(outcomes)];
  const tables = [...cards.map(({ table }) => table), panels.table].flatMap(linesOf);
  const lines = [...headlines, ...tables].map((line) => [outcomes.from, outcomes.to, ...line]);
  return csvFile(['From', 'To', 'Of', 'Measure', 'Value'], lines);
}

function linesOf({ caption, columns, rows }: Table): string[][] {
  return rows.flatMap(([name, ...cells]) =>
    cells.map(({ text }, index) => [name?.text ?? '', `${caption}: ${columns[index + 1]?.text ?? ''}`, text]),
  );
}
