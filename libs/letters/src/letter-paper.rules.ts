/**
 * What a letter says. There is no place for a name, a reference or a text of a case: a writer gives plain sentences
 * about what is to be done, and the page where everything else stands.
 */
export type LetterText = {
  /** Goes after the start that all subjects share. */
  subject: string;
  lines: readonly string[];
  /** The line above the link in plain text. */
  before: string;
  /** The words of the link in HTML: they make sense alone. */
  label: string;
  /** Why this person gets it. */
  why: string;
};

/** What is put around a {@link LetterText}. */
export type Envelope = {
  /** First name of the professional who gets the letter; empty when it cannot be told. */
  greeting: string;
  /** Own address; at its end a random id, never a name or a reference. */
  link: string;
  contact: string;
};

/** A message ready to send. */
export type WrittenMail = { subject: string; text: string; html: string };

/** How every subject begins, so that people can sort these messages. */
export const SUBJECT_START = 'Panel coordination: ';

const PASSWORD = 'We never ask for a password by email.';

/** The letter as text and HTML that say the same: one column, nothing to load, one link. */
export function writeLetter(letter: LetterText, envelope: Envelope): WrittenMail {
  const hello = envelope.greeting ? `Hello ${envelope.greeting}` : 'Hello';
  const lines = [hello, ...letter.lines];
  const subject = SUBJECT_START + letter.subject;
  return {
    subject,
    text: textOf(lines, letter, envelope),
    html: htmlOf(subject, lines, letter, envelope),
  };
}

function textOf(lines: readonly string[], { before, why }: LetterText, { link, contact }: Envelope): string {
  return [...lines, `${before}\n${link}`, `${why}\nQuestions: ${contact}\n${PASSWORD}\n`].join('\n\n');
}

function htmlOf(
  subject: string,
  lines: readonly string[],
  { label, why }: LetterText,
  { link, contact }: Envelope,
): string {
  const paragraph = (inner: string) => `<p style="margin:0 0 16px">${inner}</p>`;
  const small = (inner: string) =>
    `<p style="margin:0 0 8px;font-size:14px;color:#505a5f">${escaped(inner)}</p>`;
  const anchor = `<a href="${escaped(link)}" style="color:#1d70b8">${escaped(label)}</a>`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(subject)}</title>`,
    '</head>',
    '<body style="margin:0;padding:0;background:#ffffff">',
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="padding:24px">',
    '<div style="max-width:580px;font-family:Arial,sans-serif;font-size:16px;line-height:24px;color:#0b0c0c">',
    ...lines.map((line) => paragraph(escaped(line))),
    paragraph(anchor),
    ...[why, `Questions: ${contact}`, PASSWORD].map(small),
    '</div>',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
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
