import { describe, expect, it } from '@jest/globals';
import type { Day, Moment } from '#kernel';
import { REMINDER_KINDS } from './reminder-policy.js';
import type { ReminderMail } from './reminder-mail.rules.js';
import { writeTriageReminder } from './triage-mail.rules.js';

const mail = (given: Partial<ReminderMail> = {}): ReminderMail => ({
  kind: 'overdue',
  standpoint: 'panel',
  greeting: 'Alex',
  dueOn: '2026-11-24' as Day,
  dueAt: '2026-11-24T13:00:00.000Z' as Moment,
  link: 'https://panel.example/referrals/0190-7f3k9q',
  contact: 'panel-team@northbridge.example',
  ...given,
});

const ALL = (['decision', 'answer', 'transfer'] as const).flatMap((duty) =>
  REMINDER_KINDS.flatMap((kind) =>
    (['mine', 'agency', 'panel'] as const).map((standpoint) =>
      writeTriageReminder(duty, mail({ kind, standpoint, dueOn: '2026-09-30' as Day })),
    ),
  ),
);

describe('the words of a reminder about triage', () => {
  it('say what waits, until when, what to do, where to sign in and whom to ask', () => {
    expect(writeTriageReminder('decision', mail()).text).toBe(
      [
        'Hello Alex',
        'A panel has 1 referral that was to be decided by 13:00 on Tuesday 24 November, and nobody has decided on it.',
        'Please sign in and decide on it now, or see that somebody else does.',
        'Sign in to see it:\nhttps://panel.example/referrals/0190-7f3k9q',
        'You get this because you answer for a panel.\nQuestions: panel-team@northbridge.example\nWe never ask for a password by email.\n',
      ].join('\n\n'),
    );
  });

  it.each([
    ['decision', 'due_soon', 'panel', '1 referral waits to be decided by 24 November'],
    ['decision', 'escalation', 'panel', '1 referral is past its time to be decided'],
    ['answer', 'due_today', 'mine', '1 answer is due today'],
    ['answer', 'overdue', 'agency', '1 answer is late'],
    ['answer', 'escalation', 'panel', '1 question was not answered'],
    ['transfer', 'due_today', 'panel', '1 transfer waits for your panel'],
    ['transfer', 'overdue', 'panel', '1 transfer still waits for an answer'],
  ] as const)('of a %s, %s, to %s have their subject', (duty, kind, standpoint, subject) => {
    expect(writeTriageReminder(duty, mail({ kind, standpoint })).subject).toBe(
      `Panel coordination: ${subject}`,
    );
  });

  it('have short subjects and no word of harm', () => {
    for (const { subject, text, html } of ALL) {
      expect(subject.length).toBeLessThan(70);
      expect(`${subject} ${text} ${html}`).not.toMatch(
        /stalk|victim|suspect|\brisk|harass|violen|offence|urgent|confidential|MARAC|ESIP/i,
      );
    }
  });
});
