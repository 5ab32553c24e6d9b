import { stringify } from 'csv-stringify/sync';
import type { Day } from '#kernel';
import { STATUS_WORDS } from './action.words.js';
import type { ListedAction } from './actions.graphql.js';

const PRIORITY_WORDS: Readonly<Record<ListedAction['priority'], string>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  ROUTINE: 'Routine',
  LONG: 'Long',
};

/** Actions as a table for a spreadsheet: with byte order mark, and nothing that a spreadsheet would calculate. */
export function actionsCsv(actions: readonly ListedAction[]): string {
  const records = actions.map((action) => ({
    Action: action.reference,
    Case: action.case.reference,
    Text: action.text,
    Agency: action.agency.name,
    With: action.owner?.name ?? '',
    Status: STATUS_WORDS[action.status],
    Priority: PRIORITY_WORDS[action.priority],
    Due: action.dueOn,
    Overdue: action.isOverdue ? 'yes' : 'no',
    'Last note': action.note,
  }));
  const columns = [
    'Action',
    'Case',
    'Text',
    'Agency',
    'With',
    'Status',
    'Priority',
    'Due',
    'Overdue',
    'Last note',
  ];
  return stringify(records, {
    header: true,
    columns,
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

/** The name of the file: the day, and nothing of what is inside. */
export function actionsFileName(today: Day): string {
  return `actions-${today}.csv`;
}
