import type { Day, Moment } from '#kernel';
import type {
  Choice,
  CountTile,
  Fact,
  FilterPanel,
  Link,
  MoreLink,
  PostForm,
  Tag,
  TimelineEntry,
} from '../../components/parts.view.js';

/** An action in a list, with its quick update. */
export type ActionRow = {
  actionId: string;
  version: number;
  text: string;
  href: string;
  caseReference: string;
  /** Named person, or null when the agency has not said who. */
  ownerName: string | null;
  /** Shown only where the list holds more than one agency. */
  agencyName: string | null;
  statusText: string;
  lastNote: string | null;
  dueOn: Day;
  /** Days from today to the due day; negative when overdue. */
  daysLeft: number;
  closed: boolean;
  priority: 'critical' | 'high' | 'routine' | 'long';
  isNew: boolean;
  /** Null when this person may not change it. */
  update: QuickUpdate | null;
};

/** One row: status, note, Save. Fields carry the version and the list to return to. */
export type QuickUpdate = {
  form: PostForm;
  choices: readonly Choice[];
  /** Why it cannot be done, in groups; asked for with the last choice only. */
  reasons: readonly { text: string; choices: readonly Choice[] }[];
  note: string;
  /** Shown by the row when the last attempt was refused; the note is kept. */
  error: string | null;
  open: boolean;
};

/** Actions that stand together: overdue, next seven days, later, done. */
export type ActionGroup = { key: string; heading: string; total: number; rows: readonly ActionRow[] };

/** The actions of one agency, overdue first. */
export type ActionsView = {
  heading: string;
  introduction: string;
  links: readonly Link[];
  tiles: readonly CountTile[];
  filter: FilterPanel;
  filtered: boolean;
  groups: readonly ActionGroup[];
  more: MoreLink;
  /** Said when nothing is listed: "All done. Next due ...". */
  empty: { heading: string; text: string };
};

/** What a person can do with an action beyond a quick update; null where they may not or it makes no sense now. */
export type ActionForms = {
  acknowledge: PostForm | null;
  progress: (PostForm & { note: string }) | null;
  complete: (PostForm & { note: string; noteRequired: boolean; evidence: string }) | null;
  extend: (PostForm & { dueOn: string; reason: string }) | null;
  /** Circumstances changed: not counted against the agency. */
  notPossible: (PostForm & { reasons: readonly Choice[]; note: string }) | null;
  /** The agency did not do it. */
  notUndertaken: (PostForm & { reasons: readonly Choice[]; note: string }) | null;
  assign: (PostForm & { people: readonly Choice[] }) | null;
  /** For the chair or coordinator: the request for more time, in words, and the two answers. */
  decide: (PostForm & { asked: string; answers: readonly Choice[]; reason: string }) | null;
  /** For the chair or coordinator. */
  withdraw: (PostForm & { reason: string }) | null;
};

/** One reminder that was sent about the action. */
export type ReminderSent = { at: Moment; toWhom: string; rule: string; result: string };

/** One action with its story. */
export type ActionView = {
  actionId: string;
  version: number;
  reference: string;
  text: string;
  tags: readonly Tag[];
  facts: readonly Fact[];
  forms: ActionForms;
  /** Which of the forms stands open, after a refusal. */
  openForm: keyof ActionForms | null;
  /** What was typed into a form that is no longer offered, so that it is not lost. */
  unsaved: string | null;
  timeline: readonly TimelineEntry[];
  /** The latest of the ledger; `remindersInAll` counts every one. */
  reminders: readonly ReminderSent[];
  remindersInAll: number;
  isOpen: boolean;
  nextReminderAt: Moment | null;
};
