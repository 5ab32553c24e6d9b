import { describe, expect, it } from '@jest/globals';
import { quickChange } from './action-changes.js';

const said = (sent: Record<string, string>) => {
  const change = quickChange('a1', sent);
  return typeof change === 'string' ? change : change.flash;
};

describe('a quick update', () => {
  it('becomes the change that says the same', () => {
    expect(said({ status: 'waiting' })).toBe('actionReceived');
    expect(said({ status: 'progress', note: 'Called' })).toBe('actionUpdated');
    expect(said({ status: 'done', note: 'Visited' })).toBe('actionClosed');
    expect(said({ status: 'cannot', reason: 'VICTIM_MOVED' })).toBe('actionClosed');
    expect(said({ status: 'cannot', reason: 'CAPACITY' })).toBe('actionClosed');
  });

  it('says what is missing, before anything is sent', () => {
    expect(said({ status: 'progress', note: '  ' })).toBe('Write a note that says how far it is.');
    expect(said({ status: 'done' })).toBe('Write a note that says what was done.');
    expect(said({ status: 'waiting', note: 'Soon' })).toBe('To send a note, choose how far the action is.');
    expect(said({ status: 'cannot', reason: 'BECAUSE' })).toBe('Choose why it cannot be done.');
    expect(said({ status: 'constructor' })).toBe('Choose how far the action is.');
    expect(said({})).toBe('Choose how far the action is.');
  });
});
