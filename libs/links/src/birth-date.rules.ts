import type { Day } from '#kernel';

/** How two dates of birth stand to each other; `unknown` where one is missing. */
export type BirthLikeness =
  'same' | 'day_and_month_swapped' | 'one_digit' | 'year_only' | 'decade' | 'differs' | 'unknown';

function swapped(day: Day): string {
  return `${day.slice(0, 5)}${day.slice(8)}-${day.slice(5, 7)}`;
}

function wrongDigits(a: Day, b: Day): number[] {
  return [...a].flatMap((digit, at) => (digit === b[at] ? [] : [at]));
}

// Two neighbouring digits exchanged: 1978 and 1987.
function neighboursExchanged(a: Day, b: Day, wrong: readonly number[]): boolean {
  const [x, y] = wrong;
  return (
    wrong.length === 2 && x !== undefined && y !== undefined && y === x + 1 && a[x] === b[y] && a[y] === b[x]
  );
}

/**
 * How likely two dates of birth are one date, written down twice. A wrong digit among the tens of the year is `decade`:
 * hardly a parent and child have it, but it is a slip that one makes less, so it says little.
 */
export function birthLikeness(a: Day | null, b: Day | null): BirthLikeness {
  if (a === null || b === null) return 'unknown';
  if (a === b) return 'same';
  if (swapped(a) === b) return 'day_and_month_swapped';
  const wrong = wrongDigits(a, b);
  if (wrong.length === 1) return wrong[0]! <= 2 ? 'decade' : 'one_digit';
  if (neighboursExchanged(a, b, wrong)) return wrong[0]! <= 1 ? 'decade' : 'one_digit';
  // The first of January is what forms put for "only the year is known".
  const isYearOnly = a.slice(0, 4) === b.slice(0, 4) && (a.endsWith('-01-01') || b.endsWith('-01-01'));
  return isYearOnly ? 'year_only' : 'differs';
}

/** The date with day and month in one order, so that a swapped date has the same text. */
export function unorderedDayAndMonth(day: Day): string {
  return [day.slice(5, 7), day.slice(8)].sort().join('-');
}
