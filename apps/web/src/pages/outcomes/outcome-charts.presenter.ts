import { monthName } from '#kernel';
import type { ChartSeries } from '../../charts/index.js';
import type { Table, TableCell } from '../../components/parts.view.js';
import type { OutcomeFigures } from './outcomes.graphql.js';
import type { ChartCard } from './outcomes.view.js';

/** Said for a count of one to four cases. */
export const UNDER_FIVE = 'Under 5';

/** Said for a count that would give a smaller one away, and for such a small one beside it. */
export const HIDDEN = 'Hidden';

const RISK_SERIES: readonly ChartSeries[] = [
  { label: 'Risk reduced', tone: 'better' },
  { label: 'No change', tone: 'same' },
  { label: 'Risk increased', tone: 'worse' },
];

const numeric = (text: string): TableCell => ({ text, numeric: true });
const column = (text: string) => ({ text, numeric: true });
const count = (value: number | null, instead: string): TableCell =>
  numeric(value === null ? instead : String(value));

/** Names without the words that all of them begin and end with: "North" of "Area North panel", "Area South panel". */
export function shortNames(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(' '));
  const most = Math.min(...words.map(({ length }) => length)) - 1;
  const same = (at: (list: string[]) => string | undefined) => new Set(words.map(at)).size === 1;
  if (names.length < 2) return [...names];
  let [start, end] = [0, 0];
  while (start < most && same((list) => list[start])) start += 1;
  while (start + end < most && same((list) => list.at(-1 - end))) end += 1;
  return words.map((list) => list.slice(start, list.length - end).join(' '));
}

/** How risk changed, by panel. */
export function riskCard({ riskChange, riskReduced }: OutcomeFigures): ChartCard {
  const shown = riskChange.filter(({ total }) => total > 0);
  const names = shortNames(shown.map(({ panel }) => panel.name));
  const measure = 'Change in risk between first hearing and closure, number of cases by panel';
  return {
    finding: riskFinding(riskReduced.percent),
    measure,
    name: 'change in risk by panel',
    legend: RISK_SERIES,
    chart:
      shown.length === 0
        ? null
        : {
            kind: 'stackedBars',
            id: 'risk',
            title: 'Change in risk at closure by panel',
            description: riskFinding(riskReduced.percent),
            series: RISK_SERIES,
            rows: shown.map(({ reduced, same, increased }, index) => ({
              label: names[index] ?? '',
              values: [reduced, same, increased],
            })),
          },
    table: {
      caption: 'Change in risk at closure by panel',
      columns: [{ text: 'Panel' }, ...RISK_SERIES.map(({ label }) => column(label)), column('Closed cases')],
      rows: riskChange.map(({ panel, reduced, same, increased, total }) => [
        { text: panel.name },
        count(reduced, HIDDEN),
        count(same, HIDDEN),
        count(increased, HIDDEN),
        total === 0 ? numeric(UNDER_FIVE) : numeric(String(total)),
      ]),
      empty: 'No panel closed a case in this period.',
    },
  };
}

function riskFinding(percent: number | null): string {
  if (percent === null) return 'Too few closed cases to say how risk changed';
  if (percent > 50) return 'Over half of closed cases ended with lower risk';
  return `${percent}% of closed cases ended with lower risk`;
}

/** How long people wait for a first hearing, by month. */
export function daysCard({ daysByMonth, daysToFirstHearing, targetDays }: OutcomeFigures): ChartCard {
  const points = daysByMonth.map(({ month, medianDays }) => ({
    label: shortMonth(month),
    value: medianDays,
  }));
  const known = points.filter(({ value }) => value !== null);
  const finding = daysFinding(daysToFirstHearing);
  const [first, last] = [known[0], known.at(-1)];
  return {
    finding,
    measure: 'Median days from referral to first hearing, by month of the hearing',
    name: 'days to first hearing',
    legend: [],
    chart:
      first === undefined || last === undefined
        ? null
        : {
            kind: 'line',
            id: 'days',
            title: 'Median days to first hearing',
            description: `${first.value} days in ${first.label}, ${last.value} in ${last.label}; the target is ${targetDays}.`,
            target: { value: targetDays, label: `Target: ${targetDays} days` },
            points,
          },
    table: {
      caption: 'Median days to first hearing by month',
      columns: [{ text: 'Month' }, column('Days'), column('Cases first heard')],
      rows: daysByMonth.map(({ month, medianDays, of, isHidden }) => [
        { text: `${monthName(Number(month.slice(5)))} ${month.slice(0, 4)}` },
        count(medianDays, 'Not enough data'),
        isHidden ? numeric(UNDER_FIVE) : numeric(String(of)),
      ]),
      empty: '',
    },
  };
}

const shortMonth = (month: string): string => monthName(Number(month.slice(5))).slice(0, 3);

function daysFinding({ value, before }: OutcomeFigures['daysToFirstHearing']): string {
  if (value === null) return 'Too few first hearings to say how long people wait';
  const days = (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`;
  if (before === null) return `Half of people are heard within ${days(value)}`;
  if (value < before) return `People are heard ${days(before - value)} sooner than in the period before`;
  if (value > before) return `People wait ${days(value - before)} longer than in the period before`;
  return 'People wait as long as in the period before';
}

/** How punctual agencies are. */
export function agenciesCard({ agencies, targetOnTimePercent: target }: OutcomeFigures): ChartCard {
  const counted = agencies.flatMap(({ agency, onTimePercent, of }) =>
    onTimePercent === null ? [] : [{ label: agency.name, share: onTimePercent, of }],
  );
  const names = shortNames(counted.map(({ label }) => label));
  const known = counted.map((row, index) => ({ ...row, label: names[index] ?? row.label }));
  const punctual = known.filter(({ share }) => share >= target).length;
  const finding =
    known.length === 0
      ? 'Too few actions to say how punctual agencies are'
      : `${punctual} of ${known.length} agencies meet the target for actions`;
  return {
    finding,
    measure: 'Share of actions done by the day first agreed',
    name: 'actions done on time by agency',
    legend: [],
    chart:
      known.length === 0
        ? null
        : {
            kind: 'targetBars',
            id: 'time',
            title: 'Actions done by the day first agreed',
            description: `${finding}, which is ${target}%.`,
            target,
            rows: known,
          },
    table: agenciesTable(agencies),
  };
}

function agenciesTable(agencies: OutcomeFigures['agencies']): Table {
  const percent = (value: number | null) => numeric(value === null ? 'Not enough data' : `${value}%`);
  return {
    caption: 'Actions done by the day first agreed, by agency',
    columns: [
      { text: 'Agency' },
      column('On time'),
      column('Period before'),
      column('Actions due'),
      column('Open now'),
      column('Overdue now'),
    ],
    rows: agencies.map((row) => [
      { text: row.agency.name },
      percent(row.onTimePercent),
      percent(row.beforePercent),
      numeric(String(row.of)),
      numeric(String(row.openActions)),
      numeric(String(row.overdueActions)),
    ]),
    empty: 'No agency had an action due in this period.',
  };
}
