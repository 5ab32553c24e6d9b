import type { Day, Moment } from '#kernel';
import type {
  CountTile,
  Fact,
  FilterPanel,
  Link,
  MoreLink,
  PostForm,
  RiskLevel,
  Tag,
  TimelineEntry,
} from '../../components/parts.view.js';
import type { ActionRow, ReminderSent } from '../actions/actions.view.js';
import type { EscalationView } from '../chronology/chronology.view.js';
import type { Priority, Reason } from '../meetings/prepare.view.js';

/** A case in a list: reference and initials, never a name. */
export type CaseRow = {
  caseId: string;
  reference: string;
  href: string;
  who: string;
  panelName: string;
  referredBy: string;
  receivedOn: Day;
  daysWaiting: number | null;
  stateText: string;
  tags: readonly Tag[];
  risk: RiskLevel;
  openActions: number;
  overdueActions: number;
  changed: string | null;
};

/** Search and filter cases. */
export type CasesView = {
  heading: string;
  tiles: readonly CountTile[];
  filter: FilterPanel;
  filtered: boolean;
  rows: readonly CaseRow[];
  more: MoreLink;
  empty: { heading: string; text: string };
};

/** A person in the case, shown inside the case only. */
export type CasePerson = {
  part: 'Victim' | 'Suspect' | 'Child' | 'Other';
  name: string;
  facts: readonly Fact[];
};

/** One risk tool result; results are added, never overwritten. */
export type RiskResult = { on: Day; tool: string; score: string; level: RiskLevel; by: string };

/** How the victim can be reached; stands before any contact detail. */
export type SafeContact = { isSafe: boolean; lead: string; facts: readonly Fact[] };

/** Why the case needs a panel: by whom, since when, and how it came off. */
export type FlagOfCase = { reason: string; by: string; at: Moment; cleared: string | null };

/** One case: the summary, then the story newest first. */
export type CaseView = {
  caseId: string;
  /** Who may know of the case, and who should not. */
  links: readonly Link[];
  version: number;
  reference: string;
  who: string;
  stateText: string;
  tags: readonly Tag[];
  risk: RiskLevel;
  facts: readonly Fact[];
  safeContact: SafeContact;
  people: readonly CasePerson[];
  priority: Priority | null;
  reasons: readonly Reason[];
  riskResults: readonly RiskResult[];
  actions: readonly ActionRow[];
  flags: readonly FlagOfCase[];
  /** The latest of the ledger; `remindersInAll` counts every one. */
  reminders: readonly ReminderSent[];
  remindersInAll: number;
  meetings: readonly { on: Day; panelName: string; result: string; link: Link | null }[];
  escalation: EscalationView;
  /** The latest of the chronology; `inAll` counts every entry. */
  story: { entries: readonly TimelineEntry[]; inAll: number; href: string; add: readonly Link[] };
  flag: (PostForm & { panelName: string; reason: string }) | null;
  withdrawFlag: (PostForm & { reason: string; open: boolean }) | null;
};
