import type { Day, Result } from '#kernel';
import { nameKey, type KnownAgency } from './agency-matching.rules.js';
import { agencyName, email, longText, oneOf, shortText } from './cell-reading.rules.js';
import type { FileRefusalCode } from './csv-decoding.rules.js';
import { day } from './date-reading.rules.js';
import type { ImportReading, UnrecognisedText } from './import-reading.js';
import * as lists from './reference-lists.js';
import { readFile, type ColumnTable, type RowProblem } from './row-reading.rules.js';

/** The columns of a coordinator's action tracking sheet; null: empty or not known. */
export type ActionColumns = {
  meeting_on: Day;
  panel: lists.ValueOf<typeof lists.PANEL_KINDS>;
  case_ref: string;
  action: string;
  agency: string;
  owner_name: string | null;
  owner_email: string | null;
  priority: lists.ValueOf<typeof lists.ACTION_PRIORITIES>;
  due_on: Day;
  status: lists.ValueOf<typeof lists.SHEET_ACTION_STATUSES>;
  /** The day the status was reported; never empty unless the action is open. */
  status_on: Day | null;
  note: string | null;
};

/** An action that may be written, with the known agency it names and, where told, the known person who owns it. */
export type ActionRow = ActionColumns & {
  agency_id: string;
  owner_id: string | null;
  unrecognised: UnrecognisedText[];
};

/** A known person, to find the owner of an action by e-mail. */
export type KnownPerson = { id: string; email: string };

/**
 * What reading actions asks of the world. `caseReferences` and `people` are checked against only where given: a case
 * that is not known rejects the row, an owner who is not known is a warning and the agency owns the action.
 */
export type ActionReadingOptions = {
  asOf: Day;
  agencies: readonly KnownAgency[];
  caseReferences?: Iterable<string>;
  people?: readonly KnownPerson[];
};

/** Reads an action tracking sheet. "Not possible" and "not done" stay apart. */
export function readActions(
  bytes: Uint8Array,
  options: ActionReadingOptions,
): Result<ImportReading<ActionRow>, FileRefusalCode> {
  const cases = options.caseReferences && new Set([...options.caseReferences].map(nameKey));
  const owners =
    options.people && new Map(options.people.map((person) => [person.email.toLowerCase(), person.id]));
  const agencyIds = new Map(options.agencies.map((agency) => [agency.name, agency.id]));
  return readFile<ActionColumns, ActionRow>(bytes, {
    noun: 'action',
    asOf: options.asOf,
    columns: actionColumns(options.agencies),
    key: null,
    check: (values) => [
      ...statusProblems(values),
      ...(cases && !cases.has(nameKey(values.case_ref)) ? [UNKNOWN_CASE] : []),
      ...(owners && values.owner_email && !owners.has(values.owner_email)
        ? [unknownOwner(values.owner_email)]
        : []),
    ],
    finish: (values, unrecognised) => ({
      ...values,
      agency_id: agencyIds.get(values.agency)!,
      owner_id: (values.owner_email && owners?.get(values.owner_email)) || null,
      unrecognised,
    }),
  });
}

const UNKNOWN_CASE: RowProblem<ActionColumns> = {
  field: 'case_ref',
  severity: 'error',
  code: 'case_unknown',
  says: 'no case has this reference; import its referral first',
};

function unknownOwner(address: string): RowProblem<ActionColumns> {
  const says = 'nobody known has this e-mail address; the agency owns the action until a person is named';
  return { field: 'owner_email', severity: 'warning', code: 'person_unknown', says, keep: address };
}

function statusProblems(values: ActionColumns): RowProblem<ActionColumns>[] {
  if (values.status !== 'open' && values.status_on === null)
    return [
      {
        field: 'status_on',
        severity: 'error',
        code: 'missing_mandatory',
        says: 'missing, and an action that is not open needs it',
      },
    ];
  if (values.status === 'open' && values.status_on !== null)
    return [
      {
        field: 'status_on',
        severity: 'warning',
        code: 'unexpected_value',
        says: 'given though the action is open',
      },
    ];
  return [];
}

const PAST = { birth: false, future: false };
const ANY_DAY = { birth: false, future: true };
const PANEL_WORDS = {
  mappa_level_2: 'mappa_l2',
  mappa_2: 'mappa_l2',
  mappa_level_3: 'mappa_l3',
  mappa_3: 'mappa_l3',
} as const;
const STATUS_WORDS = {
  opened: 'open',
  outstanding: 'open',
  in_progress: 'open',
  ongoing: 'open',
  pending: 'open',
  completed: 'complete',
  done: 'complete',
  not_undertaken: 'not_done',
  not_completed: 'not_done',
  not_complete: 'not_done',
} as const;

function actionColumns(agencies: readonly KnownAgency[]): ColumnTable<ActionColumns> {
  return {
    meeting_on: {
      label: 'Meeting date',
      mandatory: true,
      headers: [
        'meeting',
        'meeting date',
        'date of meeting',
        'panel date',
        'date of panel',
        'met on',
        'date agreed',
        'agreed on',
      ],
      read: day(PAST),
      dates: PAST,
    },
    panel: {
      label: 'Panel',
      mandatory: true,
      headers: ['panel type', 'panel name', 'forum', 'meeting type'],
      read: oneOf(lists.PANEL_KINDS, 'panels', { also: PANEL_WORDS, outside: 'error' }),
    },
    case_ref: {
      label: 'Case reference',
      mandatory: true,
      headers: [
        'case',
        'case reference',
        'case no',
        'case number',
        'referral ref',
        'referral reference',
        'our ref',
        'our reference',
        'ref',
        'ref no',
        'reference',
        'reference number',
        'case id',
      ],
      read: shortText(),
    },
    action: {
      label: 'Action',
      mandatory: true,
      headers: [
        'action text',
        'actions',
        'action agreed',
        'agreed action',
        'what',
        'task',
        'description',
        'action description',
        'action required',
      ],
      read: longText(),
    },
    agency: {
      label: 'Agency',
      mandatory: true,
      headers: [
        'agency name',
        'owner agency',
        'owning agency',
        'lead agency',
        'responsible agency',
        'organisation',
        'action agency',
        'agency responsible',
      ],
      read: agencyName(agencies),
    },
    owner_name: {
      label: 'Owner',
      mandatory: false,
      headers: [
        'owner',
        'action owner',
        'representative',
        'person',
        'who',
        'assigned to',
        'responsible',
        'responsible person',
        'person responsible',
        'name',
        'lead',
        'name of owner',
      ],
      read: shortText(),
    },
    owner_email: {
      label: "Owner's e-mail",
      mandatory: false,
      headers: [
        'owners email',
        'email',
        'email address',
        'owner email address',
        'owners email address',
        'contact email',
        'action owner email',
        'email of owner',
        'representative email',
      ],
      read: email,
    },
    priority: {
      label: 'Priority',
      mandatory: true,
      headers: ['action priority', 'urgency', 'priority level'],
      read: oneOf(lists.ACTION_PRIORITIES, 'priorities', { outside: 'error' }),
    },
    due_on: {
      label: 'Due date',
      mandatory: true,
      headers: [
        'due',
        'due date',
        'date due',
        'deadline',
        'due by',
        'target date',
        'by when',
        'complete by',
        'to be done by',
        'timescale',
      ],
      read: day(ANY_DAY),
      dates: ANY_DAY,
    },
    status: {
      label: 'Status',
      mandatory: true,
      headers: ['action status', 'state', 'progress', 'current status', 'outcome'],
      read: oneOf(lists.SHEET_ACTION_STATUSES, 'statuses', { also: STATUS_WORDS, outside: 'error' }),
    },
    status_on: {
      label: 'Status date',
      mandatory: false,
      headers: [
        'status date',
        'date of status',
        'date status reported',
        'date completed',
        'completed on',
        'date closed',
        'closed on',
        'completion date',
        'updated on',
        'date updated',
        'last update',
      ],
      read: day(PAST),
      dates: PAST,
    },
    note: {
      label: 'Note',
      mandatory: false,
      headers: [
        'notes',
        'comment',
        'comments',
        'update',
        'status note',
        'remarks',
        'progress note',
        'latest update',
        'updates',
      ],
      read: longText(),
    },
  };
}
