import type { ResultOf } from '#api-client';
import { addDays, addMonths, type Day, londonDay, type Moment } from '#kernel';
import type { Choice, Figure, Link } from '../../components/parts.view.js';
import { address, sentOneOf, sentText, type Sent } from '../../http/index.js';
import { plural } from '../../layout/format.js';
import { kindOf, type Me } from '../../session/frame.js';
import { agenciesCard, daysCard, HIDDEN, riskCard, UNDER_FIVE } from './outcome-charts.presenter.js';
import type { OutcomeFigures, OutcomesPage } from './outcomes.graphql.js';
import type { Attention, OutcomesView } from './outcomes.view.js';

type Data = ResultOf<typeof OutcomesPage>;

const PERIODS = {
  '12': { text: 'Last 12 months', months: 12 },
  '6': { text: 'Last 6 months', months: 6 },
  '3': { text: 'Last 3 months', months: 3 },
} as const;
type Period = keyof typeof PERIODS;
const PERIOD_KEYS = (Object.keys(PERIODS) as Period[]).toSorted((a, b) => Number(b) - Number(a));

const periodOf = (sent: Sent): Period => sentOneOf(sent, 'period', PERIOD_KEYS) ?? '12';

/** Which panel and days are asked for; the last day is today. */
export function outcomesAsked(sent: Sent, now: Moment): { panelId: string | null; from: Day; to: Day } {
  const to = londonDay(now);
  const from = addDays(addMonths(to, -PERIODS[periodOf(sent)].months), 1);
  return { panelId: sentText(sent, 'panel') || null, from, to };
}

/** Outcomes across panels, or of one. */
export function outcomesView({ outcomes, panels }: Data, me: Me, sent: Sent): OutcomesView {
  const panelId = sentText(sent, 'panel');
  const query = { panel: panelId || null, period: periodOf(sent) };
  return {
    areaName: panels.find(({ id }) => id === panelId)?.name ?? `All ${plural(panels.length, 'panel')}`,
    from: outcomes.from,
    to: outcomes.to,
    updatedAt: me.now,
    note: 'Counts under 5 are hidden to protect people.',
    links: [{ text: 'Download all data (CSV)', href: address('/outcomes.csv', query) }],
    toolbar: {
      action: '/outcomes',
      selects: [
        { name: 'panel', label: 'Panel', choices: panelChoices(panels, panelId) },
        {
          name: 'period',
          label: 'Period',
          choices: PERIOD_KEYS.map((value) => ({
            value,
            text: PERIODS[value].text,
            selected: value === periodOf(sent),
          })),
        },
      ],
    },
    figures: figuresOf(outcomes),
    attention: attentionOf(outcomes, me),
    charts: [riskCard(outcomes), daysCard(outcomes), agenciesCard(outcomes)],
    panels: glance(outcomes),
  };
}

function panelChoices(panels: Data['panels'], chosen: string): Choice[] {
  return [
    { value: '', text: `All ${plural(panels.length, 'panel')}`, selected: chosen === '' },
    ...panels.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
  ];
}

/** The headline figures with how they compare. */
export function figuresOf(outcomes: OutcomeFigures): Figure[] {
  return [heardFigure(outcomes), riskFigure(outcomes), onTimeFigure(outcomes), daysFigure(outcomes)];
}

function heardFigure({ casesHeard: { value, before } }: OutcomeFigures): Figure {
  const plain = { label: 'Cases heard', direction: null, judgement: 'plain' } as const;
  if (value === null) return { ...plain, value: HIDDEN, detail: 'Fewer than 5, or next to such a count' };
  if (before === null) return { ...plain, value: String(value), detail: 'The period before is hidden' };
  if (before === 0 && value > 0)
    return { ...plain, value: String(value), detail: 'Nothing recorded in the period before' };
  const more = value - before;
  const detail =
    more === 0
      ? 'As many as in the period before'
      : `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than in the period before`;
  return { ...plain, value: String(value), detail };
}

function riskFigure({ riskReduced: { percent, beforePercent, of, isHidden } }: OutcomeFigures): Figure {
  const label = 'Risk reduced at closure';
  if (percent === null) {
    const value = isHidden ? UNDER_FIVE : 'None';
    return { label, value, detail: 'Too few closed cases', direction: null, judgement: 'plain' };
  }
  const detail = `of ${plural(of, 'closed case')}`;
  return { label, value: `${percent}%`, ...comparedUp(percent, beforePercent, detail) };
}

function onTimeFigure({ actionsOnTime: { percent }, targetOnTimePercent: target }: OutcomeFigures): Figure {
  const label = 'Actions done by the day agreed';
  if (percent === null)
    return { label, value: 'None', detail: 'Too few actions', direction: null, judgement: 'plain' };
  const gap = percent - target;
  const detail = gap < 0 ? `${plural(-gap, 'point')} under target` : `Target of ${target}% met`;
  return {
    label,
    value: `${percent}%`,
    detail,
    direction: gap < 0 ? 'down' : null,
    judgement: gap < 0 ? 'bad' : 'good',
  };
}

function daysFigure({ daysToFirstHearing: { value, before }, targetDays }: OutcomeFigures): Figure {
  const label = 'Days to first hearing';
  if (value === null)
    return { label, value: 'None', detail: 'Too few first hearings', direction: null, judgement: 'plain' };
  if (before === null || before === value)
    return {
      label,
      value: String(value),
      detail: `Target: ${targetDays} days`,
      direction: null,
      judgement: 'plain',
    };
  const quicker = value < before;
  return {
    label,
    value: String(value),
    detail: `${plural(Math.abs(before - value), 'day')} ${quicker ? 'quicker' : 'slower'}`,
    direction: quicker ? 'down' : 'up',
    judgement: quicker ? 'good' : 'bad',
  };
}

function comparedUp(
  value: number,
  before: number | null,
  otherwise: string,
): Pick<Figure, 'detail' | 'direction' | 'judgement'> {
  if (before === null || before === value) return { detail: otherwise, direction: null, judgement: 'plain' };
  const up = value > before;
  const detail = `${up ? 'up' : 'down'} ${plural(Math.abs(value - before), 'point')}`;
  return { detail, direction: up ? 'up' : 'down', judgement: up ? 'good' : 'bad' };
}

/** What a lead should look at, with the way to what is behind it for those who may go there. */
export function attentionOf(outcomes: OutcomeFigures, me: Me): Attention[] {
  const agencies = new Map(outcomes.agencies.map(({ agency }) => [agency.id, agency.name]));
  const panels = new Map(outcomes.panelsAtAGlance.map(({ panel }) => [panel.id, panel.name]));
  return outcomes.attention.map(({ message, agencyId, panelId }) => {
    const names = [agencies.get(agencyId ?? ''), panels.get(panelId ?? '')];
    const lead = names.find((name) => name !== undefined && message.startsWith(name)) ?? '';
    const cut = message.startsWith(`${lead}:`) && lead ? `${lead}:` : lead;
    return { lead: cut, text: message.slice(cut.length).trim(), link: linkFor({ agencyId, panelId }, me) };
  });
}

function linkFor(
  { agencyId, panelId }: { agencyId: string | null; panelId: string | null },
  me: Me,
): Link | null {
  const runsPanels = ['chair', 'coordinator'].includes(kindOf(me));
  if (agencyId && runsPanels)
    return { text: 'See its actions', href: address('/actions', { agency: agencyId, panel: panelId }) };
  return panelId ? { text: 'See the panel', href: address('/outcomes', { panel: panelId }) } : null;
}

function glance({ panelsAtAGlance }: OutcomeFigures): OutcomesView['panels'] {
  const cell = (value: number | null) => ({
    text: value === null ? UNDER_FIVE : String(value),
    numeric: true,
  });
  return {
    heading: 'Panels at a glance',
    measure: 'Where panels stand now. Select a panel to see its figures',
    table: {
      caption: 'Panels at a glance',
      columns: [
        { text: 'Panel' },
        { text: 'Open', numeric: true },
        { text: 'Carried over', numeric: true },
        { text: 'Overdue actions', numeric: true },
      ],
      rows: panelsAtAGlance.map(({ panel, openCases, carriedOver, overdueActions }) => [
        { text: panel.name, href: address('/outcomes', { panel: panel.id }) },
        cell(openCases),
        cell(carriedOver),
        cell(overdueActions),
      ]),
      empty: 'No panels yet.',
    },
  };
}
