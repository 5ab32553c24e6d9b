import { dayInWords, type Day } from '#kernel';
import { TARGET_DAYS, TARGET_ON_TIME_PERCENT } from './figures.rules.js';

/** Points by which a share of actions on time must fall to be pointed out. */
export const FALL_WORTH_SAYING = 5;

/** Share of closed cases with risen risk above which a panel is pointed out, percent. */
export const RISK_ROSE_PERCENT = 20;

/** What a lead should look at, as one plain sentence with its numbers; never about a person. */
export type Attention = {
  code: 'RISK_ROSE' | 'ON_TIME_UNDER_TARGET' | 'ON_TIME_FELL' | 'DAYS_OVER_TARGET' | 'OLDEST_OVERDUE';
  message: string;
  agencyId: string | null;
  panelId: string | null;
};

/** The figures that are looked at; null is hidden or unknown, and nothing is said of it. */
export type Looked = {
  agencies: readonly {
    agencyId: string;
    name: string;
    percent: number | null;
    of: number;
    beforePercent: number | null;
  }[];
  risk: readonly { panelId: string; name: string; increased: number | null; total: number | null }[];
  medianDays: number | null;
  oldestOverdue: {
    agencyId: string;
    agencyName: string;
    panelId: string;
    panelName: string;
    dueOn: Day;
    days: number;
  } | null;
};

/** What needs attention, gravest first: risk that rose, agencies under target or falling, long waits, the oldest overdue action. */
export function needsAttention(looked: Looked): Attention[] {
  return [...riskRose(looked), ...agenciesLate(looked), ...longWait(looked), ...oldest(looked)];
}

function riskRose({ risk }: Looked): Attention[] {
  return risk.flatMap(({ panelId, name, increased, total }) => {
    if (increased === null || total === null || total === 0) return [];
    if ((100 * increased) / total <= RISK_ROSE_PERCENT) return [];
    const message = `${name}: risk went up in ${increased} of ${total} closed cases.`;
    return [{ code: 'RISK_ROSE' as const, message, panelId, agencyId: null }];
  });
}

function agenciesLate({ agencies }: Looked): Attention[] {
  const lowestFirst = [...agencies].sort((a, b) => (a.percent ?? 101) - (b.percent ?? 101));
  return lowestFirst.flatMap(({ agencyId, name, percent, of, beforePercent }) => {
    if (percent === null) return [];
    const isUnder = percent < TARGET_ON_TIME_PERCENT;
    const fell = beforePercent !== null && beforePercent - percent >= FALL_WORTH_SAYING;
    if (!isUnder && !fell) return [];
    const change = fell ? `, down from ${beforePercent}%` : '';
    const target = isUnder ? ` The target is ${TARGET_ON_TIME_PERCENT}%.` : '';
    const message = `${name} did ${percent}% of ${of} actions by the day first agreed${change}.${target}`;
    const code = isUnder ? ('ON_TIME_UNDER_TARGET' as const) : ('ON_TIME_FELL' as const);
    return [{ code, message, agencyId, panelId: null }];
  });
}

function longWait({ medianDays }: Looked): Attention[] {
  if (medianDays === null || medianDays <= TARGET_DAYS) return [];
  const message = `Half of the cases heard for the first time had waited ${medianDays} days or more. The target is ${TARGET_DAYS}.`;
  return [{ code: 'DAYS_OVER_TARGET', message, agencyId: null, panelId: null }];
}

function oldest({ oldestOverdue }: Looked): Attention[] {
  if (!oldestOverdue) return [];
  const { agencyId, agencyName, panelId, panelName, dueOn, days } = oldestOverdue;
  const ago = days === 1 ? '1 day ago' : `${days} days ago`;
  const since = days === 0 ? 'earlier today' : `on ${dayInWords(dueOn)}, ${ago}`;
  const message = `The oldest overdue action was due ${since}: ${agencyName}, ${panelName}.`;
  return [{ code: 'OLDEST_OVERDUE', message, agencyId, panelId }];
}
