import { ok, refused, type Result } from '#kernel';
import type { Role } from '#access';

/** The part of a person that decides whether they may be suspended. */
export type Standing = { role: Role; isActive: boolean };

/** Why somebody cannot be suspended or reinstated. */
export type SuspensionRefusal = 'ALREADY_SUSPENDED' | 'NOT_SUSPENDED' | 'LAST_ADMINISTRATOR';

/**
 * Whether a person may be suspended. Somebody must stay who can reinstate people: the last administrator who may sign
 * in is never suspended. `otherAdministrators`: active administrators beside this person.
 */
export function suspending(
  person: Standing,
  otherAdministrators: number,
): Result<'suspended', SuspensionRefusal> {
  if (!person.isActive) return refused('ALREADY_SUSPENDED', 'This person is suspended already.');
  if (person.role === 'administrator' && otherAdministrators < 1) {
    return refused(
      'LAST_ADMINISTRATOR',
      'This is the last administrator who can sign in. Make somebody else an administrator first.',
    );
  }
  return ok('suspended');
}

/** Whether a suspended person may be let in again. */
export function reinstating(person: Standing): Result<'reinstated', SuspensionRefusal> {
  return person.isActive ? refused('NOT_SUSPENDED', 'This person is not suspended.') : ok('reinstated');
}
