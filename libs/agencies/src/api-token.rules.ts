import {
  type Permission,
  PERMISSIONS,
  type Role,
  ROLE_PERMISSIONS,
  type Scope,
  SCOPES,
  scopesGive,
} from '#access';
import { ok, refused, type Result } from '#kernel';

/** How long a token of a program is good, days: when nothing is said, and at most. */
export const TOKEN_DAYS = { usual: 90, most: 365 } as const;

/** How many tokens that are good somebody may have at once: more are lost count of. */
export const MOST_TOKENS = 20;

/** What a new token is to be. */
export type WantedToken = { scopes: readonly Scope[]; days: number };

/** Why a token cannot be made. */
export type TokenRefusal = 'TOKEN_WITHOUT_USE' | 'TOKEN_TOO_LONG' | 'TOO_MANY_TOKENS';

/** What somebody in this role may do by a token with these scopes: never more than the role. */
export function permissionsOf(role: Role, scopes: readonly Scope[]): Permission[] {
  return PERMISSIONS.filter(
    (permission) => ROLE_PERMISSIONS[role][permission] !== undefined && scopesGive(scopes, permission),
  );
}

/** The scopes that are of any use to this role. */
export function scopesFor(role: Role): Scope[] {
  return SCOPES.filter((scope) => permissionsOf(role, [scope]).length > 0);
}

/** Whether a token may be made: for something that the role may do, for a year at most, and not one too many. */
export function makingToken(role: Role, wanted: WantedToken, have: number): Result<Scope[], TokenRefusal> {
  const scopes = SCOPES.filter((scope) => wanted.scopes.includes(scope));
  if (scopes.length === 0) return refused('TOKEN_WITHOUT_USE', 'Choose what the token is for.', 'scopes');
  if (scopes.some((scope) => !scopesFor(role).includes(scope))) {
    return refused('TOKEN_WITHOUT_USE', 'This role cannot do all of that. Choose again.', 'scopes');
  }
  if (!Number.isInteger(wanted.days) || wanted.days < 1 || wanted.days > TOKEN_DAYS.most) {
    return refused('TOKEN_TOO_LONG', `A token is good for 1 to ${TOKEN_DAYS.most} days.`, 'days');
  }
  if (have >= MOST_TOKENS) {
    return refused('TOO_MANY_TOKENS', `There are ${MOST_TOKENS} tokens already. End one that is not used.`);
  }
  return ok(scopes);
}
