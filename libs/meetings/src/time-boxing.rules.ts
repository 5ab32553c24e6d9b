import { addMinutes, type Moment } from '#kernel';

/** Minutes a case is planned for: where it starts, what is added, and the least and most it may take. */
export const CASE_MINUTES = {
  base: 8,
  children: 2,
  restrictedOrComplex: 3,
  firstTimeAtPanel: 2,
  manyAgencies: 2,
  manyAgenciesFrom: 4,
  least: 6,
  most: 15,
} as const;

/** What the planned minutes of a case depend on. */
export type PlanningFacts = {
  hasChildren: boolean;
  isRestrictedOrComplex: boolean;
  isFirstTimeAtPanel: boolean;
  /** Agencies that must be in the room for this case. */
  requiredAgencyCount: number;
};

/** Planned minutes and one sentence for each part of them. */
export type PlannedMinutes = { minutes: number; reasons: string[] };

/** The minutes to plan for a case, 6 to 15 (Oxfordshire hears a case in ten minutes, fifteen at most). */
export function plannedMinutes(facts: PlanningFacts): PlannedMinutes {
  const plan = CASE_MINUTES;
  const reasons = [`${plan.base} minutes for any case`];
  let minutes: number = plan.base;
  const add = (more: number, because: string) => {
    minutes += more;
    reasons.push(`${more} more ${because}`);
  };
  if (facts.hasChildren) add(plan.children, 'for children in the case');
  if (facts.isRestrictedOrComplex) add(plan.restrictedOrComplex, 'for a restricted or complex case');
  if (facts.isFirstTimeAtPanel) add(plan.firstTimeAtPanel, 'for the first time at this panel');
  if (facts.requiredAgencyCount >= plan.manyAgenciesFrom)
    add(plan.manyAgencies, `for ${facts.requiredAgencyCount} agencies needed`);
  if (minutes > plan.most) reasons.push(`No case is planned for more than ${plan.most}`);
  return { minutes: Math.min(plan.most, Math.max(plan.least, minutes)), reasons };
}

/** Minutes of a meeting that are not for cases. */
export type StandingMinutes = {
  opening: number;
  actionReview: number;
  close: number;
  /** One break of `breakLength` for every full `breakEvery` minutes of the meeting. */
  breakLength: number;
  breakEvery: number;
};

/** The standing minutes where a panel has not set its own. */
export const STANDING_MINUTES: StandingMinutes = {
  opening: 15,
  actionReview: 10,
  close: 5,
  breakLength: 10,
  breakEvery: 120,
};

/** How the minutes of a meeting are shared out. `breaks` is the total of all breaks, `capacity` is left for cases. */
export type MeetingBudget = {
  opening: number;
  actionReview: number;
  close: number;
  breaks: number;
  breakCount: number;
  capacity: number;
};

/** The budget of a meeting of so many minutes. A meeting too short for its standing items has no room for cases. */
export function meetingBudget(
  durationMinutes: number,
  standing: StandingMinutes = STANDING_MINUTES,
): MeetingBudget {
  const { opening, actionReview, close, breakLength, breakEvery } = standing;
  const breakCount = Math.max(0, Math.floor(durationMinutes / breakEvery));
  const breaks = breakCount * breakLength;
  const capacity = Math.max(0, durationMinutes - opening - actionReview - close - breaks);
  return { opening, actionReview, close, breaks, breakCount, capacity };
}

/** A line of the running order: a standing item, a break or a case. */
export type RunningSlot = {
  kind: 'opening' | 'action-review' | 'case' | 'break' | 'close';
  /** Id of the agenda line, for a case. */
  lineId: string | null;
  /** What the agenda shows for a standing item or a break; empty for a case. */
  label: string;
  minutes: number;
  startsAt: Moment;
  endsAt: Moment;
};

/**
 * Numbers of cases after which a break comes. Each break falls at the first change of case at or after its even share
 * of the case time, at the last change of case if need be, and never before the first case or after the last one.
 */
function breakPlaces(lines: readonly { minutes: number }[], breakCount: number): Set<number> {
  const total = lines.reduce((sum, line) => sum + line.minutes, 0);
  const places = new Set<number>();
  const wanted = Math.min(breakCount, lines.length - 1);
  let after = 0;
  let spent = 0;
  for (let nth = 1; nth <= wanted; nth += 1) {
    const latest = lines.length - 1 - (wanted - nth);
    do {
      spent += lines[after]!.minutes;
      after += 1;
    } while (after < latest && spent * (wanted + 1) < total * nth);
    places.add(after);
  }
  return places;
}

/**
 * The running order with clock times: welcome, overdue actions, the cases in the order given with breaks between them,
 * any other business. Any other business keeps the last minutes of the meeting, or follows the last case when the
 * cases run over.
 */
export function runningOrder(
  startsAt: Moment,
  budget: MeetingBudget,
  lines: readonly { id: string; minutes: number }[],
): RunningSlot[] {
  const slots: RunningSlot[] = [];
  let minute = 0;
  const place = (kind: RunningSlot['kind'], minutes: number, label: string, lineId: string | null = null) => {
    const begin = addMinutes(startsAt, minute);
    minute += minutes;
    slots.push({ kind, lineId, label, minutes, startsAt: begin, endsAt: addMinutes(startsAt, minute) });
  };
  const { opening, actionReview, close, breaks, breakCount, capacity } = budget;
  if (opening > 0) place('opening', opening, 'Welcome, attendance and conflicts of interest');
  if (actionReview > 0) place('action-review', actionReview, 'Overdue actions review');
  const places = breakPlaces(lines, breakCount);
  lines.forEach((line, index) => {
    if (places.has(index)) place('break', breaks / breakCount, 'Break');
    place('case', line.minutes, '', line.id);
  });
  minute = Math.max(minute, opening + actionReview + breaks + capacity);
  if (close > 0) place('close', close, 'Any other business and next meeting');
  return slots;
}
