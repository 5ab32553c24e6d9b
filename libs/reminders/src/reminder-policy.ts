import type { TimeOfDay } from '#kernel';

/** Who a reminder goes to, seen from the action. */
export const REMINDER_AUDIENCES = [
  'owner',
  'deputy',
  'agency_lead',
  'chair',
  'strategic_lead',
  'coordinator',
] as const;

/** One of {@link REMINDER_AUDIENCES}. */
export type Audience = (typeof REMINDER_AUDIENCES)[number];

/** What a reminder says. */
export const REMINDER_KINDS = [
  'new',
  'not_acknowledged',
  'due_soon',
  'due_today',
  'overdue',
  'escalation',
] as const;

/** One of {@link REMINDER_KINDS}. */
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** How high a reminder goes: 0 the owner, 1 the agency lead, 2 the chair, 3 the strategic lead. */
export type ReminderLevel = 0 | 1 | 2 | 3;

/** How soon the action must be done, as far as reminders care. */
export type ReminderPriority = 'critical' | 'high' | 'routine' | 'long';

/** A distance in time: whole working days, landing at a London time, or hours by the clock. */
export type ReminderOffset = { workingDays: number; at: TimeOfDay } | { hours: number };

/**
 * One line of the policy. It happens at an offset from when the action was agreed, is due or was given to somebody
 * else, or from when a clock turns amber or red; a line from what there is not, such as from an action's being given when
 * it never changed hands, is left out. With `every` it repeats
 * from there for as long as the action is open. With `beforeMeeting` it happens that many working days before the
 * next meeting instead, when that is earlier and the action is overdue by then.
 */
export type ReminderRule = {
  key: string;
  words: string;
  kind: ReminderKind;
  level: ReminderLevel;
  audience: readonly Audience[];
  from: 'agreed' | 'due' | 'given' | 'amber' | 'red';
  offset: ReminderOffset;
  every?: ReminderOffset;
  beforeMeeting?: number;
};

/** When reminders may be sent, London time on working days; the start belongs to the window, the end does not. */
export type SendingWindow = { from: TimeOfDay; until: TimeOfDay };

/** A whole policy: every rule by priority. Its version goes into the ledger with every message. */
export type ReminderPolicy = {
  version: number;
  window: SendingWindow;
  /** Before-due reminders this close after the notice of a new action are left out, in minutes. */
  quietAfterNew: number;
  rules: Record<ReminderPriority, readonly ReminderRule[]>;
};

const morning = (workingDays: number): ReminderOffset => ({ workingDays, at: '08:00' as TimeOfDay });
const hours = (n: number): ReminderOffset => ({ hours: n });

const DUE_DAY: ReminderOffset = { workingDays: 0, at: '09:00' as TimeOfDay };

const NEW: ReminderRule = {
  key: 'new',
  words: 'A new action was agreed',
  kind: 'new',
  level: 0,
  audience: ['owner'],
  from: 'agreed',
  offset: hours(0),
};

const NEW_OWNER: ReminderRule = {
  key: 'new-owner',
  words: 'The action was given to somebody else',
  kind: 'new',
  level: 0,
  audience: ['owner'],
  from: 'given',
  offset: hours(0),
};

const DUE_TODAY: ReminderRule = {
  key: 'due-day',
  words: 'Due today',
  kind: 'due_today',
  level: 0,
  audience: ['owner'],
  from: 'due',
  offset: DUE_DAY,
};

const ONE_DAY_BEFORE: ReminderRule = {
  key: 'due-minus-1wd',
  words: 'Due in 1 working day',
  kind: 'due_soon',
  level: 0,
  audience: ['owner'],
  from: 'due',
  offset: morning(-1),
};

const ROUTINE: readonly ReminderRule[] = [
  NEW,
  NEW_OWNER,
  {
    key: 'not-acknowledged-2wd',
    words: 'Not acknowledged 2 working days after it was agreed',
    kind: 'not_acknowledged',
    level: 0,
    audience: ['owner'],
    from: 'agreed',
    offset: morning(2),
  },
  {
    key: 'due-minus-3wd',
    words: 'Due in 3 working days',
    kind: 'due_soon',
    level: 0,
    audience: ['owner'],
    from: 'due',
    offset: morning(-3),
  },
  ONE_DAY_BEFORE,
  DUE_TODAY,
  {
    key: 'overdue-1wd',
    words: 'Overdue by 1 working day',
    kind: 'overdue',
    level: 0,
    audience: ['owner'],
    from: 'due',
    offset: morning(1),
  },
  {
    key: 'overdue-3wd',
    words: 'Overdue by 3 working days',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy'],
    from: 'due',
    offset: morning(3),
  },
  {
    key: 'overdue-weekly',
    words: 'Still overdue: every 5 working days',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy'],
    from: 'due',
    offset: morning(8),
    every: morning(5),
  },
  {
    key: 'escalation-agency-lead',
    words: 'Overdue by 3 working days: the agency lead is told',
    kind: 'escalation',
    level: 1,
    audience: ['agency_lead'],
    from: 'due',
    offset: morning(3),
  },
  {
    key: 'escalation-chair',
    words: 'Overdue by 5 working days, or 2 working days before the next meeting: the chair is told',
    kind: 'escalation',
    level: 2,
    audience: ['chair'],
    from: 'due',
    offset: morning(5),
    beforeMeeting: 2,
  },
  {
    key: 'escalation-strategic-lead',
    words: 'Overdue by 10 working days: the strategic lead is told',
    kind: 'escalation',
    level: 3,
    audience: ['strategic_lead'],
    from: 'due',
    offset: morning(10),
  },
];

const HIGH: readonly ReminderRule[] = [
  NEW,
  NEW_OWNER,
  {
    key: 'not-acknowledged-1wd',
    words: 'Not acknowledged 1 working day after it was agreed',
    kind: 'not_acknowledged',
    level: 0,
    audience: ['owner'],
    from: 'agreed',
    offset: morning(1),
  },
  ONE_DAY_BEFORE,
  DUE_TODAY,
  {
    key: 'overdue-1wd',
    words: 'Overdue by 1 working day',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy'],
    from: 'due',
    offset: morning(1),
  },
  {
    key: 'overdue-every-2wd',
    words: 'Still overdue: every 2 working days',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy'],
    from: 'due',
    offset: morning(3),
    every: morning(2),
  },
  {
    key: 'escalation-agency-lead',
    words: 'Overdue by 1 working day: the agency lead is told',
    kind: 'escalation',
    level: 1,
    audience: ['agency_lead'],
    from: 'due',
    offset: morning(1),
  },
  {
    key: 'escalation-chair',
    words: 'Overdue by 3 working days: the chair is told',
    kind: 'escalation',
    level: 2,
    audience: ['chair'],
    from: 'due',
    offset: morning(3),
  },
  {
    key: 'escalation-strategic-lead',
    words: 'Overdue by 5 working days: the strategic lead is told',
    kind: 'escalation',
    level: 3,
    audience: ['strategic_lead'],
    from: 'due',
    offset: morning(5),
  },
];

const CRITICAL: readonly ReminderRule[] = [
  NEW,
  NEW_OWNER,
  {
    key: 'not-acknowledged-2h',
    words: 'Not acknowledged 2 hours after it was agreed',
    kind: 'not_acknowledged',
    level: 0,
    audience: ['owner'],
    from: 'agreed',
    offset: hours(2),
  },
  {
    key: 'not-acknowledged-4h',
    words: 'Not acknowledged 4 hours after it was agreed: the coordinator is asked to phone',
    kind: 'not_acknowledged',
    level: 0,
    audience: ['coordinator'],
    from: 'agreed',
    offset: hours(4),
  },
  {
    key: 'due-minus-8h',
    words: 'Due in 8 hours',
    kind: 'due_soon',
    level: 0,
    audience: ['owner'],
    from: 'due',
    offset: hours(-8),
  },
  {
    key: 'due-minus-2h',
    words: 'Due in 2 hours',
    kind: 'due_soon',
    level: 0,
    audience: ['owner'],
    from: 'due',
    offset: hours(-2),
  },
  {
    key: 'overdue-at-due',
    words: 'Overdue: the time has passed',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy', 'chair'],
    from: 'due',
    offset: hours(0),
  },
  {
    key: 'overdue-daily',
    words: 'Still overdue: every 24 hours',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy'],
    from: 'due',
    offset: hours(24),
    every: hours(24),
  },
  {
    key: 'escalation-agency-lead',
    words: 'Overdue: the agency lead is told at once',
    kind: 'escalation',
    level: 1,
    audience: ['agency_lead'],
    from: 'due',
    offset: hours(0),
  },
  {
    key: 'escalation-chair',
    words: 'Overdue by 4 hours: the chair is told',
    kind: 'escalation',
    level: 2,
    audience: ['chair'],
    from: 'due',
    offset: hours(4),
  },
  {
    key: 'escalation-strategic-lead',
    words: 'Overdue by 24 hours: the strategic lead is told',
    kind: 'escalation',
    level: 3,
    audience: ['strategic_lead'],
    from: 'due',
    offset: hours(24),
  },
];

/** The reminder policy of the first release (domain handbook 7.2). A change of any rule is a new version. */
export const REMINDER_POLICY: ReminderPolicy = {
  version: 1,
  window: { from: '08:00' as TimeOfDay, until: '17:00' as TimeOfDay },
  quietAfterNew: 60,
  rules: { critical: CRITICAL, high: HIGH, routine: ROUTINE, long: ROUTINE },
};
