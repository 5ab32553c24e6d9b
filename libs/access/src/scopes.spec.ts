import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PersonActor } from './actor.js';
import { PERMISSIONS } from './permissions.js';
import { may, reachOf } from './policy.js';
import { ROLES } from './roles.js';
import { SCOPE_PERMISSIONS, SCOPES } from './scopes.js';

const role = fc.constantFrom(...ROLES);
const scopes = fc.subarray([...SCOPES]);
const permission = fc.constantFrom(...PERMISSIONS);
const ids = ['a', 'b', 'c'] as const;
const belongs = fc.record(
  { panelId: fc.constantFrom(...ids, null), agencyIds: fc.subarray([...ids]) },
  { requiredKeys: [] },
);

const actor = (given: Partial<PersonActor>): PersonActor => ({
  ...{ kind: 'person', personId: 'p', name: 'P', agencyId: 'a', role: 'chair', lpa: null, panelIds: ['b'] },
  ...given,
});

describe('a token', () => {
  it('never allows what the role of its person does not, for every role, scope set, permission and thing', () => {
    fc.assert(
      fc.property(role, scopes, permission, belongs, (as, chosen, what, to) => {
        const token = may(actor({ role: as, scopes: chosen }), what, to);
        expect(token && !may(actor({ role: as }), what, to)).toBe(false);
      }),
    );
  });

  it('allows exactly what one of its scopes and the role allow', () => {
    for (const as of ROLES) {
      for (const what of PERMISSIONS) {
        for (const scope of SCOPES) {
          const given = SCOPE_PERMISSIONS[scope].includes(what);
          const reach = reachOf(actor({ role: as, scopes: [scope] }), what);
          expect(reach).toBe(given ? reachOf(actor({ role: as }), what) : null);
        }
      }
    }
  });

  it('with more scopes allows no less', () => {
    fc.assert(
      fc.property(role, scopes, scopes, permission, belongs, (as, some, more, what, to) => {
        const few = may(actor({ role: as, scopes: some }), what, to);
        expect(few && !may(actor({ role: as, scopes: [...some, ...more] }), what, to)).toBe(false);
      }),
    );
  });

  it('without a scope allows nothing at all', () => {
    for (const as of ROLES) {
      for (const what of PERMISSIONS) expect(may(actor({ role: as, scopes: [] }), what)).toBe(false);
    }
  });

  it('never makes tokens and lets nobody in, whatever its scopes and its role', () => {
    for (const as of ROLES) {
      const all = actor({ role: as, scopes: [...SCOPES] });
      expect(may(all, 'account:change')).toBe(false);
      expect(may(all, 'sign-in:change')).toBe(false);
    }
  });

  it('for reading changes nothing', () => {
    expect(SCOPE_PERMISSIONS.read.every((what) => what.endsWith(':read'))).toBe(true);
  });
});
