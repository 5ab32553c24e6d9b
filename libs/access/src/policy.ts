import { NotFound, NotPermitted } from '#kernel';
import type { Actor, PersonActor } from './actor.js';
import type { Permission } from './permissions.js';
import type { Role } from './roles.js';
import { scopesGive } from './scopes.js';

/**
 * How far a permission of a role reaches:
 * `all` everything; `panels` what belongs to a panel the person works on; `agency` what belongs to the person's
 * own agency (or, for a case, what the agency referred or owns an action on, or what stands before a panel on
 * which the agency sits).
 */
export type Reach = 'all' | 'panels' | 'agency';

/** Everybody's own way in: sessions, recovery codes, tokens. */
const OWN_ACCOUNT = { 'account:change': 'all' } as const;

const RUN_PANELS: Partial<Record<Permission, Reach>> = {
  ...OWN_ACCOUNT,
  'agency:read': 'all',
  'person:read': 'all',
  'panel:read': 'all',
  'panel:change': 'panels',
  'meeting:read': 'panels',
  'meeting:change': 'panels',
  'agenda:read': 'panels',
  'agenda:change': 'panels',
  'case:read': 'panels',
  'case:flag': 'panels',
  'case:refer': 'panels',
  'case:change': 'panels',
  'case:restrict': 'panels',
  'conflict:declare': 'panels',
  'case:break-glass': 'all',
  'case:triage': 'panels',
  'discussion:record': 'panels',
  'action:read': 'panels',
  'action:agree': 'panels',
  'action:update': 'panels',
  'action:decide': 'panels',
  'outcome:record': 'panels',
  'reminder:read': 'panels',
  'insight:read': 'all',
  'import:run': 'all',
};

const WORK_FOR_AGENCY: Partial<Record<Permission, Reach>> = {
  ...OWN_ACCOUNT,
  'agency:read': 'all',
  'person:read': 'all',
  'panel:read': 'all',
  'meeting:read': 'panels',
  'agenda:read': 'panels',
  'case:read': 'agency',
  'case:flag': 'agency',
  'conflict:declare': 'agency',
  'access:ask': 'all',
  'case:refer': 'agency',
  'case:break-glass': 'all',
  'action:read': 'agency',
  'action:update': 'agency',
  'reminder:read': 'agency',
};

/** Who may do what, and how far it reaches. What is not here is refused. */
export const ROLE_PERMISSIONS: Record<Role, Partial<Record<Permission, Reach>>> = {
  chair: { ...RUN_PANELS, 'break-glass:review': 'panels' },
  coordinator: RUN_PANELS,
  agency_member: WORK_FOR_AGENCY,
  agency_lead: { ...WORK_FOR_AGENCY, 'break-glass:answer': 'agency' },
  advocate: WORK_FOR_AGENCY,
  strategic_lead: {
    ...OWN_ACCOUNT,
    'agency:read': 'all',
    'person:read': 'all',
    'panel:read': 'all',
    'meeting:read': 'all',
    'insight:read': 'all',
  },
  auditor: {
    ...OWN_ACCOUNT,
    'agency:read': 'all',
    'person:read': 'all',
    'panel:read': 'all',
    'audit:read': 'all',
    'audit:export': 'all',
    'audit:set': 'all',
    'break-glass:review': 'all',
  },
  administrator: {
    ...OWN_ACCOUNT,
    'sign-in:change': 'all',
    'agency:read': 'all',
    'agency:change': 'all',
    'person:read': 'all',
    'person:change': 'all',
    'panel:read': 'all',
    'panel:change': 'all',
    'import:run': 'all',
    'audit:set': 'all',
  },
};

/** Where a thing belongs, as far as the question needs it. */
export type Belongs = { panelId?: string | null; agencyIds?: readonly (string | null)[] };

/**
 * How far this person's permission reaches; null when they do not have it at all, or when the token they came with was
 * not made for it. A token reaches as far as its person, never further.
 */
export function reachOf(actor: PersonActor, permission: Permission): Reach | null {
  if (actor.scopes && !scopesGive(actor.scopes, permission)) return null;
  return ROLE_PERMISSIONS[actor.role][permission] ?? null;
}

/** Whether the actor may do this to a thing that belongs there. The system may do everything. */
export function may(actor: Actor, permission: Permission, to: Belongs = {}): boolean {
  if (actor.kind === 'system') return true;
  const reach = reachOf(actor, permission);
  if (reach === null) return false;
  if (reach === 'all') return true;
  if (to.agencyIds === undefined && to.panelId === undefined) return true;
  if (reach === 'agency') return (to.agencyIds ?? []).includes(actor.agencyId);
  return to.panelId !== undefined && to.panelId !== null && actor.panelIds.includes(to.panelId);
}

/** Throws {@link NotPermitted} unless the actor may. */
export function mustBeAllowed(actor: Actor, permission: Permission, to: Belongs = {}): void {
  if (!may(actor, permission, to)) throw new NotPermitted(permission);
}

/** Throws {@link NotFound} unless the actor may: for things whose very existence is not everybody's to know. */
export function mustBeKnown(actor: Actor, permission: Permission, what: string, to: Belongs): void {
  if (!may(actor, permission, to)) throw new NotFound(what);
}
