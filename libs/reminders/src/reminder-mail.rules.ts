import { type Day, londonTime, type Moment, monthName, weekdayName, weekdayOf } from '#kernel';
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

/** A message ready to send. */
export type WrittenMail = { subject: string; text: string; html: string };

const PREFIX = 'Panel coordination: ';

/** Name of the template in the ledger. */
export function templateOf(kind: ReminderKind): string {
  return `action-${kind.replaceAll('_', '-')}`;
}

/** The message in words: the same start of every subject, text and HTML that say the same. */
export function writeReminder(mail: ReminderMail): WrittenMail {
  const lines = [opening(mail), ...advice(mail)];
  return {
    subject: PREFIX + subject(mail),
    text: textOf(mail, lines),
    html: htmlOf(mail, lines),
  };
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

const PASSWORD = 'We never ask for a password by email.';

function textOf(mail: ReminderMail, lines: readonly string[]): string {
  return [
    hello(mail),
    ...lines,
    `Sign in to see it:\n${mail.link}`,
    `${why(mail)}\nQuestions: ${mail.contact}\n${PASSWORD}\n`,
  ].join('\n\n');
}

function htmlOf(mail: ReminderMail, lines: readonly string[]): string {
  const paragraph = (inner: string) => `<p style="margin:0 0 16px">${inner}</p>`;
  const small = (inner: string) =>
    `<p style="margin:0 0 8px;font-size:14px;color:#505a5f">${escaped(inner)}</p>`;
  const link = `<a href="${escaped(mail.link)}" style="color:#1d70b8">Sign in to see the action</a>`;
  const body = [
    ...[hello(mail), ...lines].map((line) => paragraph(escaped(line))),
    paragraph(link),
    small(why(mail)),
    small(`Questions: ${mail.contact}`),
    small(PASSWORD),
  ].join('\n');
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(PREFIX + subject(mail))}</title>`,
    '</head>',
    '<body style="margin:0;padding:0;background:#ffffff">',
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="padding:24px">',
    '<div style="max-width:580px;font-family:Arial,sans-serif;font-size:16px;line-height:24px;color:#0b0c0c">',
    body,
    '</div>',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function hello({ greeting }: ReminderMail): string {
  return greeting ? `Hello ${greeting}` : 'Hello';
}

function dueWords({ dueOn, dueAt }: ReminderMail): string {
  const day = `${weekdayName(weekdayOf(dueOn))} ${dayAndMonth(dueOn)}`;
  return dueAt ? `${londonTime(dueAt)} on ${day}` : day;
}

function dayAndMonth(day: Day): string {
  return `${Number(day.slice(8))} ${monthName(Number(day.slice(5, 7)))}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const TITLES = new Set(['dr', 'mr', 'mrs', 'ms', 'miss', 'mx', 'prof', 'pc', 'dc', 'ds', 'di', 'dci', 'sgt']);

/** The first name to greet somebody by: the first word of the name that is no title; empty when there is none. */
export function firstNameOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words.find((word) => !TITLES.has(word.toLowerCase().replace(/\.$/, ''))) ?? '';
  return /^[\p{L}\p{M}'’-]{2,30}$/u.test(first) ? first : '';
}
