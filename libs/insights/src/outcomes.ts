import type { Agency } from '#agencies';
import type { Day } from '#kernel';
import type { Panel } from '#panels';
import type { Attention } from './attention.rules.js';

/** A number, and the same number in the period of the same length before; null is hidden or unknown. */
export type Figure = { value: number | null; before: number | null };

/**
 * A share in percent of how many, and the share in the period before. A share of fewer than 5 is null.
 * `isHidden`: something here is too small to show; `of` is then 0 if it is the count itself.
 */
export type ShareFigure = {
  percent: number | null;
  of: number;
  beforePercent: number | null;
  isHidden: boolean;
};

/** How risk changed from first hearing to closure in the cases a panel closed; null is hidden. `total` is 0 when it is hidden. */
export type RiskChange = {
  panel: Panel;
  reduced: number | null;
  same: number | null;
  increased: number | null;
  total: number;
  isHidden: boolean;
};

/** Median days from referral to first discussion of the cases first heard in a month (`2026-10`); `of` is 0 when it is hidden. */
export type MonthDays = { month: string; medianDays: number | null; of: number; isHidden: boolean };

/** How punctual an agency was in the period, and what it owes now. Actions are work, not people: never hidden. */
export type AgencyTimeliness = {
  agency: Agency;
  onTimePercent: number | null;
  beforePercent: number | null;
  of: number;
  openActions: number;
  overdueActions: number;
};

/** Where a panel stands now; null is hidden. */
export type PanelGlance = {
  panel: Panel;
  openCases: number | null;
  carriedOver: number | null;
  overdueActions: number | null;
};

/** The outcomes of panels over a period: figures only, never people (domain.md section 8). */
export type Outcomes = {
  from: Day;
  to: Day;
  panels: Panel[];
  /** KPI 1: discussions in the period, repeats counted. */
  casesHeard: Figure;
  /** KPI 27: closed cases whose risk at closure was below that at first hearing. */
  riskReduced: ShareFigure;
  /** KPI 16: actions completed on or before the day first agreed, of those due. */
  actionsOnTime: ShareFigure;
  /** KPI 7: median days from referral to first discussion. */
  daysToFirstHearing: Figure;
  openActions: number;
  /** KPI 19, now. */
  overdueActions: number;
  riskChange: RiskChange[];
  daysByMonth: MonthDays[];
  agencies: AgencyTimeliness[];
  panelsAtAGlance: PanelGlance[];
  attention: Attention[];
  targetDays: number;
  targetOnTimePercent: number;
};
