import type { Day } from '#kernel';
import { csvFile } from '../../layout/csv.js';
import { STATUS_WORDS } from './action.words.js';
import type { ListedAction } from './actions.graphql.js';

const PRIORITY_WORDS: Readonly<Record<ListedAction['priority'], string>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  ROUTINE: 'Routine',
  LONG: 'Long',
};

/** What stands in each column. */
const COLUMNS: Readonly<Record<string, (action: ListedAction) => string | null>> = {
  Action: ({ reference }) => reference,
  Case: (action) => action.case.reference,
  Text: ({ text }) => text,
  Agency: ({ agency }) => agency.name,
  With: ({ owner }) => owner?.name ?? '',
  Status: ({ status }) => STATUS_WORDS[status],
  Priority: ({ priority }) => PRIORITY_WORDS[priority],
  Due: ({ dueOn }) => dueOn,
  Overdue: ({ isOverdue }) => (isOverdue ? 'yes' : 'no'),
  'Last note': ({ note }) => note,
};

/** Actions as a table for a spreadsheet. */
export function actionsCsv(actions: readonly ListedAction[]): string {
  const cells = Object.values(COLUMNS);
  const lines = actions.map((action) => cells.map((cell) => cell(action) ?? ''));
  return csvFile(Object.keys(COLUMNS), lines);
}

/** The name of the file: the day, and nothing of what is inside. */
export function actionsFileName(today: Day): string {
  return `actions-${today}.csv`;
}
