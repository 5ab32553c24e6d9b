import type { Permission } from './permissions.js';

/** What a token of a program may be used for, as its maker chose; several can be given together. */
export const SCOPES = [
  'read',
  'referrals',
  'cases',
  'meetings',
  'actions',
  'reminders',
  'figures',
  'directory',
] as const;

/** One value of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/**
 * The permissions of each scope. A token has a permission when one of its scopes and the role of its person have it.
 * What stands here for no scope is not for programs at all: `account:change` (one's own way in, tokens included),
 * `sign-in:change` (the ways in of others) and whatever is added to the policy and not named here.
 */
export const SCOPE_PERMISSIONS: Readonly<Record<Scope, readonly Permission[]>> = {
  read: [
    'agency:read',
    'person:read',
    'panel:read',
    'meeting:read',
    'agenda:read',
    'case:read',
    'action:read',
    'reminder:read',
    'insight:read',
  ],
  // Whoever changes a case is answered with the case, so reading it belongs to changing it.
  referrals: ['agency:read', 'panel:read', 'case:read', 'case:refer', 'case:flag'],
  cases: ['case:read', 'case:flag', 'case:change', 'outcome:record'],
  meetings: [
    'agency:read',
    'person:read',
    'panel:read',
    'case:read',
    'meeting:read',
    'meeting:change',
    'agenda:read',
    'agenda:change',
    'discussion:record',
    'action:read',
    'action:agree',
    'action:decide',
  ],
  actions: ['agency:read', 'person:read', 'action:read', 'action:update', 'reminder:read'],
  reminders: ['action:read', 'reminder:read'],
  figures: ['panel:read', 'insight:read'],
  directory: ['agency:read', 'agency:change', 'person:read', 'person:change', 'panel:read', 'panel:change'],
};

/** Whether one of these scopes gives the permission. */
export function scopesGive(scopes: readonly Scope[], permission: Permission): boolean {
  return scopes.some((scope) => SCOPE_PERMISSIONS[scope].includes(permission));
}
