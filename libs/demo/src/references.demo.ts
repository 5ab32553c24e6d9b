import { daysBetween, type Day } from '#kernel';
import { type CaseFile, IN_TRIAGE } from '#cases';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';

/** References of a year begin after these, so that they are not taken for those of an imported file. */
const FIRST_NUMBER = 301;

/** References that an area gives out in a year. */
const CASES_A_YEAR = 300;

/** Gives every case its reference in the order of referral, counting anew each year, and every action its own. */
export function nameCases({ area, rows }: DemoWorld): void {
  const inOrder = [...rows.cases].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const used = new Map<string, number>();
  const names = new Map<string, string>();
  for (const file of inOrder) {
    const year = file.referredOn.slice(0, 4);
    const number = used.get(year) ?? FIRST_NUMBER + (used.size === 0 ? alreadyGiven(file.referredOn) : 0);
    used.set(year, number + 1);
    file.reference = `${area.code}-${year}-${String(number).padStart(4, '0')}`;
    names.set(file.id, file.reference);
  }
  for (const action of rows.actions) {
    action.reference = `${names.get(action.caseId)}-A${String(action.number).padStart(2, '0')}`;
  }
}

/** Those in triage last: they are the newest but for a few that came back. */
function orderOf({ state, createdAt }: Row<CaseFile>): string {
  return `${IN_TRIAGE.includes(state) ? 1 : 0} ${createdAt}`;
}

function alreadyGiven(referredOn: Day): number {
  return Math.floor((daysBetween(`${referredOn.slice(0, 4)}-01-01` as Day, referredOn) / 365) * CASES_A_YEAR);
}
