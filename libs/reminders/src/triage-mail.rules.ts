import { writeLetter, type WrittenMail } from '#letters';
import type { Duty } from './duty.js';
import { dayAndMonth, dueWords, type ReminderMail } from './reminder-mail.rules.js';

/** A duty of triage: what a panel or a referrer owes before there is any action. */
export type TriageDuty = Exclude<Duty, 'action'>;

type Words = { subject: string; lines: string[]; why: string };

const PANEL = 'You get this because you answer for a panel.';
const AGENCY = 'You get this because your agency made a referral.';

/**
 * The reminder of a duty of triage. Like every reminder it has no place for anything about a case, a person in it or the
 * panel: only that something waits, until when, and where to sign in.
 */
export function writeTriageReminder(duty: TriageDuty, mail: ReminderMail): WrittenMail {
  const { greeting, link, contact } = mail;
  const said = { decision, answer, transfer }[duty](mail);
  return writeLetter(
    { ...said, before: 'Sign in to see it:', label: 'Sign in to see what waits' },
    { greeting, link, contact },
  );
}

function isLate({ kind }: ReminderMail): boolean {
  return kind === 'overdue' || kind === 'escalation';
}

function decision(mail: ReminderMail): Words {
  const due = dueWords(mail);
  if (!isLate(mail))
    return {
      subject: `1 referral waits to be decided by ${dayAndMonth(mail.dueOn)}`,
      lines: [
        `Your panel has 1 referral that is to be decided by ${due}.`,
        'Please sign in and decide on it, or ask the referrer for what is missing.',
      ],
      why: PANEL,
    };
  return {
    subject: '1 referral is past its time to be decided',
    lines: [
      `A panel has 1 referral that was to be decided by ${due}, and nobody has decided on it.`,
      mail.kind === 'escalation'
        ? 'You are told because it still waits. Please see that somebody decides on it.'
        : 'Please sign in and decide on it now, or see that somebody else does.',
    ],
    why: PANEL,
  };
}

function answer(mail: ReminderMail): Words {
  const due = dueWords(mail);
  if (mail.standpoint === 'panel')
    return {
      subject: '1 question was not answered',
      lines: [
        `A referrer was to answer by ${due} what your panel asked, and has not.`,
        'Please phone the referrer, or decide without the answer.',
      ],
      why: PANEL,
    };
  const has = mail.standpoint === 'mine' ? 'You have' : 'Your agency has';
  return {
    subject: isLate(mail) ? '1 answer is late' : '1 answer is due today',
    lines: [
      isLate(mail)
        ? `${has} 1 question of a panel that was to be answered by ${due}.`
        : `${has} 1 question of a panel that is to be answered by ${due}.`,
      'Nothing goes on until it is answered. If you do not know the answer, say so there.',
    ],
    why: AGENCY,
  };
}

function transfer(mail: ReminderMail): Words {
  const due = dueWords(mail);
  return {
    subject: isLate(mail) ? '1 transfer still waits for an answer' : '1 transfer waits for your panel',
    lines: [
      isLate(mail)
        ? `A panel was to say by ${due} that it has what another handed over, and has not.`
        : `Your panel is to say by ${due} that it has what another handed over.`,
      'Until it does, the other panel is responsible. Please sign in and say so, or phone the other panel.',
    ],
    why: PANEL,
  };
}
