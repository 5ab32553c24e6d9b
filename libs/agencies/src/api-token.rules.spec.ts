import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLE_PERMISSIONS, ROLES, SCOPES } from '#access';
import { makingToken, MOST_TOKENS, permissionsOf, scopesFor, TOKEN_DAYS } from './api-token.rules.js';

describe('making a token', () => {
  const usual = TOKEN_DAYS.usual;
  const codeOf = (made: ReturnType<typeof makingToken>) => (made.ok ? 'made' : made.refusal.code);

  it('needs a use that the role has', () => {
    expect(codeOf(makingToken('chair', { scopes: [], days: usual }, 0))).toBe('TOKEN_WITHOUT_USE');
    expect(codeOf(makingToken('auditor', { scopes: ['actions'], days: usual }, 0))).toBe('made');
    expect(codeOf(makingToken('auditor', { scopes: ['reminders'], days: usual }, 0))).toBe(
      'TOKEN_WITHOUT_USE',
    );
    expect(codeOf(makingToken('agency_member', { scopes: ['figures'], days: usual }, 0))).toBe('made');
  });

  it('is for a year at most, and not for a day that never comes', () => {
    for (const days of [0, -1, 366, 1.5, Number.NaN]) {
      expect(codeOf(makingToken('chair', { scopes: ['read'], days }, 0))).toBe('TOKEN_TOO_LONG');
    }
    expect(codeOf(makingToken('chair', { scopes: ['read'], days: 365 }, 0))).toBe('made');
  });

  it('stops at a number of tokens that somebody can still keep in mind', () => {
    const wanted = { scopes: ['read'] as const, days: usual };
    expect(codeOf(makingToken('chair', wanted, MOST_TOKENS - 1))).toBe('made');
    expect(codeOf(makingToken('chair', wanted, MOST_TOKENS))).toBe('TOO_MANY_TOKENS');
  });

  it('offers what is made, and nothing beyond the role', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), fc.subarray([...SCOPES]), (role, scopes) => {
        const made = makingToken(role, { scopes, days: usual }, 0);
        const offered = scopesFor(role);
        expect(made.ok).toBe(scopes.length > 0 && scopes.every((scope) => offered.includes(scope)));
        for (const permission of permissionsOf(role, scopes)) {
          expect(ROLE_PERMISSIONS[role][permission]).toBeDefined();
        }
      }),
    );
  });
});
