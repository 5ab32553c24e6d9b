import { type Actor, type Permission, reachOf } from '#access';
import type { Day } from '#kernel';

/** A condition on `case_file` under the alias `c`, with its parameters. */
export type CaseCondition = { sql: string; params: Record<string, unknown> };

/**
 * The cases to which this permission of the actor reaches: the one place where it is decided who may know of a case.
 * People who run panels reach the cases of those panels; people of an agency reach the cases their agency needs to know
 * (a row of `case_access` that has not ended); nobody else reaches any. A condition for any statement that calls the
 * case `c`; it holds on SQLite and PostgreSQL alike.
 */
export function visibleCases(actor: Actor, today: Day, permission: Permission = 'case:read'): CaseCondition {
  if (actor.kind === 'system') return { sql: '1 = 1', params: {} };
  const reach = reachOf(actor, permission);
  if (reach === 'all') return { sql: '1 = 1', params: {} };
  if (reach === 'agency') {
    return {
      sql: `exists (select 1 from case_access x where x.case_id = c.id and x.agency_id = :seenByAgency
                     and (x.ends_on is null or x.ends_on >= :seenOn))`,
      params: { seenByAgency: actor.agencyId, seenOn: today },
    };
  }
  if (reach === null || actor.panelIds.length === 0) return { sql: '1 = 0', params: {} };
  const params = Object.fromEntries(actor.panelIds.map((id, i) => [`seenPanel${i}`, id]));
  const names = Object.keys(params).map((name) => `:${name}`);
  return { sql: `c.panel_id in (${names.join(', ')})`, params };
}
