import type { Day, Result } from '#kernel';
import { nameKey } from './agency-matching.rules.js';
import { longText, manyOf, oneOf, shortText, textList, type CellReader } from './cell-reading.rules.js';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import { day } from './date-reading.rules.js';
import type { ImportReading } from './import-reading.js';
import * as lists from './reference-lists.js';
import { readFile, type ColumnTable, type RowProblem } from './row-reading.rules.js';

/** The columns of a list of incidents; null: empty or not known. */
export type IncidentColumns = {
  case_ref: string;
  occurred_on: Day;
  behaviours: lists.ValueOf<typeof lists.BEHAVIOURS>[];
  channel: lists.ValueOf<typeof lists.CHANNELS> | null;
  place: string | null;
  /** Where the evidence is kept, by its reference. */
  evidence: string[] | null;
  /** What happened, in the words of whoever wrote it down. */
  note: string;
  /** Contrary to an order, bail condition or licence. */
  breach: lists.ValueOf<typeof lists.YES_NO_UNKNOWN> | null;
  /** A weapon was used, or the victim was strangled. */
  weapon: lists.ValueOf<typeof lists.YES_NO_UNKNOWN> | null;
};

/** Most references of evidence of one incident, and the longest in characters, as the log takes them. */
export const EVIDENCE_LIMITS = { most: 20, longest: 200 } as const;

/** The longest account of an incident, in characters, as the log takes it. */
export const LONGEST_INCIDENT = 5000;

/** What reading incidents asks of the world: a case that is not known rejects the row. */
export type IncidentReadingOptions = { asOf: Day; caseReferences: Iterable<string> };

/** Reads a list of incidents. A behaviour or channel outside the list rejects its row: nothing is guessed or lost. */
export function readIncidents(
  bytes: Uint8Array,
  options: IncidentReadingOptions,
): Result<ImportReading<IncidentColumns>, FileRefusalCode> {
  const cases = new Set([...options.caseReferences].map(nameKey));
  return readFile<IncidentColumns, IncidentColumns>(bytes, {
    noun: 'incident',
    asOf: options.asOf,
    columns: COLUMNS,
    key: null,
    check: (values) => [
      ...(cases.has(nameKey(values.case_ref)) ? [] : [UNKNOWN_CASE]),
      ...(values.note.length < 3 ? [TOO_SHORT] : []),
      ...evidenceProblems(values.evidence ?? []),
    ],
    finish: (values) => values,
  });
}

const UNKNOWN_CASE: RowProblem<IncidentColumns> = {
  field: 'case_ref',
  severity: 'error',
  code: 'case_unknown',
  says: 'no case has this reference; import its referral first',
};

const TOO_SHORT: RowProblem<IncidentColumns> = {
  field: 'note',
  severity: 'error',
  code: 'not_accepted',
  says: 'says too little; 3 characters at least',
};

function evidenceProblems(evidence: readonly string[]): RowProblem<IncidentColumns>[] {
  const { most, longest } = EVIDENCE_LIMITS;
  const error = (says: string) => ({ field: 'evidence', severity: 'error', code: 'too_long', says }) as const;
  return [
    ...(evidence.length > most ? [error(`holds more than ${most} references`)] : []),
    ...(evidence.some((one) => one.length > longest)
      ? [error(`a reference is longer than ${longest} characters`)]
      : []),
  ];
}

const PAST = { birth: false, future: false };

/** Behaviours of the list; a word outside it rejects the row, because an incident has nowhere to keep it. */
const behaviours: CellReader<IncidentColumns['behaviours']> = (text, context) => {
  const { value, problems } = manyOf(lists.BEHAVIOURS, 'behaviours')(text, context);
  const strict = problems.map((problem) =>
    problem.code === 'unknown_value'
      ? ({ severity: 'error', code: 'unknown_value', says: 'not in the list of behaviours' } as const)
      : problem,
  );
  return { value, problems: strict };
};

const COLUMNS: ColumnTable<IncidentColumns> = {
  case_ref: {
    label: 'Case reference',
    mandatory: true,
    headers: ['case', 'case reference', 'case no', 'case number', 'our ref', 'reference', 'ref', 'case id'],
    read: shortText(),
  },
  occurred_on: {
    label: 'When',
    mandatory: true,
    headers: ['when', 'date', 'day', 'incident date', 'date of incident', 'occurred', 'happened on'],
    read: day(PAST),
    dates: PAST,
  },
  behaviours: {
    label: 'Behaviours',
    mandatory: true,
    headers: ['behaviour', 'types of behaviour', 'type of behaviour', 'what they did', 'conduct'],
    read: behaviours,
  },
  channel: {
    label: 'Channel',
    mandatory: false,
    headers: ['contact by', 'means of contact', 'how', 'medium'],
    read: oneOf(lists.CHANNELS, 'channels', { outside: 'error' }),
  },
  place: {
    label: 'Place',
    mandatory: false,
    headers: ['where', 'location', 'venue'],
    read: shortText(),
  },
  evidence: {
    label: 'Evidence reference',
    mandatory: false,
    headers: [
      'evidence reference',
      'evidence references',
      'evidence ref',
      'exhibit',
      'exhibits',
      'exhibit no',
    ],
    read: textList(),
  },
  note: {
    label: 'Note',
    mandatory: true,
    headers: ['notes', 'description', 'what happened', 'details', 'summary', 'account'],
    read: longText(LONGEST_INCIDENT),
  },
  breach: {
    label: 'Breach',
    mandatory: false,
    headers: ['breach of order', 'is breach', 'order breached'],
    read: oneOf(lists.YES_NO_UNKNOWN, 'answers', { outside: 'error' }),
  },
  weapon: {
    label: 'Weapon',
    mandatory: false,
    headers: ['weapon or strangulation', 'weapon used', 'strangulation'],
    read: oneOf(lists.YES_NO_UNKNOWN, 'answers', { outside: 'error' }),
  },
};
