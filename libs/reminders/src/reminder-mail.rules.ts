import { type Day, londonTime, type Moment, monthName, weekdayName, weekdayOf } from '#kernel';
import { writeLetter, type WrittenMail } from '#letters';
import type { Duty } from './duty.js';
import type { ReminderKind } from './reminder-policy.js';

/** Version of the words below; goes into the ledger with every message. */
export const REMINDER_TEMPLATE_VERSION = 1;

/** Whose action it is, seen from the person who reads: theirs, their agency's, or one before their panel. */
export type Standpoint = 'mine' | 'agency' | 'panel';

/**
 * All that a reminder may be made of. There is no field for anything about a case, a person in it, what the action is
 * or which panel it belongs to: so nothing of that can get into a message (domain handbook 7.3 rule 6).
 */
export type ReminderMail = {
  kind: ReminderKind;
  standpoint: Standpoint;
  /** First name of the professional who gets the message; empty when it cannot be told. */
  greeting: string;
  dueOn: Day;
  /** Given only when the hour matters. */
  dueAt: Moment | null;
  /** Own address with a random id at the end. */
  link: string;
  contact: string;
};

/** Name of the template in the ledger. */
export function templateOf(duty: Duty, kind: ReminderKind): string {
  return `${duty}-${kind.replaceAll('_', '-')}`;
}

/** The message in words: the same start of every subject, text and HTML that say the same. */
export function writeReminder(mail: ReminderMail): WrittenMail {
  const { greeting, link, contact } = mail;
  return writeLetter(
    {
      subject: subject(mail),
      lines: [opening(mail), ...advice(mail)],
      before: 'Sign in to see it:',
      label: 'Sign in to see the action',
      why: why(mail),
    },
    { greeting, link, contact },
  );
}

function subject({ kind, standpoint, dueOn }: ReminderMail): string {
  const whose = standpoint === 'mine' ? 'you have' : standpoint === 'agency' ? 'your agency has' : 'there is';
  switch (kind) {
    case 'new':
      return `${whose} a new action`;
    case 'not_acknowledged':
      return '1 action waits to be acknowledged';
    case 'due_soon':
      return `1 action is due by ${dayAndMonth(dueOn)}`;
    case 'due_today':
      return '1 action is due today';
    case 'overdue':
    case 'escalation':
      return '1 action is overdue';
  }
}

function opening(mail: ReminderMail): string {
  const { kind, standpoint } = mail;
  const due = dueWords(mail);
  const has = { mine: 'You have', agency: 'Your agency has', panel: 'Your panel has' }[standpoint];
  switch (kind) {
    case 'new':
      return `${has} 1 new action. It is due by ${due}.`;
    case 'not_acknowledged':
      return `${has} 1 action that nobody has acknowledged yet. It is due by ${due}.`;
    case 'due_soon':
      return `${has} 1 action that is due by ${due}.`;
    case 'due_today':
      return `${has} 1 action that is due today, ${due}.`;
    case 'overdue':
    case 'escalation':
      return `${has} 1 action that was due on ${due} and is still open.`;
  }
}

function advice({ kind, standpoint }: ReminderMail): string[] {
  if (standpoint === 'panel' && kind === 'not_acknowledged') return ['Please phone the agency.'];
  if (standpoint === 'panel') return ['Please talk to the agency about what stands in the way.'];
  if (kind === 'escalation') return ['You are told because it is still open after its date.'];
  if (kind === 'new' || kind === 'not_acknowledged') return ['Please sign in and say that you have seen it.'];
  return ['If it cannot be done, say so there. The panel will see your reason.'];
}

function why({ standpoint }: ReminderMail): string {
  if (standpoint === 'panel') return 'You get this because you answer for a panel.';
  return 'You get this because your agency must answer panel actions.';
}

/** When it is due: the day, and the hour where it matters. */
export function dueWords({ dueOn, dueAt }: Pick<ReminderMail, 'dueOn' | 'dueAt'>): string {
  const day = `${weekdayName(weekdayOf(dueOn))} ${dayAndMonth(dueOn)}`;
  return dueAt ? `${londonTime(dueAt)} on ${day}` : day;
}

/** `23 November`. */
export function dayAndMonth(day: Day): string {
  return `${Number(day.slice(8))} ${monthName(Number(day.slice(5, 7)))}`;
}
