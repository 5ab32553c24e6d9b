import { type Actor, type Permission, type PersonActor, reachOf } from '#access';
import type { Day } from '#kernel';
import { CONTACT_REASONS } from './need-to-know.rules.js';

/** A condition on `case_file` under the alias `c`, with its parameters. */
export type CaseCondition = { sql: string; params: Record<string, unknown> };

const ALL: CaseCondition = { sql: '1 = 1', params: {} };
const NONE: CaseCondition = { sql: '1 = 0', params: {} };

/**
 * The cases to which this permission of the actor reaches: the one place where it is decided for sets who may know of a
 * case, the same as `mayKnow` for one. Need, and not excluded, and among these where only these may. A condition for
 * any statement that calls the case `c`; it holds on SQLite and PostgreSQL alike.
 */
export function visibleCases(actor: Actor, today: Day, permission: Permission = 'case:read'): CaseCondition {
  if (actor.kind === 'system') return ALL;
  const allowed = allOf(needed(actor, today, permission), openTo(actor));
  const opened = permission === 'case:read' ? openedByGlass(actor) : null;
  return opened ? anyOf(allowed, opened) : allowed;
}

/**
 * The cases that this person may open by break-glass, although rule 1 or 3 says no: never against rule 2, and never one
 * that is highly restricted.
 */
export function openableByGlass(actor: PersonActor): CaseCondition {
  if (reachOf(actor, 'case:break-glass') === null) return NONE;
  return allOf({ sql: `c.handling <> 'highly_restricted'`, params: {} }, notExcluded(actor, 'c.id'));
}

/** The cases of whose uses of break-glass the actor may be told: auditors unless excluded, who chairs by the whole rule. */
export function reviewableUses(actor: Actor, today: Day): CaseCondition {
  const isAuditor = actor.kind === 'person' && reachOf(actor, 'break-glass:review') === 'all';
  return isAuditor ? notExcluded(actor, 'c.id') : visibleCases(actor, today, 'break-glass:review');
}

/** What the person opened, as long as it could be opened; null: nothing, and nothing need be asked. */
function openedByGlass(actor: PersonActor): CaseCondition | null {
  const ids = (actor.openedCases ?? []).map(({ caseId }) => caseId);
  if (ids.length === 0) return null;
  const params = Object.fromEntries(ids.map((id, i) => [`opened${i}`, id]));
  const names = Object.keys(params).map((name) => `:${name}`);
  return allOf({ sql: `c.id in (${names.join(', ')})`, params }, openableByGlass(actor));
}

/**
 * The cases whose lists do not keep this person away, whatever their need: for what hangs on a case and has a need of
 * its own, such as an action of the person's agency. `caseId`: the column that holds the case.
 */
export function openTo(actor: Actor, caseId = 'c.id'): CaseCondition {
  if (actor.kind === 'system') return ALL;
  return allOf(notExcluded(actor, caseId), amongThese(actor, caseId));
}

/**
 * The same as {@link visibleCases} for rows that hold the panel of their case and are narrowed to panels that the actor
 * runs: a queue is then counted from its own index, and no case is looked up. `caseId`: the column that holds the case.
 */
export function visibleOfPanelsRun(actor: Actor, caseId: string): CaseCondition {
  if (actor.kind === 'system') return ALL;
  if (reachOf(actor, 'case:read') !== 'panels') return NONE;
  const opened = openedByGlass(actor);
  const allowed = openTo(actor, caseId);
  if (!opened) return allowed;
  const sql = `${caseId} in (select c.id from case_file c where ${opened.sql})`;
  return anyOf(allowed, { sql, params: opened.params });
}

/** The cases of which the actor is shown the contact details of their people; of visible cases. */
export function contactShown(actor: Actor, today: Day): CaseCondition {
  if (actor.kind === 'system' || actor.role === 'advocate') return ALL;
  const isAgency = reachOf(actor, 'case:read') === 'agency';
  const allowed = isAgency ? withAccess(actor, today, CONTACT_REASONS) : needed(actor, today, 'case:read');
  const opened = openedByGlass(actor);
  return opened ? anyOf(allowed, opened) : allowed;
}

/** The cases of which the actor is shown the restricted notes; of visible cases. */
export function notesShown(actor: Actor, today: Day): CaseCondition {
  if (actor.kind === 'system') return ALL;
  const isMore = actor.role === 'advocate' || reachOf(actor, 'case:read') === 'panels';
  // Nobody is shown them by break-glass: what was only opened so is none of the cases that the person needs to know.
  return isMore ? allOf(needed(actor, today, 'case:read'), openTo(actor)) : NONE;
}

/** Rule 1: who runs the panel needs to know all of its cases, an agency those of which it has a row that has not ended. */
function needed(actor: PersonActor, today: Day, permission: Permission): CaseCondition {
  const reach = reachOf(actor, permission);
  if (reach === 'agency') return withAccess(actor, today);
  if (reach !== 'panels' || actor.panelIds.length === 0) return NONE;
  const params = Object.fromEntries(actor.panelIds.map((id, i) => [`seenPanel${i}`, id]));
  const names = Object.keys(params).map((name) => `:${name}`);
  return { sql: `c.panel_id in (${names.join(', ')})`, params };
}

function withAccess(actor: PersonActor, today: Day, reasons?: readonly string[]): CaseCondition {
  const only = reasons ? ` and x.reason in (${reasons.map((reason) => `'${reason}'`).join(', ')})` : '';
  return {
    sql: `exists (select 1 from case_access x where x.case_id = c.id and x.agency_id = :seenAs
                   and (x.ends_on is null or x.ends_on >= :seenOn)${only})`,
    params: { seenAs: actor.agencyId, seenOn: today },
  };
}

/** Rule 2. The set does not depend on the case, so that a list works it out once: the few cases closed to this person. */
function notExcluded(actor: PersonActor, caseId: string): CaseCondition {
  return {
    sql: `${caseId} not in (select r.case_id from case_restriction r
            where r.lifted_at is null and r.kind in ('exclude', 'conflict')
              and (r.person_id = :seenBy or r.agency_id = :seenAs))`,
    params: { seenBy: actor.personId, seenAs: actor.agencyId },
  };
}

/** Rule 3: not one of the few cases that are for only these, of whom the person is none. */
function amongThese(actor: PersonActor, caseId: string): CaseCondition {
  return {
    sql: `${caseId} not in (select r.case_id from case_restriction r
            where r.lifted_at is null and r.kind = 'only_these'
              and not exists (select 1 from case_restriction t where t.case_id = r.case_id
                    and t.lifted_at is null and t.kind = 'only_these'
                    and (t.person_id = :seenBy or t.agency_id = :seenAs)))`,
    params: { seenBy: actor.personId, seenAs: actor.agencyId },
  };
}

/**
 * Whether the lists of a case keep a person away, as a condition on `person` under that alias: the same rules 2 and 3,
 * asked of the people around one case. `caseId`: the parameter or the column that holds the case.
 */
export function keepsAway(person: string, caseId = ':caseId'): string {
  const { about, inForce } = entriesAbout(person, caseId);
  return `${excludes(person, caseId)}
       or (exists (select 1 from case_restriction r where ${inForce('r')} and r.kind = 'only_these')
           and not exists (select 1 from case_restriction t where ${inForce('t')}
              and t.kind = 'only_these' and ${about('t')}))`;
}

/** Only rule 2 of {@link keepsAway}: whether the person is excluded from the case. */
export function excludes(person: string, caseId = ':caseId'): string {
  const { about, inForce } = entriesAbout(person, caseId);
  return `exists (select 1 from case_restriction r where ${inForce('r')}
              and r.kind in ('exclude', 'conflict') and ${about('r')})`;
}

function entriesAbout(person: string, caseId: string) {
  return {
    about: (entry: string) =>
      `(${entry}.person_id = ${person}.id or ${entry}.agency_id = ${person}.agency_id)`,
    inForce: (entry: string) => `${entry}.case_id = ${caseId} and ${entry}.lifted_at is null`,
  };
}

function anyOf(one: CaseCondition, other: CaseCondition): CaseCondition {
  return { sql: `((${one.sql}) or (${other.sql}))`, params: { ...one.params, ...other.params } };
}

function allOf(...conditions: readonly CaseCondition[]): CaseCondition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' and '),
    params: Object.assign({}, ...conditions.map(({ params }) => params)) as Record<string, unknown>,
  };
}
