import { describe, expect, it } from '@jest/globals';
import { actionsAddress, agencyActionsAsked, panelActionsAsked } from './actions.presenter.js';

describe('the address of a list of actions', () => {
  it('says what the agency list is narrowed to', () => {
    expect(agencyActionsAsked({ due: ['overdue', 'soon', 'never'], owner: ['p1', 'none'] })).toEqual({
      after: null,
      due: ['OVERDUE', 'NEXT_7_DAYS'],
      ownerIds: ['p1'],
      unassigned: true,
      status: 'OPEN',
    });
    expect(agencyActionsAsked({ status: 'closed' })).toMatchObject({
      status: 'CLOSED',
      due: [],
      ownerIds: [],
    });
  });

  it('says what the list across panels is narrowed to', () => {
    expect(panelActionsAsked({ panel: 'p', agency: '', due: 'overdue' })).toEqual({
      after: null,
      panelId: 'p',
      agencyId: null,
      overdueOnly: true,
    });
  });

  it('comes back as it was, without what nobody knows', () => {
    const sent = { due: 'overdue', owner: ['p1', 'p2'], evil: 'x', after: 'c' };
    expect(actionsAddress(sent)).toBe('/actions?due=overdue&owner=p1&owner=p2&after=c');
    expect(actionsAddress({})).toBe('/actions');
  });
});
