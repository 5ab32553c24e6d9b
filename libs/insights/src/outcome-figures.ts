import type { Agency } from '#agencies';
import { type Day, daysBetween } from '#kernel';
import type { Panel } from '#panels';
import { type Attention, needsAttention } from './attention.rules.js';
import {
  median,
  type Period,
  percentOf,
  riskChange,
  SMALLEST_SAMPLE,
  twelveMonthsTo,
} from './figures.rules.js';
import type { ClosureRow, DueRow, FirstHearingRow, OpenRow, OutcomeRows } from './outcome-rows.js';
import type {
  AgencyTimeliness,
  Figure,
  MonthDays,
  Outcomes,
  PanelGlance,
  RiskChange,
  ShareFigure,
} from './outcomes.js';
import { type RiskCounts, shownAlone, shownByPanel, shownRisk } from './suppression.rules.js';

/** The question as the figures see it: the period, today, every panel and agency, and the one panel asked for, if any. */
export type Asked = {
  period: Period;
  today: Day;
  panels: readonly Panel[];
  agencies: readonly Agency[];
  panelId: string | null;
};

type Measured = Pick<
  Outcomes,
  | 'casesHeard'
  | 'riskReduced'
  | 'riskChange'
  | 'daysToFirstHearing'
  | 'daysByMonth'
  | 'actionsOnTime'
  | 'agencies'
  | 'openActions'
  | 'overdueActions'
  | 'panelsAtAGlance'
  | 'attention'
>;

/**
 * The figures from the rows of every panel. What is hidden is decided over all panels, then one panel is picked out:
 * so a count has the same answer however it is asked for, and no difference of two answers gives a hidden one away.
 */
export function measured(rows: OutcomeRows, asked: Asked): Measured {
  const risk = riskFigures(rows.closures, asked);
  const days = hearingFigures(rows.firstHearings, asked);
  const due = inPanel(rows.due, asked);
  const open = inPanel(rows.open, asked);
  const agencies = timeliness(due, open, asked);
  const panelsAtAGlance = glances(rows, asked);
  return {
    ...risk,
    ...days,
    agencies,
    panelsAtAGlance,
    casesHeard: heardFigure(rows.heard, asked),
    actionsOnTime: onTimeShare(due),
    openActions: sum(open, (row) => row.open),
    overdueActions: sum(open, (row) => row.overdue),
    attention: attention({ agencies, open, ...risk, ...days }, asked),
  };
}

function inPanel<T extends { panelId: string }>(rows: readonly T[], { panelId }: Asked): readonly T[] {
  return panelId === null ? rows : rows.filter((row) => row.panelId === panelId);
}

function sum<T>(rows: readonly T[], count: (row: T) => number): number {
  return rows.reduce((all, row) => all + count(row), 0);
}

function tally<T extends { panelId: string }>(
  rows: readonly T[],
  count: (row: T) => number,
): Map<string, number> {
  const byPanel = new Map<string, number>();
  for (const row of rows) byPanel.set(row.panelId, (byPanel.get(row.panelId) ?? 0) + count(row));
  return byPanel;
}

function shownCount(counts: ReadonlyMap<string, number>, { panelId }: Asked): number | null {
  const shown = shownByPanel(counts);
  return panelId === null ? shown.total : shown.of(panelId);
}

function heardFigure(rows: OutcomeRows['heard'], asked: Asked): Figure {
  const count = (isNow: number) =>
    shownCount(
      tally(
        rows.filter((row) => row.isNow === isNow),
        (row) => row.n,
      ),
      asked,
    );
  return { value: count(1), before: count(0) };
}

function onTimeShare(due: readonly DueRow[]): ShareFigure {
  const share = (isNow: number) => {
    const rows = due.filter((row) => row.isNow === isNow);
    const of = sum(rows, (row) => row.due);
    return {
      of,
      percent: percentOf(
        sum(rows, (row) => row.onTime),
        of,
      ),
    };
  };
  return { ...share(1), beforePercent: share(0).percent, isHidden: false };
}

function riskCounts(rows: readonly ClosureRow[], isNow: number): Map<string, RiskCounts> {
  const byPanel = new Map<string, RiskCounts>();
  for (const row of rows) {
    const change = riskChange(row.riskThen, row.riskNow);
    if (row.isNow !== isNow || change === null) continue;
    const counts = byPanel.get(row.panelId) ?? { reduced: 0, same: 0, increased: 0 };
    counts[change] += row.n;
    byPanel.set(row.panelId, counts);
  }
  return byPanel;
}

const NOTHING_CLOSED = { reduced: 0, same: 0, increased: 0, total: 0 };

function riskFigures(
  rows: readonly ClosureRow[],
  asked: Asked,
): Pick<Outcomes, 'riskReduced' | 'riskChange'> {
  const share = (isNow: number) => {
    const shown = shownRisk(riskCounts(rows, isNow));
    const { reduced, total } =
      asked.panelId === null ? shown.all : (shown.byPanel.get(asked.panelId) ?? NOTHING_CLOSED);
    return {
      byPanel: shown.byPanel,
      of: total ?? 0,
      percent: reduced === null || total === null ? null : percentOf(reduced, total),
      isHidden: reduced === null || total === null,
    };
  };
  const { byPanel, ...now } = share(1);
  const changes = chosen(asked).flatMap((panel): RiskChange[] => {
    const shown = byPanel.get(panel.id);
    if (!shown) return [];
    const isHidden = Object.values(shown).includes(null);
    return [{ ...shown, panel, total: shown.total ?? 0, isHidden }];
  });
  return { riskReduced: { ...now, beforePercent: share(0).percent }, riskChange: changes };
}

function hearingFigures(
  rows: readonly FirstHearingRow[],
  asked: Asked,
): Pick<Outcomes, 'daysToFirstHearing' | 'daysByMonth'> {
  const { from, to, beforeFrom, beforeTo } = asked.period;
  const medianOf = (first: Day, last: Day): Omit<MonthDays, 'month'> => {
    const heard = rows.filter((row) => row.heldOn >= first && row.heldOn <= last);
    const shown = shownCount(
      tally(heard, () => 1),
      asked,
    );
    const days = inPanel(heard, asked).map((row) => daysBetween(row.referredOn, row.heldOn));
    const isEnough = shown !== null && shown >= SMALLEST_SAMPLE;
    return { medianDays: isEnough ? median(days) : null, of: shown ?? 0, isHidden: shown === null };
  };
  return {
    daysToFirstHearing: {
      value: medianOf(from, to).medianDays,
      before: medianOf(beforeFrom, beforeTo).medianDays,
    },
    daysByMonth: twelveMonthsTo(to).map((month) => {
      const end = `${month}-31` as Day;
      return { month, ...medianOf(`${month}-01` as Day, end < to ? end : to) };
    }),
  };
}

function timeliness(
  due: readonly DueRow[],
  open: readonly OpenRow[],
  { agencies }: Asked,
): AgencyTimeliness[] {
  const rows = agencies.map((agency): AgencyTimeliness => {
    const own = <T extends { agencyId: string }>(all: readonly T[]) =>
      all.filter((row) => row.agencyId === agency.id);
    const { percent, of, beforePercent } = onTimeShare(own(due));
    return {
      agency,
      onTimePercent: percent,
      beforePercent,
      of,
      openActions: sum(own(open), (row) => row.open),
      overdueActions: sum(own(open), (row) => row.overdue),
    };
  });
  return rows
    .filter((row) => row.of > 0 || row.openActions > 0)
    .sort(
      (a, b) =>
        (b.onTimePercent ?? -1) - (a.onTimePercent ?? -1) || a.agency.name.localeCompare(b.agency.name, 'en'),
    );
}

/** The panels that are meant: the one asked for, or all. */
export function chosen({ panels, panelId }: Asked): Panel[] {
  return panels.filter((panel) => panelId === null || panel.id === panelId);
}

function glances({ cases, open }: OutcomeRows, asked: Asked): PanelGlance[] {
  const overdue = tally(open, (row) => row.overdue);
  return chosen(asked).map((panel) => {
    const row = cases.find(({ panelId }) => panelId === panel.id);
    return {
      panel,
      openCases: shownAlone(row?.open ?? 0),
      carriedOver: shownAlone(row?.carriedOver ?? 0),
      overdueActions: overdue.get(panel.id) ?? 0,
    };
  });
}

function attention(
  found: Pick<Outcomes, 'agencies' | 'riskChange' | 'daysToFirstHearing'> & { open: readonly OpenRow[] },
  asked: Asked,
): Attention[] {
  return needsAttention({
    agencies: found.agencies.map(({ agency, onTimePercent, of, beforePercent }) => ({
      agencyId: agency.id,
      name: agency.name,
      percent: onTimePercent,
      of,
      beforePercent,
    })),
    risk: found.riskChange.map(({ panel, increased, total }) => ({
      panelId: panel.id,
      name: panel.name,
      increased,
      total,
    })),
    medianDays: found.daysToFirstHearing.value,
    oldestOverdue: oldestOverdue(found.open, asked),
  });
}

function oldestOverdue(open: readonly OpenRow[], { today, agencies, panels }: Asked) {
  let oldest: (OpenRow & { oldestDueOn: Day }) | null = null;
  for (const row of open) {
    const { oldestDueOn } = row;
    if (oldestDueOn !== null && (oldest === null || oldestDueOn < oldest.oldestDueOn)) {
      oldest = { ...row, oldestDueOn };
    }
  }
  if (!oldest) return null;
  const { agencyId, panelId, oldestDueOn: dueOn } = oldest;
  return {
    agencyId,
    panelId,
    dueOn,
    agencyName: agencies.find(({ id }) => id === agencyId)?.name ?? '',
    panelName: panels.find(({ id }) => id === panelId)?.name ?? '',
    days: Math.max(0, daysBetween(dueOn, today)),
  };
}
