import {
  addMonths,
  atLondon,
  type Day,
  type Moment,
  namedId,
  type RuleSource,
  type TimeOfDay,
} from '#kernel';

/** The rule by which cases are chosen for a second look. */
export const SECOND_LOOK_RULE: RuleSource = {
  name: 'second-look',
  version: 1,
  source: 'Super-complaint report 2024: 46 of 470 reviewed cases were minimised or trivialised',
};

/** A calendar month, `2026-10`. */
export type Month = string;

/** The month before the one in which this day is: the last that is complete. */
export function lastMonth(today: Day): Month {
  return addMonths(`${today.slice(0, 7)}-01` as Day, -1).slice(0, 7);
}

/** From when, and up to before when, something happened in this month, London time. */
export function monthInMoments(month: Month): { from: Moment; before: Moment } {
  const first = `${month}-01` as Day;
  const midnight = '00:00' as TimeOfDay;
  return { from: atLondon(first, midnight), before: atLondon(addMonths(first, 1), midnight) };
}

/** What the choice of a panel and month is drawn with, kept so that anybody can draw it again. */
export function seedOf(panelId: string, month: Month): string {
  return `${SECOND_LOOK_RULE.name}/${SECOND_LOOK_RULE.version}|${panelId}|${month}`;
}

/**
 * The cases that are looked at again: so many percent, at least one where there is any. Nobody can foresee or steer the
 * choice, and the same seed gives the same cases whatever order they come in.
 */
export function chosenForSecondLook(caseIds: readonly string[], seed: string, percent: number): string[] {
  const count = Math.min(caseIds.length, Math.ceil((caseIds.length * percent) / 100));
  return [...new Set(caseIds)]
    .map((id) => ({ id, lot: namedId(`${seed}|${id}`) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}
