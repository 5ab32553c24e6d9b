import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayComeIn, mayUsePassword, recognised } from './organisation-claims.rules.js';

const WHO = { iss: 'https://sign-in.example', sub: 'p-17' };
const INVITED = { kind: 'person' as const, isActive: true, invitedAt: '2026-11-23T09:00:00.000Z' };

describe('what the organisation says of somebody', () => {
  it('an address counts when it is vouched for, under the name that the settings give', () => {
    const said = { ...WHO, email: ' Pat@Probation.Example ', email_verified: true, checked: '1' };
    expect(recognised(said, 'email_verified').verifiedEmail).toBe('pat@probation.example');
    expect(recognised(said, 'checked').verifiedEmail).toBe('pat@probation.example');
    expect(recognised(said, 'other').verifiedEmail).toBeNull();
  });

  it('no other yes than true or 1 counts', () => {
    const yes = new Set<unknown>([true, 'true', 1, '1']);
    fc.assert(
      fc.property(
        fc.anything().filter((value) => !yes.has(value)),
        (value) => {
          const said = { ...WHO, email: 'pat@probation.example', email_verified: value };
          return recognised(said, 'email_verified').verifiedEmail === null;
        },
      ),
    );
  });

  it('the same name at two services is two people', () => {
    const there = recognised({ ...WHO, iss: 'https://other.example' }, 'email_verified');
    expect(there.subject).not.toBe(recognised(WHO, 'email_verified').subject);
  });
});

describe('who may come in', () => {
  it('an invited, active person whom nobody else was taken for', () => {
    expect(mayComeIn(INVITED, null, 'a')).toBe(true);
    expect(mayComeIn(INVITED, 'a', 'a')).toBe(true);
    expect(mayComeIn(INVITED, 'b', 'a')).toBe(false);
    expect(mayComeIn({ ...INVITED, isActive: false }, 'a', 'a')).toBe(false);
    expect(mayComeIn({ ...INVITED, invitedAt: null }, null, 'a')).toBe(false);
    expect(mayComeIn({ ...INVITED, kind: 'service' }, 'a', 'a')).toBe(false);
  });

  it('a password opens for administrators always, for others where their agency leaves it open', () => {
    expect(mayUsePassword('administrator', 'organisation')).toBe(true);
    expect(mayUsePassword('chair', 'organisation')).toBe(false);
    expect(mayUsePassword('chair', 'any')).toBe(true);
  });
});
