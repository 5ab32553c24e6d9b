import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closureBlockers, refusedBy } from './closing.rules.js';

const NOT_TAKEN_ON = ['triage', 'returned_for_information', 'declined', 'redirected'];
const STATES = [...NOT_TAKEN_ON, 'accepted', 'flagged', 'listed', 'discussed', 'closed', 'withdrawn'];

describe('closing a case', () => {
  it('may be done when every action is over', () => {
    expect(closureBlockers({ state: 'discussed', openActions: 0 })).toEqual([]);
    expect(refusedBy([])).toBeNull();
  });

  it('waits for open actions and says how many', () => {
    expect(closureBlockers({ state: 'discussed', openActions: 1 })[0]?.message).toBe(
      '1 action is still open. Close every action first.',
    );
    expect(refusedBy(closureBlockers({ state: 'discussed', openActions: 3 }))).toMatchObject({
      refusal: {
        code: 'CASE_HAS_OPEN_ACTIONS',
        message: '3 actions are still open. Close every action first.',
      },
    });
  });

  it('names everything that stands in the way at once', () => {
    const refusal = refusedBy(closureBlockers({ state: 'listed', openActions: 2 }))?.refusal;
    expect(refusal?.code).toBe('CASE_HAS_OPEN_ACTIONS');
    expect(refusal?.message).toContain('stands on an agenda');
  });

  it('says only that it is over when it is over', () => {
    expect(closureBlockers({ state: 'closed', openActions: 4 })).toMatchObject([
      { code: 'CASE_ALREADY_CLOSED' },
    ]);
    expect(closureBlockers({ state: 'withdrawn', openActions: 0 })).toMatchObject([
      { code: 'CASE_WITHDRAWN' },
    ]);
  });

  it('is never allowed while an action is open, nor twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.nat(50), (state, openActions) => {
        const isFree = closureBlockers({ state, openActions }).length === 0;
        const mayBe = openActions === 0 && ['accepted', 'flagged', 'discussed'].includes(state);
        expect(isFree).toBe(mayBe);
      }),
    );
  });
});
