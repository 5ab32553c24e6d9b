import type { TimeOfDay } from '#kernel';
import type { ReminderOffset, ReminderPolicy, ReminderRule, SendingWindow } from './reminder-policy.js';

const WINDOW: SendingWindow = { from: '08:00' as TimeOfDay, until: '17:00' as TimeOfDay };
const morning = (workingDays: number): ReminderOffset => ({ workingDays, at: '08:00' as TimeOfDay });
const hours = (n: number): ReminderOffset => ({ hours: n });
const DUE_DAY: ReminderOffset = { workingDays: 0, at: '09:00' as TimeOfDay };

const AMBER: ReminderRule = {
  key: 'amber',
  words: 'The clock has turned amber',
  kind: 'due_soon',
  level: 0,
  audience: ['coordinator'],
  from: 'amber',
  offset: hours(0),
};

const RED: ReminderRule = {
  key: 'red',
  words: 'The clock has turned red: the target is about to be missed',
  kind: 'due_soon',
  level: 0,
  audience: ['coordinator'],
  from: 'red',
  offset: hours(0),
};

const RED_CHAIR: ReminderRule = {
  ...RED,
  key: 'red-chair',
  words: 'The clock has turned red: the chair is told',
  level: 2,
  audience: ['chair'],
};

const MISSED: ReminderRule = {
  key: 'missed',
  words: 'The target was missed',
  kind: 'overdue',
  level: 0,
  audience: ['coordinator'],
  from: 'due',
  offset: hours(0),
};

const MISSED_CHAIR: ReminderRule = {
  ...MISSED,
  key: 'escalation-chair',
  words: 'The target was missed: the chair is told',
  kind: 'escalation',
  level: 2,
  audience: ['chair'],
};

const STILL_MISSED: ReminderRule = {
  key: 'still-missed',
  words: 'Still not decided',
  kind: 'overdue',
  level: 0,
  audience: ['coordinator', 'chair'],
  from: 'due',
  offset: morning(2),
  every: morning(1),
};

const STRATEGIC: ReminderRule = {
  key: 'escalation-strategic-lead',
  words: 'Not decided 1 working day after the target: the strategic lead is told',
  kind: 'escalation',
  level: 3,
  audience: ['strategic_lead'],
  from: 'due',
  offset: morning(1),
};

const URGENT: readonly ReminderRule[] = [
  AMBER,
  RED,
  RED_CHAIR,
  MISSED,
  MISSED_CHAIR,
  {
    ...STRATEGIC,
    words: 'Not decided 4 hours after the target: the strategic lead is told',
    offset: hours(4),
  },
  { ...STILL_MISSED, words: 'Still not decided: every 12 hours', offset: hours(12), every: hours(12) },
];

const HIGH: readonly ReminderRule[] = [
  AMBER,
  RED,
  RED_CHAIR,
  MISSED,
  MISSED_CHAIR,
  STRATEGIC,
  { ...STILL_MISSED, words: 'Still not decided: each working day' },
];

const STANDARD: readonly ReminderRule[] = [
  AMBER,
  RED,
  MISSED,
  {
    ...MISSED_CHAIR,
    words: 'Not decided 1 working day after the target: the chair is told',
    offset: morning(1),
  },
  {
    ...STRATEGIC,
    words: 'Not decided 3 working days after the target: the strategic lead is told',
    offset: morning(3),
  },
  {
    ...STILL_MISSED,
    words: 'Still not decided: every 2 working days',
    offset: morning(5),
    every: morning(2),
  },
];

/**
 * Reminders of a decision that a panel owes on a referral (domain handbook 7.2, by the clocks of 2.5): when the clock
 * turns amber and red, when it is missed, and then up the ladder to the strategic lead until somebody decides. `critical` is
 * an urgent referral whose clock runs round the clock: night and weekend make no difference to it.
 */
export const DECISION_POLICY: ReminderPolicy = {
  version: 1,
  window: WINDOW,
  quietAfterNew: 0,
  rules: { critical: URGENT, high: HIGH, routine: STANDARD, long: STANDARD },
};

const ANSWER: readonly ReminderRule[] = [
  {
    key: 'answer-due-day',
    words: 'The answer is due today',
    kind: 'due_today',
    level: 0,
    audience: ['owner'],
    from: 'due',
    offset: DUE_DAY,
  },
  {
    key: 'answer-late-1wd',
    words: 'Not answered 1 working day after it was due: the agency lead is told',
    kind: 'escalation',
    level: 1,
    audience: ['agency_lead'],
    from: 'due',
    offset: morning(1),
  },
  {
    key: 'answer-late',
    words: 'Still not answered: every 2 working days',
    kind: 'overdue',
    level: 0,
    audience: ['owner', 'deputy'],
    from: 'due',
    offset: morning(1),
    every: morning(2),
  },
  {
    key: 'answer-coordinator',
    words:
      'Not answered 2 working days after it was due: the coordinator is asked to phone, or to decide without it',
    kind: 'escalation',
    level: 2,
    audience: ['coordinator'],
    from: 'due',
    offset: morning(2),
  },
];

/** Reminders of an answer that a referrer owes. While it is owed the clock of the panel stands still. */
export const ANSWER_POLICY: ReminderPolicy = {
  version: 1,
  window: WINDOW,
  quietAfterNew: 60,
  rules: { critical: ANSWER, high: ANSWER, routine: ANSWER, long: ANSWER },
};

const TRANSFER: readonly ReminderRule[] = [
  {
    key: 'transfer-due-day',
    words: 'The acknowledgement is due today',
    kind: 'due_today',
    level: 0,
    audience: ['coordinator'],
    from: 'due',
    offset: DUE_DAY,
  },
  {
    key: 'transfer-late-1wd',
    words: 'Not acknowledged 1 working day after it was due: the chair is told',
    kind: 'escalation',
    level: 2,
    audience: ['chair'],
    from: 'due',
    offset: morning(1),
  },
  {
    key: 'transfer-late',
    words: 'Still not acknowledged: every 2 working days',
    kind: 'overdue',
    level: 0,
    audience: ['coordinator'],
    from: 'due',
    offset: morning(1),
    every: morning(2),
  },
  {
    key: 'transfer-strategic-lead',
    words: 'Not acknowledged 3 working days after it was due: the strategic lead is told',
    kind: 'escalation',
    level: 3,
    audience: ['strategic_lead'],
    from: 'due',
    offset: morning(3),
  },
];

/** Reminders of the word that a panel owes another that handed a case over. */
export const TRANSFER_POLICY: ReminderPolicy = {
  version: 1,
  window: WINDOW,
  quietAfterNew: 60,
  rules: { critical: TRANSFER, high: TRANSFER, routine: TRANSFER, long: TRANSFER },
};
