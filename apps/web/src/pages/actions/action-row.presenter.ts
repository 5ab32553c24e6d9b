import type { Choice } from '../../components/parts.view.js';
import { sentText, type Sent } from '../../http/index.js';
import {
  keysOf,
  NOT_POSSIBLE_WORDS,
  NOT_UNDERTAKEN_WORDS,
  STATUS_WORDS,
  UPDATE_CHOICE_WORDS,
} from './action.words.js';
import type { ListedAction } from './actions.graphql.js';
import type { ActionRow, QuickUpdate } from './actions.view.js';

/** A quick update that was refused: of which action, what was sent, and why. */
export type RefusedUpdate = { actionId: string; sent: Sent; text: string };

/** What the rows of one list have in common. */
export type RowSetting = {
  /** The page to come back to after an update. */
  back: string;
  mayUpdate: boolean;
  /** True where the list holds the actions of more than one agency. */
  namesAgency: boolean;
  refused: RefusedUpdate | null;
};

/** An action as a row of a list. */
export function actionRow(action: ListedAction, setting: RowSetting): ActionRow {
  return {
    actionId: action.id,
    version: action.version,
    text: action.text,
    href: `/actions/${action.id}`,
    caseReference: action.case.reference,
    ownerName: action.owner?.name ?? null,
    agencyName: setting.namesAgency ? action.agency.name : null,
    statusText: STATUS_WORDS[action.status],
    lastNote: action.note || null,
    dueOn: action.dueOn,
    daysLeft: action.dueInDays,
    closed: !action.isOpen,
    priority: PRIORITIES[action.priority],
    isNew: action.isNewToMe,
    update: action.isOpen && setting.mayUpdate ? quickUpdate(action, setting) : null,
  };
}

const PRIORITIES = { CRITICAL: 'critical', HIGH: 'high', ROUTINE: 'routine', LONG: 'long' } as const;

function quickUpdate(action: ListedAction, { back, refused }: RowSetting): QuickUpdate {
  const mine = refused?.actionId === action.id ? refused : null;
  const standing = action.status === 'IN_PROGRESS' ? 'progress' : 'waiting';
  const chosen = mine ? sentText(mine.sent, 'status') : standing;
  return {
    form: {
      action: `/actions/${action.id}/quick-update`,
      fields: { version: String(action.version), back },
    },
    choices: keysOf(UPDATE_CHOICE_WORDS).map((value) => ({
      value,
      text: UPDATE_CHOICE_WORDS[value],
      selected: value === chosen,
    })),
    reasons: reasonGroups(mine ? sentText(mine.sent, 'reason') : ''),
    note: mine ? sentText(mine.sent, 'note') : '',
    error: mine?.text ?? null,
    open: mine !== null,
  };
}

/** Why something cannot be done; what changed stays apart from what the agency did not do. */
function reasonGroups(chosen: string): { text: string; choices: Choice[] }[] {
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, text]) => ({ value, text, selected: value === chosen }));
  return [
    { text: 'Things have changed', choices: choices(NOT_POSSIBLE_WORDS) },
    { text: 'We did not do it', choices: choices(NOT_UNDERTAKEN_WORDS) },
  ];
}
