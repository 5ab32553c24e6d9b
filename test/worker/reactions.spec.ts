import { describe, expect, it } from '@jest/globals';
import { tables } from '#schema';
import { checkReactions, REACTIONS } from '../../apps/worker/src/reactions.js';

describe('what is done about events', () => {
  it('is said exactly once for every event that any room defines', () => {
    expect(tables.entities).toBeTruthy();
    expect(() => checkReactions()).not.toThrow();
  });

  it('is missed when an event is forgotten or listed twice', () => {
    expect(() => checkReactions(REACTIONS.slice(1))).toThrow('action.agreed (missing)');
    expect(() => checkReactions([...REACTIONS, ...REACTIONS.slice(0, 1)])).toThrow('action.agreed (twice)');
  });
});
