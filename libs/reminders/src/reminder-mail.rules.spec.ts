import { describe, expect, it } from '@jest/globals';
import type { Day, Moment } from '#kernel';
import { type ReminderMail, writeReminder } from './reminder-mail.rules.js';
import { REMINDER_KINDS } from './reminder-policy.js';

const mail = (given: Partial<ReminderMail> = {}): ReminderMail => ({
  kind: 'overdue',
  standpoint: 'agency',
  greeting: 'Alex',
  dueOn: '2026-11-20' as Day,
  dueAt: null,
  link: 'https://panel.example/actions/0190-7f3k9q',
  contact: 'panel-team@northbridge.example',
  ...given,
});

const ALL = REMINDER_KINDS.flatMap((kind) =>
  (['mine', 'agency', 'panel'] as const).map((standpoint) => mail({ kind, standpoint })),
);

describe('the words of a reminder', () => {
  it('say what is needed, by when, where to sign in and who to ask', () => {
    expect(writeReminder(mail()).text).toBe(
      [
        'Hello Alex',
        'Your agency has 1 action that was due on Friday 20 November and is still open.',
        'If it cannot be done, say so there. The panel will see your reason.',
        'Sign in to see it:\nhttps://panel.example/actions/0190-7f3k9q',
        'You get this because your agency must answer panel actions.\nQuestions: panel-team@northbridge.example\nWe never ask for a password by email.\n',
      ].join('\n\n'),
    );
  });

  it.each([
    ['new', 'mine', 'Panel coordination: you have a new action'],
    ['new', 'agency', 'Panel coordination: your agency has a new action'],
    ['not_acknowledged', 'mine', 'Panel coordination: 1 action waits to be acknowledged'],
    ['due_soon', 'mine', 'Panel coordination: 1 action is due by 20 November'],
    ['due_today', 'mine', 'Panel coordination: 1 action is due today'],
    ['overdue', 'mine', 'Panel coordination: 1 action is overdue'],
    ['escalation', 'panel', 'Panel coordination: 1 action is overdue'],
  ] as const)('have a subject that begins the same: %s for %s', (kind, standpoint, subject) => {
    expect(writeReminder(mail({ kind, standpoint })).subject).toBe(subject);
  });

  it('stay under 60 characters in every subject', () => {
    for (const one of ALL) {
      const long = writeReminder({ ...one, dueOn: '2026-09-30' as Day });
      expect(long.subject.length).toBeLessThan(60);
    }
  });

  it('give the hour in London where it matters', () => {
    const text = writeReminder(
      mail({ kind: 'due_soon', dueOn: '2026-07-01' as Day, dueAt: '2026-07-01T13:30:00.000Z' as Moment }),
    ).text;
    expect(text).toContain('due by 14:30 on Wednesday 1 July');
  });

  it('are HTML of one column that holds the link and nothing to load', () => {
    for (const one of ALL) {
      const { html } = writeReminder(one);
      expect(html).toContain('<html lang="en">');
      expect(html).toContain('role="presentation"');
      expect(html).toContain(`href="${one.link}"`);
      expect(html).not.toMatch(/<img|<script|src=|url\(/i);
    }
  });

  it('never say what sort of case it is', () => {
    for (const one of ALL) {
      const { subject, text, html } = writeReminder(one);
      const all = [subject, text, html].join(' ');
      expect(all).not.toMatch(
        /stalk|victim|suspect|risk|harass|violen|offence|critical|urgent|confidential|MARAC|ESIP/i,
      );
    }
  });

  it('can be written from nothing but these fields, whatever else is put beside them', () => {
    const planted = { victim: 'Zelda Quennell', text: 'Fit a fire-proof letter box', panel: 'ESIP North' };
    const { subject, text, html } = writeReminder({ ...mail(), ...planted });
    for (const word of ['Zelda', 'Quennell', 'letter box', 'ESIP']) {
      expect([subject, text, html].join(' ')).not.toContain(word);
    }
  });

  it('cannot be broken out of by a greeting or a link', () => {
    const { html } = writeReminder(mail({ greeting: '<b>"x"', link: 'https://a.example/"><script>' }));
    expect(html).not.toContain('<b>');
    expect(html).not.toContain('<script>');
  });
});
