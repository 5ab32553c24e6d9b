import type { TicketPurpose } from './sign-in-ticket.entity.js';

/** All that a message about signing in may be made of: no name, no agency, nothing about any case. */
export type SignInMail = {
  purpose: Extract<TicketPurpose, 'invitation' | 'password'>;
  link: string;
  contact: string;
};

const WORDS = {
  invitation: {
    subject: 'Panel coordination: set up your sign-in',
    lines: [
      'You have been invited to panel coordination.',
      'Open this link to choose a password and set up a second step. It works once, within 72 hours.',
    ],
    why: 'You get this because an administrator added your work address.',
  },
  password: {
    subject: 'Panel coordination: choose a new password',
    lines: [
      'Somebody, most likely you, asked for a new password.',
      'Open this link to choose one. It works once, within an hour. If it was not you, do nothing.',
    ],
    why: 'You get this because somebody typed your address at the sign-in page.',
  },
} as const;

const PASSWORD = 'We never ask for a password by email.';

/** The message in words; text and HTML say the same. */
export function writeSignInMail({ purpose, link, contact }: SignInMail): {
  subject: string;
  text: string;
  html: string;
} {
  const { subject, lines, why } = WORDS[purpose];
  const questions = `Questions: ${contact}`;
  const text = ['Hello', ...lines, link, `${why}\n${questions}\n${PASSWORD}\n`].join('\n\n');
  const paragraphs = ['Hello', ...lines].map((line) => `<p>${escaped(line)}</p>`);
  const anchor = `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`;
  const small = [why, questions, PASSWORD].map((line) => `<p><small>${escaped(line)}</small></p>`);
  const html = [
    '<!DOCTYPE html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>`,
    ...paragraphs,
    anchor,
    ...small,
    '</body></html>\n',
  ].join('\n');
  return { subject, text, html };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
