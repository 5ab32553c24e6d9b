import type { BankHolidays } from '#kernel';
import type { DutyRef } from './duty.js';
import type { Circle } from './recipients.rules.js';
import type { ReminderPolicy } from './reminder-policy.js';
import type { ReminderFacts } from './reminder-policy.rules.js';

/** A duty as far as its reminders care: the facts of its policy, and who stands around it. */
export type Chase = DutyRef & {
  actionId: string | null;
  caseId: string;
  /** It is still to be done. */
  isOpen: boolean;
  /** It is still to be done, but waits for somebody else: nothing is said of it until it goes on. */
  isPaused: boolean;
  facts: ReminderFacts;
  policy: ReminderPolicy;
  holidays: BankHolidays;
  circle: Omit<Circle, 'people'> & { panelId: string };
};
