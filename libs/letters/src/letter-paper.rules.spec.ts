import { describe, expect, it } from '@jest/globals';
import { type Envelope, firstNameOf, type LetterText, writeLetter } from './letter-paper.rules.js';

const letter: LetterText = {
  subject: 'papers ready for 8 December',
  lines: ['The agenda is ready.', 'Please prepare your update.'],
  before: 'Sign in to read it:',
  label: 'Sign in to read the agenda',
  why: 'You get this because your agency is asked to this meeting.',
};
const envelope: Envelope = {
  greeting: 'Alex',
  link: 'https://panel.example/meetings/0190-7f3k9q',
  contact: 'panel-team@northbridge.example',
};

describe('a letter on paper', () => {
  it('says the same in text and HTML, with one link and whom to ask', () => {
    const { subject, text, html } = writeLetter(letter, envelope);
    expect(subject).toBe('Panel coordination: papers ready for 8 December');
    expect(text).toBe(
      [
        'Hello Alex',
        'The agenda is ready.',
        'Please prepare your update.',
        'Sign in to read it:\nhttps://panel.example/meetings/0190-7f3k9q',
        'You get this because your agency is asked to this meeting.\nQuestions: panel-team@northbridge.example\nWe never ask for a password by email.\n',
      ].join('\n\n'),
    );
    for (const line of [...letter.lines, letter.why, letter.label, 'Hello Alex'])
      expect(html).toContain(line);
    expect(html.match(/href=/g)).toHaveLength(1);
    expect(html).toContain(`href="${envelope.link}"`);
  });

  it('is HTML of one column with nothing to load', () => {
    const { html } = writeLetter(letter, envelope);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('role="presentation"');
    expect(html).not.toMatch(/<img|<script|src=|url\(/i);
  });

  it('cannot be broken out of by a greeting, a line or a link', () => {
    const { html } = writeLetter(
      { ...letter, lines: ['<b>bold</b>'], label: '"><i>' },
      { ...envelope, greeting: '<b>"x"', link: 'https://a.example/"><script>' },
    );
    expect(html).not.toMatch(/<b>|<i>|<script>/);
  });

  it.each([
    ['Alex Smith', 'Alex'],
    ['Dr. Priya Shah', 'Priya'],
    ['Zoë O’Neill', 'Zoë'],
    ['PC 4821', ''],
    ['', ''],
    ['X', ''],
  ])('greets %s as %s', (name, first) => expect(firstNameOf(name)).toBe(first));
});
