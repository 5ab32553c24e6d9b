import { describe, expect, it } from '@jest/globals';
import { address, pageErrors, sentChoices, sentOneOf, sentText, sentVersion } from './form-fields.js';

describe('what a form carried', () => {
  it('is read as text only when it was sent once', () => {
    expect(sentText({ note: 'Visited' }, 'note')).toBe('Visited');
    expect(sentText({ note: ['a', 'b'] }, 'note')).toBe('');
    expect(sentText({}, 'note')).toBe('');
  });

  it('is read as choices whether one or many were ticked', () => {
    expect(sentChoices({ due: 'overdue' }, 'due')).toEqual(['overdue']);
    expect(sentChoices({ due: ['overdue', '', 'later'] }, 'due')).toEqual(['overdue', 'later']);
    expect(sentChoices({}, 'due')).toEqual([]);
  });

  it('is one of what was offered, or nothing', () => {
    expect(sentOneOf({ status: 'done' }, 'status', ['done', 'doing'])).toBe('done');
    expect(sentOneOf({ status: 'drop' }, 'status', ['done', 'doing'])).toBeNull();
  });

  it('has a version that is a number, or 0', () => {
    expect(sentVersion({ version: '12' })).toBe(12);
    for (const version of ['-1', '1e9', 'x', '99999999999', undefined])
      expect(sentVersion({ version })).toBe(0);
  });
});

describe('problems on a page', () => {
  const places = { note: { id: 'progress-note', label: 'What has been done' } };

  it('lead to their input, with its label where the text is not a sentence', () => {
    expect(pageErrors([{ field: 'note', text: 'Enter something here' }], places)).toEqual([
      { text: 'What has been done: enter something here', field: 'progress-note' },
    ]);
    expect(pageErrors([{ field: 'note', text: 'Say what was done.' }], places)).toEqual([
      { text: 'Say what was done.', field: 'progress-note' },
    ]);
  });

  it('stand alone when they are about no input of the page', () => {
    expect(pageErrors([{ field: null, text: 'Closed already.' }], places)).toEqual([
      { text: 'Closed already.', field: null },
    ]);
  });
});

describe('an address', () => {
  it('holds what is set, lists repeated', () => {
    expect(address('/actions', { due: ['overdue', 'later'], owner: null, q: 'a b' })).toBe(
      '/actions?due=overdue&due=later&q=a+b',
    );
    expect(address('/actions', { due: [] })).toBe('/actions');
  });
});
