import { stringify } from 'csv-stringify/sync';
import type { Outcomes } from './outcomes.js';

const COLUMNS = [
  'From',
  'To',
  'Measure',
  'Panel',
  'Agency',
  'Month',
  'Value',
  'Unit',
  'Out of',
  'Period before',
];

/** What stands in place of a figure that is too small to show, would give such a one away, or does not exist. */
export const NOT_SHOWN = 'Not shown';

type Cell = string | number;
type Line = {
  measure: string;
  panel?: string;
  agency?: string;
  month?: string;
  value: number | null;
  unit: string;
  of?: Cell;
  before?: number | null;
};

/**
 * The outcomes as one CSV table, a line for each figure, with a byte order mark for spreadsheets. Names that a
 * spreadsheet would take for a formula are made harmless. Hidden counts stay hidden.
 */
export function outcomesCsv(outcomes: Outcomes): string {
  const { panels } = outcomes;
  const scope = panels.length === 1 ? panels[0]!.name : 'All panels';
  const lines = [...headlines(outcomes, scope), ...panelLines(outcomes), ...monthLines(outcomes, scope)];
  const records = [...lines, ...agencyLines(outcomes, scope)].map((line) => [
    outcomes.from,
    outcomes.to,
    ...record(line),
  ]);
  return stringify([COLUMNS, ...records], { bom: true, escape_formulas: true });
}

function record({ measure, panel, agency, month, value, unit, of, before }: Line): Cell[] {
  const past = before === undefined ? '' : (before ?? NOT_SHOWN);
  return [measure, panel ?? '', agency ?? '', month ?? '', value ?? NOT_SHOWN, unit, of ?? '', past];
}

function headlines(outcomes: Outcomes, panel: string): Line[] {
  const { casesHeard, riskReduced, actionsOnTime, daysToFirstHearing, openActions, overdueActions } =
    outcomes;
  return [
    { measure: 'Cases heard', panel, ...casesHeard, unit: 'cases' },
    {
      measure: 'Risk reduced at closure',
      panel,
      value: riskReduced.percent,
      unit: 'percent',
      of: riskReduced.isHidden ? NOT_SHOWN : riskReduced.of,
      before: riskReduced.beforePercent,
    },
    {
      measure: 'Actions done by the day first agreed',
      panel,
      value: actionsOnTime.percent,
      unit: 'percent',
      of: actionsOnTime.of,
      before: actionsOnTime.beforePercent,
    },
    { measure: 'Median days to first hearing', panel, ...daysToFirstHearing, unit: 'days' },
    { measure: 'Open actions', panel, value: openActions, unit: 'actions' },
    { measure: 'Overdue actions', panel, value: overdueActions, unit: 'actions' },
  ];
}

function panelLines({ riskChange, panelsAtAGlance }: Outcomes): Line[] {
  const risk = riskChange.flatMap(({ panel: { name: panel }, total, reduced, same, increased }): Line[] => {
    const of = total === 0 ? NOT_SHOWN : total;
    const unit = 'cases';
    return [
      { measure: 'Closed cases with lower risk', panel, value: reduced, unit, of },
      { measure: 'Closed cases with the same risk', panel, value: same, unit, of },
      { measure: 'Closed cases with higher risk', panel, value: increased, unit, of },
    ];
  });
  const now = panelsAtAGlance.flatMap(({ panel: { name: panel }, ...glance }): Line[] => [
    { measure: 'Open cases', panel, value: glance.openCases, unit: 'cases' },
    { measure: 'Carried over', panel, value: glance.carriedOver, unit: 'cases' },
    { measure: 'Overdue actions of the panel', panel, value: glance.overdueActions, unit: 'actions' },
  ]);
  return [...risk, ...now];
}

function monthLines({ daysByMonth }: Outcomes, panel: string): Line[] {
  return daysByMonth.map(({ month, medianDays, of, isHidden }) => ({
    measure: 'Median days to first hearing by month',
    panel,
    month,
    value: medianDays,
    unit: 'days',
    of: isHidden ? NOT_SHOWN : of,
  }));
}

function agencyLines({ agencies }: Outcomes, panel: string): Line[] {
  return agencies.flatMap((row): Line[] => {
    const of = { panel, agency: row.agency.name };
    return [
      {
        ...of,
        measure: 'Actions of the agency done by the day first agreed',
        value: row.onTimePercent,
        unit: 'percent',
        of: row.of,
        before: row.beforePercent,
      },
      { ...of, measure: 'Open actions of the agency', value: row.openActions, unit: 'actions' },
      { ...of, measure: 'Overdue actions of the agency', value: row.overdueActions, unit: 'actions' },
    ];
  });
}
