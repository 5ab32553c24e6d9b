import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES } from '#access';
import { reinstating, suspending } from './suspension.rules.js';

describe('suspending people', () => {
  it('never leaves a directory without an administrator who can sign in', () => {
    const people = fc.array(fc.record({ role: fc.constantFrom(...ROLES), isActive: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    });
    const steps = fc.array(fc.record({ who: fc.nat(5), suspend: fc.boolean() }), { maxLength: 20 });
    fc.assert(
      fc.property(people, steps, (start, todo) => {
        const now = start.map((person) => ({ ...person }));
        const administrators = () => now.filter((one) => one.role === 'administrator' && one.isActive).length;
        fc.pre(administrators() > 0);
        for (const { who, suspend } of todo) {
          const person = now[who % now.length]!;
          const others = administrators() - (person.role === 'administrator' && person.isActive ? 1 : 0);
          const decided = suspend ? suspending(person, others) : reinstating(person);
          if (decided.ok) person.isActive = !suspend;
        }
        expect(administrators()).toBeGreaterThan(0);
      }),
    );
  });

  it('does nothing twice', () => {
    expect(suspending({ role: 'chair', isActive: false }, 1)).toMatchObject({
      refusal: { code: 'ALREADY_SUSPENDED' },
    });
    expect(reinstating({ role: 'chair', isActive: true })).toMatchObject({
      refusal: { code: 'NOT_SUSPENDED' },
    });
  });
});
